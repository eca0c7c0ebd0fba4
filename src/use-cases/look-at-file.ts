import { asksForLinks, type FileLook, linkOf } from '../domain/notice-drift.ts'
import { PortalError } from '../domain/portal-error.ts'
import type { PortalFile, PortalLink } from '../domain/portal-facts.ts'
import type { ShareLink } from '../domain/share.ts'
import type { Portal } from './ports.ts'

/** What is to be asked; the rest only if what comes back asks for it. */
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

  /** What the portal will not list is a matter of the file. */
  const askLinks = (fileId: string): Promise<PortalLink[] | null> =>
    portal.links(fileId).catch((error: unknown) => {
      const { kind } = error instanceof PortalError ? error : { kind: null }
      if (kind === 'not-found' || kind === 'forbidden') return null
      throw error
    })

  return async (fileId: string, shares: readonly ShareLink[], question: Question): Promise<FileLook> => {
    const lists = (links: readonly PortalLink[] | null) =>
      links !== null && shares.every((share) => linkOf(share, links) !== undefined)
    const links = question.links ? await askLinks(fileId) : null
    const isMissing = question.links && !lists(links)
    const file = question.file || isMissing ? await askFile(fileId) : null
    if (file === null || typeof file === 'string') return { file, links }
    // A link that is not listed ends a share: the list is believed when it says so twice, with the right to see it between.
    const again = isMissing
      ? file.canShare
      : !question.links && shares.some((share) => asksForLinks(share, file))
    return { file, links: again ? await askLinks(fileId) : links }
  }
}
