import type { Extension, PastEnd, ShareLink } from './share.ts'

/** So many extensions, and ends that were taken back, are kept one by one, the latest; older ones are only counted. */
export const MOST_KEPT = 30

type Past = Pick<ShareLink, 'extensions' | 'pastEnds' | 'folded'>

/** How many extensions are only counted. Those that are kept come after them. */
export const foldedExtensions = ({ folded }: Pick<ShareLink, 'folded'>): number => folded?.extensions ?? 0

/** How many extensions were carried out. */
export const countExtensions = (share: Pick<ShareLink, 'extensions' | 'folded'>): number =>
  foldedExtensions(share) + share.extensions.length

/**
 * The past of a share with one more extension and, where that took it back, the end before. An end that is only counted no longer
 * keeps out what is dated between it and the return of the link: rather one download too many counts than one too few, and none is
 * likely, as there was no link.
 */
export const withExtension = (past: Past, extension: Extension, end: PastEnd | null): Past => {
  const extensions = [...past.extensions, extension]
  const pastEnds = end === null ? past.pastEnds : [...past.pastEnds, end]
  const oldest = extensions.slice(0, -MOST_KEPT)
  const oldEnds = pastEnds.slice(0, -MOST_KEPT)
  if (oldest.length + oldEnds.length === 0) return { extensions, pastEnds }
  const folded = past.folded ?? { extensions: 0, asked: 0, ends: 0 }
  return {
    extensions: extensions.slice(-MOST_KEPT),
    pastEnds: pastEnds.slice(-MOST_KEPT),
    folded: {
      extensions: folded.extensions + oldest.length,
      asked: folded.asked + oldest.filter(({ by }) => by !== null).length,
      ends: folded.ends + oldEnds.length,
    },
  }
}
