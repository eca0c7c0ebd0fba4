import { foldedExtensions } from '../../domain/past.ts'
import { isRevival } from '../../domain/revival.ts'
import type { ShareLink } from '../../domain/share.ts'
import type { Takers } from '../../domain/takers.ts'
import { endNews } from './end-words.ts'
import { fitting } from './fitting.ts'
import { newDownloads } from './new-downloads.ts'
import { type Line, linesView, type Piece, type View } from './rich.ts'
import { byView, downloads, number, place, use } from './share-words.ts'
import { takersLines } from './takers-words.ts'
import { nameLike } from './untrusted.ts'

/** In the thread: what was downloaded since the last line, and by whom, where that is known. */
export const downloadsReply = (share: ShareLink, from: number, takers: Takers | null = null): View =>
  linesView(newDownloads(share.downloads - from, share, takers))

/** What could not be done about its message, for its creator. */
const messageLines = (share: ShareLink): Line[] => [
  ...(share.messageLost ? [["I couldn't update its message in ", place(share.channel), '.']] : []),
  ...(share.closed?.to === 'place' && !share.closed.again
    ? [["I'll update its message in ", place(share.channel), ' once the channel is open again.']]
    : []),
]

/** In the thread and to the channel, once; to its creator where the message is gone. */
export const endReply = (share: ShareLink, takers: Takers | null = null): View =>
  linesView(
    [{ bold: nameLike(share.file.title) }, ...endNews(share)],
    ...messageLines(share),
    ...byView(share).map((line) => [line]),
    ...takersLines(takers, 'name'),
    [`ID ${share.id}`],
  )

const endedLine = (share: ShareLink): Line => ({
  item: [{ bold: nameLike(share.file.title, 80) }, ...endNews(share), ` ID ${share.id}`],
})
const endsHead = (count: number): Line => [`${number(count)} links in this channel have ended:`]

/** As many of these ends as one message can name. */
export const endsThatFit = (shares: readonly ShareLink[]): readonly ShareLink[] =>
  fitting(shares, (share) => [endedLine(share)], [endsHead(shares.length)])

/** In the channel, once: many ends at about the same time, in the place of a reply for each. */
export const endsNotice = (shares: readonly ShareLink[]): View =>
  linesView(endsHead(shares.length), ...shares.map(endedLine))

/** ` (5 downloads)`; nothing for view only, which cannot change. */
const limitOf = (share: ShareLink, limit: number | null): string => {
  if (share.terms.viewOnly) return '.'
  return ` (${limit === null ? 'no limit' : downloads(limit)}).`
}

const before = (count: number): string =>
  count === 1 ? 'Extended once before this.' : `Extended ${number(count)} times before this.`

const extensionLine = (share: ShareLink, index: number): Line => {
  const extension = share.extensions[index]
  if (extension === undefined) return []
  const back: Piece[] = ['The link to ', { bold: nameLike(share.file.title) }, ' works again.']
  // Nobody asked for it: it was paused, and resumes as it was.
  if (extension.by === null) return back
  const until: Piece[] = [' to ', { date: extension.expiresAt }, limitOf(share, extension.limit)]
  if (extension.byRule)
    return [{ user: extension.by }, ' applied stricter rules: this link was shortened', ...until]
  return isRevival(share, index)
    ? [...back, ' ', { user: extension.by }, ' extended it', ...until]
    : [{ user: extension.by }, ' extended this link', ...until]
}

/** One line for each extension: who, the new end, the new limit. Where there are very many, the latest. */
export const extensionsReply = (share: ShareLink, from: number): View => {
  const foot: Line = [`${use(share)} · ID ${share.id}`]
  const folded = foldedExtensions(share)
  const untold = share.extensions
    .map((_, index) => extensionLine(share, index))
    .slice(Math.max(0, from - folded))
  const gone = Math.max(0, folded - from)
  const latest = fitting(untold.toReversed(), (line) => [line], [
    foot,
    [before(gone + untold.length)],
  ]).toReversed()
  const earlier = gone + untold.length - latest.length
  return linesView(...(earlier === 0 ? [] : [[before(earlier)]]), ...latest, foot)
}
