import {
  inOrder,
  isOfOthers,
  type Judging,
  judgeNext,
  type Moment,
  ourTimeOf,
  type StoredEvent,
} from './downloads.ts'
import type { ShareLink } from './share.ts'

/**
 * What came of judging a share's events, oldest first, up to one of them, so that these need not be read again for each new
 * one. It stands for exactly the events that it was made of: where any other is among them, all are judged anew.
 */
export interface RunningCount {
  /** `factsOf` the share. */
  facts: string
  /** When all events were judged last; what came since was added. */
  judgedAt: number
  /** How many events are settled, and which of them is the last; null: none is. */
  settled: number
  last: Moment | null
  count: number
  views: number
  /** How many of them were of other links, or of members. */
  others: number
  previews: [string, number][]
  starts: [string, Moment][]
  /** Ids of the newest events, which are judged again together with those that come: rows appear a little out of turn. */
  tail: number[]
}

/** How many events the tail has: at least `least`, at most twice as many. */
export interface TailLength {
  least: number
}

/** Changes with what a running count consists of: what an older program has kept is not gone on from. */
const FORM = 3

/**
 * All of a share that judgements of events up to this one depend on. An end that came later changes nothing of them, so what was
 * counted before is gone on from.
 */
const factsOf = (share: ShareLink, burstWindowMs: number, last: Moment | null): string => {
  const bears = (endedAt: number | null): boolean =>
    endedAt !== null && last !== null && ourTimeOf(last) > endedAt
  const endedAt = share.end?.verifiedAt ?? null
  return JSON.stringify([
    FORM,
    burstWindowMs,
    [share.linkId, ...share.formerLinkIds],
    share.direct,
    share.bornAt,
    bears(endedAt) ? endedAt : null,
    share.pastEnds
      .filter(({ verifiedAt }) => bears(verifiedAt))
      .map(({ verifiedAt, revivedAt }) => [verifiedAt, revivedAt]),
  ])
}

/** What a share's events are judged by. */
export interface JudgedBy {
  share: ShareLink
  burstWindowMs: number
}

/** Whether these events, and no others, have come since, and those before would be judged as they were. `stored`: how many are stored now. */
export const isContinuedBy = (
  running: RunningCount,
  { share, burstWindowMs }: JudgedBy,
  fresh: readonly StoredEvent[],
  stored: number,
): boolean =>
  running.facts === factsOf(share, burstWindowMs, running.last) &&
  running.settled + running.tail.length + fresh.length === stored &&
  fresh.every((event) => running.last === null || inOrder(running.last, event) < 0) &&
  !fresh.some(({ id }) => running.tail.includes(id))

/** What came of judging the events before its tail. */
export const judgingOf = (running: RunningCount | null): Judging => ({
  count: running?.count ?? 0,
  views: running?.views ?? 0,
  previews: new Map(running?.previews),
  starts: new Map(running?.starts),
})

/** Beginnings of bursts that no later event can belong to are left out. A second more: clocks may have been set. */
const openStarts = (starts: Judging['starts'], last: Moment, burstWindowMs: number): [string, Moment][] =>
  [...starts].filter(([, start]) => ourTimeOf(last) - ourTimeOf(start) <= burstWindowMs + 1_000)

/**
 * Counts on from there; from nothing where there is no running count. `events`: those of its tail, and those that have come
 * since; from nothing, all.
 */
export const countOn = (
  { share, burstWindowMs }: JudgedBy,
  from: RunningCount | null,
  events: readonly StoredEvent[],
  { least, now }: TailLength & { now: number },
): { count: number; views: number; running: RunningCount } => {
  const sorted = [...events].sort(inOrder)
  const settles = sorted.length > 2 * least ? sorted.slice(0, -least) : []
  const state = judgingOf(from)
  let others = from?.others ?? 0
  for (const event of settles) if (isOfOthers(judgeNext(share, state, event, burstWindowMs))) others += 1
  const end = settles.at(-1)
  const last = end === undefined ? (from?.last ?? null) : { id: end.id, at: end.at, skewMs: end.skewMs }
  const rest = sorted.slice(settles.length)
  const running: RunningCount = {
    facts: factsOf(share, burstWindowMs, last),
    judgedAt: from?.judgedAt ?? now,
    settled: (from?.settled ?? 0) + settles.length,
    last,
    count: state.count,
    views: state.views,
    others,
    previews: [...state.previews],
    starts: last === null ? [] : openStarts(state.starts, last, burstWindowMs),
    tail: rest.map(({ id }) => id),
  }
  for (const event of rest) judgeNext(share, state, event, burstWindowMs)
  return { count: state.count, views: state.views, running }
}
