import { foldedExtensions } from './past.ts'
import type { ShareLink } from './share.ts'

type Past = Pick<ShareLink, 'extensions' | 'pastEnds'>

/** Whether the extension of this index (from 0, of those that are kept) took back an end that had come, instead of moving one that had not. */
export const isRevival = ({ extensions, pastEnds }: Past, index: number): boolean => {
  const askedAt = extensions[index]?.askedAt ?? Number.POSITIVE_INFINITY
  // An extension begins only when the one before it was answered.
  const nextAt = extensions[index + 1]?.askedAt ?? Number.POSITIVE_INFINITY
  return pastEnds.some(({ revivedAt }) => revivedAt >= askedAt && revivedAt < nextAt)
}

/** Whether one of the extensions behind the first `from`, counted ones among them, took an end back. */
export const hasRevival = (share: Past & Pick<ShareLink, 'folded'>, from: number): boolean =>
  share.extensions.some((_, index) => foldedExtensions(share) + index >= from && isRevival(share, index))
