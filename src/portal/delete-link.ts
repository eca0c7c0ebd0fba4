import { PortalError } from '../domain/portal-error.ts'
import type { PortalLink } from '../domain/portal-facts.ts'
import type { PortalClient } from './client.ts'
import { readLinks } from './links.ts'
import { filePath } from './path.ts'

const LABEL = 'PUT link, to delete it'
const NONE = 0

/**
 * Deletes one link and checks that it is gone. That it was gone before, or with its file, is success. The portal's
 * answer alone does not tell: 403 may mean that the file has all its links and ours is long deleted, and 200 does not
 * say which link was meant (docs/portal.md, Making and deleting safely).
 *
 * Throws `bad-response` when the link is still listed, and other kinds when that cannot be found out.
 */
export const deleteLink = (client: Pick<PortalClient, 'read' | 'write'>) => {
  const links = readLinks(client)

  const askToDelete = async (fileId: string, linkId: string): Promise<PortalError | null> => {
    try {
      // Only these two members: others would be written to the link if it were not deleted.
      const body = { linkId, access: NONE }
      await client.write({ label: LABEL, method: 'PUT', path: `${filePath(fileId)}/links`, body })
      return null
    } catch (error) {
      if (error instanceof PortalError && (error.status === 403 || error.status === 404)) return error
      throw error
    }
  }

  return async (fileId: string, linkId: string): Promise<void> => {
    const refusal = await askToDelete(fileId, linkId)
    const left = await links(fileId).catch(fileIsGone)
    if (left === null) return
    if (!lists(left, linkId)) {
      // An account that may not see the links gets an empty list, which proves nothing. A 403 because the file has all
      // its links is harmless, and then the list is not empty.
      if (refusal?.status === 403 && left.length === 0) throw refusal
      return
    }
    throw refusal ?? new PortalError('bad-response', `${LABEL}: it is still listed`, { status: 200 })
  }
}

const fileIsGone = (error: unknown): null => {
  if (error instanceof PortalError && error.kind === 'not-found') return null
  throw error
}

const lists = (links: readonly PortalLink[], linkId: string): boolean =>
  links.some((link) => link.id.toLowerCase() === linkId.toLowerCase())
