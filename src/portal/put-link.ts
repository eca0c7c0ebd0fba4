import type { LinkRequest, PortalLink } from '../domain/portal-facts.ts'
import type { PortalClient } from './client.ts'
import { keptPassword } from './kept-password.ts'
import { filePath } from './path.ts'
import { readAs } from './response.ts'
import { writtenLink } from './schemas.ts'

const LABEL = 'PUT link'
const READ = 2
const LONGEST_TITLE = 255

/**
 * Makes or rewrites one additional link under our own id. Sent twice, it makes no second link
 * (docs/portal.md, Making and deleting safely). A write replaces the whole link, so every member is sent every time.
 */
export const putLink =
  (client: PortalClient) =>
  async (request: LinkRequest): Promise<PortalLink> => {
    const { password } = request
    const sent =
      typeof password === 'object' && password !== null ? await keptPassword(client)(request) : password
    const body = {
      linkId: request.linkId,
      access: READ,
      primary: false,
      internal: request.internal ?? false,
      denyDownload: request.denyDownload,
      title: cutTitle(request.title),
      expirationDate: new Date(request.expiresAt).toISOString(),
      ...(sent === null ? {} : { password: sent }),
    }
    const path = `${filePath(request.fileId)}/links`
    return readAs(writtenLink, await client.write({ label: LABEL, method: 'PUT', path, body }), LABEL)
  }

/** Cuts to the portal's 255 UTF-16 units, never through a surrogate pair: the portal refuses half of one as bad JSON. */
export const cutTitle = (title: string): string =>
  title
    .slice(0, LONGEST_TITLE)
    .replace(/\p{Surrogate}$/u, '')
    .replace(/\p{Surrogate}/gu, '\ufffd')
