import { retryAt } from '../domain/closed-place.ts'
import { joinsEnds } from '../domain/notified.ts'
import { isNearLimit } from '../domain/pace.ts'
import { isFinished } from '../domain/pending-notice.ts'
import { isSuspended, type ShareLink } from '../domain/share.ts'
import type { Keys } from './keys.ts'

interface IndexChange {
  key: string
  op: 'add' | 'remove'
  /** Left out for a plain set. For a removal from a sorted set its value does not matter. */
  score?: number
}

/** The channel in which its message stands. */
export const placeOf = ({ message, channel }: ShareLink): string => message?.channel ?? channel.id

/** Removes a share from the indexes of its channel's former id, and of who saw to it before. */
const staleIndexes = (before: ShareLink, after: ShareLink, keys: Keys): IndexChange[] => [
  ...(before.creator.id === after.creator.id
    ? []
    : [
        { key: keys.liveBy(before.team, before.creator.id), op: 'remove' as const, score: 0 },
        { key: keys.endedBy(before.team, before.creator.id), op: 'remove' as const, score: 0 },
      ]),
  ...(before.channel.id === after.channel.id
    ? []
    : [{ key: keys.liveIn(before.team, before.channel.id), op: 'remove' as const, score: 0 }]),
  ...(placeOf(before) === placeOf(after)
    ? []
    : [
        { key: keys.closedIn(before.team, placeOf(before)), op: 'remove' as const },
        { key: keys.untoldEnds(before.team, placeOf(before)), op: 'remove' as const, score: 0 },
      ]),
]

/** When a share that is over was seen to be, or its making failed. */
const overAt = ({ end, failure, createdAt }: ShareLink): number => end?.verifiedAt ?? failure?.at ?? createdAt

/** In which indexes a share in this state stands, and in which not. Only here is that decided. */
const indexesOf = (share: ShareLink, keys: Keys): IndexChange[] => {
  const { team, state } = share
  const is = (member: boolean) => (member ? ('add' as const) : ('remove' as const))
  const isLive = state === 'creating' || state === 'active' || state === 'revoking'
  // A share that was never posted is not listed for its channel, only for its creator.
  const wasPosted = share.message !== null || share.messageLost
  return [
    { key: keys.live(team), op: is(isLive), score: share.createdAt },
    { key: keys.liveBy(team, share.creator.id), op: is(isLive), score: share.createdAt },
    { key: keys.liveIn(team, share.channel.id), op: is(isLive && wasPosted), score: share.createdAt },
    { key: keys.due(team), op: is(state === 'active'), score: share.terms.expiresAt },
    { key: keys.nearLimit(team), op: is(isNearLimit(share)) },
    { key: keys.suspended(team), op: is(isSuspended(share)), score: share.terms.expiresAt },
    // A suspended share will resume, so it is not history yet.
    {
      key: keys.ended(team),
      op: is(!isLive && !isSuspended(share)),
      score: share.end?.verifiedAt ?? share.createdAt,
    },
    {
      key: keys.endedBy(team, share.creator.id),
      op: is(state === 'revoked'),
      score: share.end?.verifiedAt ?? share.createdAt,
    },
    {
      key: keys.closed(team),
      op: is(share.closed !== null && !share.closed.again),
      score: share.closed === null ? 0 : retryAt(share.closed),
    },
    { key: keys.closedIn(team, placeOf(share)), op: is(share.closed !== null) },
    { key: keys.unfinished(team), op: is(!isFinished(share)) },
    {
      key: keys.untoldEnds(team, placeOf(share)),
      op: is(joinsEnds(share, placeOf(share))),
      score: overAt(share),
    },
    {
      key: keys.ofFile(team, share.file.id),
      op: 'add',
      // One that is being extended may live already, with downloads of now.
      score: isLive || share.extending !== null ? Number.POSITIVE_INFINITY : overAt(share),
    },
  ]
}

const textOf = ({ key, op, score }: IndexChange): string => (op === 'add' ? `${key} ${score}` : key)

/** What a write of the share changes in the indexes; `before`: as it stands there, null where it is new. */
export const indexChanges = (before: ShareLink | null, after: ShareLink, keys: Keys): IndexChange[] => {
  if (before === null) return indexesOf(after, keys)
  const stood = new Set(indexesOf(before, keys).map(textOf))
  const changed = indexesOf(after, keys).filter((change) => !stood.has(textOf(change)))
  return [...changed, ...staleIndexes(before, after, keys)]
}
