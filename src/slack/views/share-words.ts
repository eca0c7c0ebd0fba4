import { formatDuration } from '../../domain/duration.ts'
import type { ShareLink } from '../../domain/share.ts'
import type { Piece } from './rich.ts'

/** How a share is spoken of, the same everywhere. */
const downloads = (count: number): string => (count === 1 ? '1 download' : `${count} downloads`)

/** `1 of 3 downloads`, `4 downloads`, `view only`. */
export const use = (share: ShareLink): string => {
  if (share.terms.viewOnly) return 'view only'
  return share.terms.limit === null
    ? downloads(share.downloads)
    : `${share.downloads} of ${downloads(share.terms.limit)}`
}

export const protection = (share: ShareLink): string[] =>
  share.sealedPassword === null ? [] : ['password protected']

/** What the limit is worth, said where it is shown. */
export const promise = (share: ShareLink, auditIntervalMs: number): string => {
  if (share.terms.viewOnly) return 'Opens in the portal, which denies the download.'
  if (share.direct && share.terms.limit !== null) {
    return `${downloads(share.terms.limit)}, checked every ${formatDuration(auditIntervalMs)}.`
  }
  return 'Opens in the portal; downloads inside its editor are not counted.'
}

/** How far a limit was passed before the link was dead. */
const overrun = (share: ShareLink): string => {
  const { limit } = share.terms
  if (limit === null || share.downloads <= limit) return ''
  return ` ${downloads(share.downloads)} happened before the link was dead.`
}

/** Why a share is over, and by whom. */
export const ending = (share: ShareLink): readonly Piece[] => {
  const { end } = share
  switch (end?.reason) {
    case 'expired':
      return ['Its time is over.', overrun(share)]
    case 'limit':
      return [`The limit of ${downloads(share.terms.limit ?? 0)} was reached.`, overrun(share)]
    case 'manual':
      return ['Revoked by ', end.by === null ? 'somebody' : { user: end.by }, '.', overrun(share)]
    case 'removed':
      return ['The link was deleted in the portal.']
    case 'blind':
      return ['The audit trail cannot be read, so its limit cannot be kept.']
    case 'policy':
      return ['A rule of this workspace does not allow it any more.']
    case undefined:
      return []
  }
}

/** One short phrase for what a number of downloads adds up to. */
export const newDownloads = (news: number, share: ShareLink): string =>
  share.terms.limit === null
    ? `${news} new ${news === 1 ? 'download' : 'downloads'}, ${downloads(share.downloads)} so far.`
    : `${news} new ${news === 1 ? 'download' : 'downloads'}: ${use(share)}.`
