import { PortalError } from '../domain/portal-error.ts'
import type { LinkRequest } from '../domain/portal-facts.ts'
import type { PortalClient } from './client.ts'
import { filePath } from './path.ts'
import { readAs } from './response.ts'
import { linkPasswords } from './schemas.ts'

const LABEL = 'GET links'

/**
 * The password that somebody set at the portal on a link of ours. A write replaces the whole link, so the password is
 * sent again with it, and goes nowhere else. Throws `PortalError`, also where the password is gone by now: then the
 * link is not what it was when the write was decided.
 */
export const keptPassword =
  (client: Pick<PortalClient, 'read'>) =>
  async ({ fileId, linkId }: LinkRequest): Promise<string> => {
    const path = `${filePath(fileId)}/links?count=100`
    const passwords = readAs(linkPasswords, await client.read({ label: LABEL, method: 'GET', path }), LABEL)
    const password = passwords.get(linkId.toLowerCase())
    if (password) return password
    throw new PortalError('unavailable', `${LABEL}: the password to be kept is gone`, { status: 200 })
  }
