import { PortalError } from '../../domain/portal-error.ts'
import type { ShareLink } from '../../domain/share.ts'
import { SlackError } from '../../domain/slack-error.ts'
import type { ClaimIdempotencyKey, Log, Pause, Shares } from '../ports.ts'
import { type FindOutgrownDeps, findOutgrown } from './find-outgrown.ts'

/** What admins are asked: some of the links that break the rules of today, and what applying these would do. */
export interface OutgrownQuestion {
  newest: readonly ShareLink[]
  ends: number
  shortens: number
}

export interface TellOutgrownDeps extends FindOutgrownDeps {
  shares: Pick<Shares, 'get' | 'liveRefs' | 'teams'>
  /** Admins of a workspace, or their channel. Throws `SlackError`. */
  adminsOf: (team: string) => Promise<readonly string[]>
  claimIdempotencyKey: ClaimIdempotencyKey
  /** Throws `SlackError`. */
  sendOutgrown: (team: string, to: string, question: OutgrownQuestion) => Promise<void>
  /** Ends early when the program does. */
  pause: Pause
  signal: AbortSignal
  log: Log
}

/** How many are named. */
const NAMED = 5
/** The pause before what failed is tried again; doubled each time up to the longest. */
const FIRST_PAUSE_MS = 5_000
const LONGEST_PAUSE_MS = 5 * 60_000

/** No answer came. People would see each of many that Slack took. */
const isLost = (error: unknown): boolean => error instanceof SlackError && error.outcome === 'unknown'

/** A question that is this call's to ask, and who was not asked yet. */
interface Sending {
  question: OutgrownQuestion
  to: readonly string[]
}

/** Another try would not help before the next start. */
const isForGood = (error: unknown): boolean =>
  (error instanceof SlackError && error.outcome === 'refused') ||
  (error instanceof PortalError && !error.retryable)

/**
 * Asks admins about live links that break the rules of today, at the start and whenever these were read anew. Nothing happens to the
 * links before the answer. What Slack, the portal or Redis does not let be known or asked for the moment is tried again. Never rejects.
 */
export const tellOutgrown = (deps: TellOutgrownDeps) => {
  const { shares, adminsOf, claimIdempotencyKey, sendOutgrown, pause, signal, log } = deps
  const find = findOutgrown(deps)

  /** Null: there is nothing to ask, or another process asks it. */
  const begin = async (team: string): Promise<Sending | null> => {
    const found = await find(team)
    if (found.length === 0) return null
    const to = await adminsOf(team)
    if (to.length === 0) return null
    const ids = found.map(({ share, becomes }) => `${share.id}${becomes.kind === 'end' ? '-' : ''}`).sort()
    // Each process looks by itself.
    if (!(await claimIdempotencyKey(team, `outgrown:${ids.slice(0, 50).join()}:${ids.length}`))) return null
    const ends = found.filter(({ becomes }) => becomes.kind === 'end').length
    const newest = found.slice(0, NAMED).map(({ share }) => share)
    log.warn({ team, links: found.length, ends }, 'live links break the rules of today')
    return { question: { newest, ends, shortens: found.length - ends }, to }
  }

  /** Whether one of them is done with: asked, as far as can be known, or refused by Slack for good. */
  const isDone = async (team: string, to: string, question: OutgrownQuestion): Promise<boolean> => {
    try {
      await sendOutgrown(team, to, question)
      return true
    } catch (error) {
      // The others are asked all the same.
      log.warn({ team, to, err: error }, 'a question to admins was not taken by Slack')
      return isForGood(error) || isLost(error)
    }
  }

  const notKnown = (error: unknown, team?: string): void =>
    log.warn({ team, err: error }, 'whether live links break the rules of today is not known')

  return async (): Promise<void> => {
    const begun = new Map<string, Sending>()
    const isTold = async (team: string): Promise<boolean> => {
      const sending = begun.get(team) ?? (await begin(team))
      if (sending === null) return true
      const left: string[] = []
      for (const to of sending.to) if (!(await isDone(team, to, sending.question))) left.push(to)
      begun.set(team, { ...sending, to: left })
      return left.length === 0
    }
    const tell = async (teams: readonly string[]): Promise<string[]> => {
      const left: string[] = []
      for (const team of teams) {
        const isDoneWith = await isTold(team).catch((error: unknown) => {
          notKnown(error, team)
          return isForGood(error)
        })
        if (!isDoneWith) left.push(team)
      }
      return left
    }

    let teams: readonly string[] | null = null
    for (let ms = FIRST_PAUSE_MS; !signal.aborted; ms = Math.min(2 * ms, LONGEST_PAUSE_MS)) {
      try {
        teams = await tell(teams ?? (await shares.teams()))
        if (teams.length === 0) return
      } catch (error) {
        notKnown(error)
      }
      await pause(ms)
    }
  }
}
