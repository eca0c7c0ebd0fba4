import type { PendingPost } from '../domain/pending-notice.ts'
import type { ShareRef } from '../domain/share.ts'
import { isRateLimited, SlackError } from '../domain/slack-error.ts'
import type { CallRank, PacedMethod } from '../domain/slack-tiers.ts'
import type { SlackTurns } from '../use-cases/notice-ports.ts'
import type { Now, RateLimit } from '../use-cases/ports.ts'
import type { Handlers, Payload, Run } from './catalogue.ts'

// Handlers of jobs that write to Slack. Each puts itself away until it is its turn, and behind the pause that Slack asks for, so
// that very many of them come one after the other.

interface TurnDeps {
  slackTurns: Pick<SlackTurns, 'turn'>
  now: Now
}

/** How long a job that Slack turned away waits at least, where Slack names no time. */
const PAUSE_MS = 1_000
/** A call that has failed so often makes way for all others: it may fail for ever. */
const MOST_FIRST_TRIES = 5

/** Jobs that wait for the turns of one method. `notBefore`: the moment reserved for it; null until one is. */
type Paced = 'update-message' | 'mend-stray' | 'show-home'

/**
 * Makes one call of a method when it is this job's turn. Where Slack turns it away, the job is put away to another turn, which
 * uses up no try. `meanwhile`: what does not wait for that.
 */
const callInTurn =
  ({ slackTurns, now }: TurnDeps, method: PacedMethod) =>
  async <N extends Paced>(
    data: Payload<N>,
    run: Run<N>,
    call: { rank: CallRank; work: () => Promise<void>; meanwhile?: () => Promise<void> },
  ): Promise<void> => {
    const rank = run.attempt > MOST_FIRST_TRIES ? 'later' : call.rank
    const putAwayUntil = async (at: number) => {
      await call.meanwhile?.()
      await run.keep({ ...data, notBefore: at })
      await run.putAwayUntil(at)
    }
    const at = await slackTurns.turn(data.team, method, rank, now(), data.notBefore !== null)
    if (at > now()) return putAwayUntil(at)
    // Used up: if the call fails, its next try waits for a turn of its own.
    if (data.notBefore !== null) await run.keep({ ...data, notBefore: null })
    try {
      await call.work()
    } catch (error) {
      if (error instanceof SlackError && isRateLimited(error)) {
        const least = now() + (error.retryAfterMs ?? PAUSE_MS)
        return putAwayUntil(Math.max(least, await slackTurns.turn(data.team, method, rank, now(), false)))
      }
      await call.meanwhile?.()
      throw error
    }
  }

export interface Rewriting {
  /** How soon the message has to be rewritten; null: it shows what is true. */
  rewriting(ref: ShareRef): Promise<CallRank | null>
  rewrite(ref: ShareRef): Promise<void>
  queuePosts(ref: ShareRef): Promise<void>
}

/** Rewrites the message until it shows what is true, then sees to what has to be posted, which waits for no rewriting. */
export const rewriteInTurn = ({
  telling,
  ...deps
}: TurnDeps & {
  telling: Rewriting
}): Handlers['update-message'] => {
  const inTurn = callInTurn(deps, 'chat.update')
  return async (data, run) => {
    const meanwhile = () => telling.queuePosts(data)
    let own = data
    for (let rank = await telling.rewriting(data); rank !== null; rank = await telling.rewriting(data)) {
      await inTurn<'update-message'>(own, run, { rank, meanwhile, work: () => telling.rewrite(data) })
      own = { ...data, notBefore: null }
    }
    // Never posted here: the job that posts has an id of its own, so that no two of them tell the same end.
    await telling.queuePosts(data)
  }
}

/** The same of a message that was left behind. */
export const mendInTurn = ({
  mend,
  ...deps
}: TurnDeps & {
  mend: (ref: ShareRef, place: { channel: string; ts: string }) => Promise<void>
}): Handlers['mend-stray'] => {
  const inTurn = callInTurn(deps, 'chat.update')
  return (data, run) => {
    const { team, id, channel, ts } = data
    return inTurn<'mend-stray'>(data, run, {
      rank: 'later',
      work: () => mend({ team, id }, { channel, ts }),
    })
  }
}

/** Draws a Home in its turn. */
export const showInTurn = ({
  show,
  ...deps
}: TurnDeps & { show: (team: string, userId: string) => Promise<void> }): Handlers['show-home'] => {
  const inTurn = callInTurn(deps, 'views.publish')
  return (data, run) =>
    inTurn<'show-home'>(data, run, { rank: 'first', work: () => show(data.team, data.userId) })
}

export interface Telling {
  next(ref: ShareRef): Promise<PendingPost | null>
  /** `mayJoin`: this post has waited, so others may wait in its channel too. */
  tell(ref: ShareRef, mayJoin: boolean): Promise<void>
}

/**
 * Posts all that is pending. First each post waits for its channel's turn, a second apart, then for the workspace's, where ends
 * go first (Slack: chat.postMessage).
 */
export const tellInTurn =
  ({
    telling,
    channelRateLimit,
    slackTurns,
    now,
  }: TurnDeps & { telling: Telling; channelRateLimit: RateLimit }): Handlers['tell-share'] =>
  async (data, run) => {
    const unused = { ...data, notBefore: null, hasChannelTurn: false }
    const putAway = async (at: number, hasChannelTurn: boolean) => {
      await run.keep({ ...data, notBefore: at, hasChannelTurn })
      await run.putAwayUntil(at)
    }
    let { notBefore, hasChannelTurn } = data
    for (let next = await telling.next(data); next !== null; next = await telling.next(data)) {
      if (!hasChannelTurn) {
        const turn = notBefore ?? (await channelRateLimit(data.team, data.channel, now()))
        if (turn > now()) return putAway(turn, false)
      }
      const rank = next === 'end' ? 'first' : 'later'
      const at = await slackTurns.turn(data.team, 'chat.postMessage', rank, now(), hasChannelTurn)
      if (at > now()) return putAway(at, true)
      // Used up: if the post fails, its next try waits for turns of its own.
      const hasWaited = notBefore !== null
      if (hasWaited) await run.keep(unused)
      notBefore = null
      hasChannelTurn = false
      try {
        await telling.tell(data, hasWaited)
      } catch (error) {
        if (!(error instanceof SlackError) || !isRateLimited(error)) throw error
        await run.keep(unused)
        return run.putAwayUntil(now() + (error.retryAfterMs ?? PAUSE_MS))
      }
    }
  }
