import type { ShareLink } from './share.ts'

type Past = Pick<ShareLink, 'extensions' | 'pastEnds'>

/** Whether the extension of this index (from 0) took back an end that had come, instead of moving one that had not. */
export const isRevival = ({ extensions, pastEnds }: Past, index: number): boolean => {
  const askedAt = extensions[index]?.askedAt ?? Number.POSITIVE_INFINITY
  // An extension begins only when the one before it was answered.
  const nextAt = extensions[index + 1]?.askedAt ?? Number.POSITIVE_INFINITY
  return pastEnds.some(({ revivedAt }) => revivedAt >= askedAt && revivedAt < nextAt)
}

/** Whether one of the extensions behind the first `from` took an end back. */
export const hasRevival = (share: Past, from: number): boolean =>
  share.extensions.some((_, index) => index >= from && isRevival(share, index))
