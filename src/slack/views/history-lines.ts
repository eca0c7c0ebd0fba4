import type { Extension, PastEnd, ShareLink } from '../../domain/share.ts'
import type { EndReason } from '../../domain/share-state.ts'
import type { Line, Piece } from './rich.ts'
import { downloads, number } from './share-words.ts'

/** How many of each are told in full, the last ones. */
const MOST = 5

/** What a share was before it came back. */
const WAS: Record<EndReason, string> = {
  expired: 'Expired',
  limit: 'Used up',
  manual: 'Revoked',
  removed: 'Deleted in DocSpace',
  blind: 'Paused',
  policy: 'Closed by a rule',
}

const pastEnd = ({ reason, decidedAt, revivedAt }: PastEnd): Piece[] => [
  `${WAS[reason]} `,
  { logged: decidedAt },
  ', back ',
  { logged: revivedAt },
]

const extension = ({ askedAt, expiresAt, limit }: Extension, by: string, viewOnly: boolean): Piece[] => [
  { user: by },
  ' extended it ',
  { logged: askedAt },
  ' until ',
  { logged: expiresAt },
  viewOnly ? '' : limit === null ? ', no limit' : `, limit ${downloads(limit)}`,
]

/** What extensions have changed on a share so far, oldest first. */
export const historyLines = ({ pastEnds, extensions, folded, terms }: ShareLink): Line[] => {
  // Resuming changes nothing. That the link came back is said with its suspension.
  const asked = extensions.flatMap((one) =>
    one.by === null ? [] : [{ at: one.askedAt, line: extension(one, one.by, terms.viewOnly) }],
  )
  const ends = pastEnds.length + (folded?.ends ?? 0)
  const count = asked.length + (folded?.asked ?? 0)
  const earlier = Math.max(0, ends - MOST) + Math.max(0, count - MOST)
  const told = [
    ...pastEnds.slice(-MOST).map((end) => ({ at: end.decidedAt, line: pastEnd(end) })),
    ...asked.slice(-MOST),
  ].sort((a, b) => a.at - b.at)
  const times = count === 1 ? 'once' : `${number(count)} times`
  return [
    ...(count === 0 ? [] : [[`Extended ${times} so far${earlier === 0 ? '.' : '. The latest:'}`]]),
    ...told.map(({ line }) => ({ item: line })),
  ]
}
