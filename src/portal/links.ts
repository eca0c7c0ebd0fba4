import { PortalError } from '../domain/portal-error.ts'
import type { PortalLink } from '../domain/portal-facts.ts'
import type { PortalClient } from './client.ts'
import { filePath } from './path.ts'
import { readAs } from './response.ts'
import { linkPage } from './schemas.ts'

const LABEL = 'GET links'
const COUNT = 100
/** A file has about six links. Where pages never end, the portal does not heed `startIndex`. */
const PAGES = 20

/**
 * All links of a file, expired ones included. Never by `…/link`, singular: reading that makes a link
 * (docs/portal.md, The sample). Without the right to see the links the portal answers an empty list, not 403.
 */
export const readLinks =
  (client: Pick<PortalClient, 'read'>) =>
  async (fileId: string): Promise<PortalLink[]> => {
    const found = new Map<string, PortalLink>()
    for (let page = 0; page < PAGES; page++) {
      const path = `${filePath(fileId)}/links?count=${COUNT}&startIndex=${page * COUNT}`
      const { links, total } = readAs(
        linkPage,
        await client.read({ label: LABEL, method: 'GET', path }),
        LABEL,
      )
      for (const link of links) found.set(link.id, link)
      if (links.length < COUNT || (total !== null && total <= (page + 1) * COUNT)) return [...found.values()]
    }
    throw new PortalError('bad-response', `${LABEL}: the list does not end`, { status: 200 })
  }
