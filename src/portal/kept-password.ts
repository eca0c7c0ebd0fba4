import { PortalError } from '../domain/portal-error.ts'
import type { LinkRequest } from '../domain/portal-facts.ts'
import { readAs } from './answer.ts'
import type { Client } from './client.ts'
import { filePath } from './path.ts'
import { linkPasswords } from './schemas.ts'

const LABEL = 'GET links'

/**
 * The password that somebody at the portal gave a link of ours: a write replaces the whole link, so it is sent again. It goes
 * nowhere else. Throws `PortalError`; a password that is gone by now is one, since the link is another than was looked at.
 */
export const keptPassword =
  (client: Pick<Client, 'read'>) =>
  async ({ fileId, linkId }: LinkRequest): Promise<string> => {
    const path = `${filePath(fileId)}/links?count=100`
    const passwords = readAs(linkPasswords, await client.read({ label: LABEL, method: 'GET', path }), LABEL)
    const password = passwords.get(linkId.toLowerCase())
    if (password) return password
    throw new PortalError('unavailable', `${LABEL}: the password to be kept is gone`, { status: 200 })
  }
