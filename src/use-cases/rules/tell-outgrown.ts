import type { ShareLink } from '../../domain/share.ts'
import type { ClaimIdempotencyKey, Log, Shares } from '../ports.ts'
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
  log: Log
}

/** How many are named. */
const NAMED = 5

/**
 * Asks admins about live links that break the rules of today, at the start and whenever these were read anew. Nothing happens to the
 * links before the answer. Never rejects.
 */
export const tellOutgrown = (deps: TellOutgrownDeps) => {
  const find = findOutgrown(deps)

  const tellIn = async (team: string): Promise<void> => {
    const found = await find(team)
    if (found.length === 0) return
    const admins = await deps.adminsOf(team)
    if (admins.length === 0) return
    const ids = found.map(({ share, becomes }) => `${share.id}${becomes.kind === 'end' ? '-' : ''}`).sort()
    // Each process looks by itself.
    if (!(await deps.claimIdempotencyKey(team, `outgrown:${ids.slice(0, 50).join()}:${ids.length}`))) return
    const ends = found.filter(({ becomes }) => becomes.kind === 'end').length
    const newest = found.slice(0, NAMED).map(({ share }) => share)
    deps.log.warn({ team, links: found.length, ends }, 'live links break the rules of today')
    for (const to of admins) {
      try {
        await deps.sendOutgrown(team, to, { newest, ends, shortens: found.length - ends })
      } catch (error) {
        // The others are asked all the same.
        deps.log.warn({ team, to, err: error }, 'a question to admins was not taken by Slack')
      }
    }
  }

  const notKnown = (error: unknown, team?: string): void =>
    deps.log.warn({ team, err: error }, 'whether live links break the rules of today is not known')

  return async (): Promise<void> => {
    try {
      for (const team of await deps.shares.teams())
        await tellIn(team).catch((error: unknown) => notKnown(error, team))
    } catch (error) {
      notKnown(error)
    }
  }
}
