import { PortalError } from '../domain/portal-error.ts'
import type { PortalLink } from '../domain/portal-facts.ts'
import type { Client } from './client.ts'
import { readLinks } from './links.ts'
import { filePath } from './path.ts'

const LABEL = 'PUT link, to delete it'
const NONE = 0

/**
 * Deletes one link and sees that it is gone. Gone before, or with its file, is success. The portal's word
 * alone is not taken: 403 may be a full quota with the link long deleted (contract 1.6), and 200 says
 * nothing about which link was meant.
 *
 * Throws `bad-response` when the link is still listed, and whatever else keeps it from being known.
 */
export const deleteLink = (client: Client) => {
  const links = readLinks(client)

  const askToDelete = async (fileId: string, linkId: string): Promise<PortalError | null> => {
    try {
      // Only these two members: every other is written to a link that this does not delete.
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
      // Who may not see a file's links gets an empty list (contract 1.6): that is no proof of anything. A
      // full quota, the harmless 403, always leaves links to be seen.
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
