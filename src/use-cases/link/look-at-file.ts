import { asksForLinks, type FileLook, linkOf } from '../../domain/notice-drift.ts'
import { PortalError } from '../../domain/portal-error.ts'
import type { PortalFile, PortalLink } from '../../domain/portal-facts.ts'
import type { ShareLink } from '../../domain/share.ts'
import type { Portal } from '../ports.ts'

/** What is asked in any case. The rest is asked only if the answer makes it necessary. */
export interface Question {
  file: boolean
  links: boolean
}

/** How a file and its links are at the portal. Throws `PortalError` where that cannot be known now. */
export const lookAtFile = (portal: Pick<Portal, 'file' | 'links'>) => {
  const askFile = (fileId: string): Promise<PortalFile | 'gone' | 'hidden'> =>
    portal.file(fileId).catch((error: unknown) => {
      if (error instanceof PortalError && error.kind === 'not-found') return 'gone'
      if (error instanceof PortalError && error.kind === 'forbidden') return 'hidden'
      throw error
    })

  /** A refusal to list the links is judged by the file, so it is no error here. */
  const askLinks = (fileId: string): Promise<PortalLink[] | null> =>
    portal.links(fileId).catch((error: unknown) => {
      const { kind } = error instanceof PortalError ? error : { kind: null }
      if (kind === 'not-found' || kind === 'forbidden') return null
      throw error
    })

  return async (fileId: string, shares: readonly ShareLink[], question: Question): Promise<FileLook> => {
    const isMissing = (links: readonly PortalLink[] | null): boolean =>
      links === null || shares.some((share) => linkOf(share, links) === undefined)
    const first = question.links ? await askLinks(fileId) : null
    const asksFile = question.file || (question.links && isMissing(first))
    const file = asksFile ? await askFile(fileId) : null
    if (file === null || typeof file === 'string') return { file, links: first }
    const asksLinks = !question.links && shares.some((share) => asksForLinks(share, file))
    const links = asksLinks ? await askLinks(fileId) : first
    // A link that is not listed ends its share. So the list is read twice, and believed only where we may see all
    // links.
    const again = (question.links || asksLinks) && isMissing(links) && file.canShare
    return { file, links: again ? await askLinks(fileId) : links }
  }
}
