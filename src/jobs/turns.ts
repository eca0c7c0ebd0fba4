import { PortalError } from '../domain/portal-error.ts'
import type { revokeInSteps } from '../use-cases/admin/revoke-in-steps.ts'
import { WORTH_A_WORD_MS } from '../use-cases/make/queue-making.ts'
import type { MakeRequest } from '../use-cases/make-request.ts'
import type { Now, RateLimit } from '../use-cases/ports.ts'
import type { Handlers } from './catalogue.ts'

// Handlers of jobs that wait for something: each puts itself away meanwhile, so that nothing waits inside of a worker.

export interface Making {
  /** Whether it has to wait for its channel's turn. */
  awaitsTurn(request: MakeRequest): Promise<boolean>
  /** Tells the person who asked how many posts of the channel come first. */
  tellQueued(request: MakeRequest, ahead: number): Promise<void>
  /** Tells them that the portal has no room for it yet. */
  tellDelayed(request: MakeRequest): Promise<void>
  /** `mayWait`: that there is no room at the portal is thrown, and not told as a refusal. */
  run(request: MakeRequest, mayWait: boolean): Promise<void>
}

/** So long a link waits for room at the portal; then it is refused. Its answer has to come within half an hour (Slack). */
const LONGEST_BUSY_MS = 20 * 60_000
/** How soon it is tried again. */
const LEAST_BUSY_PAUSE_MS = 2_000
const LONGEST_BUSY_PAUSE_MS = 15_000

/**
 * Makes a share when it is its channel's turn: the link is made right before it is posted, since nobody has it until then.
 * Once it is made, another try waits for no further turn. Where the portal has no room for it, as while very many links end, it
 * is put away too, and who waits is told so once.
 */
export const makeInTurn =
  ({
    make,
    channelRateLimit,
    now,
  }: {
    make: Making
    channelRateLimit: RateLimit
    now: Now
  }): Handlers['make-share'] =>
  async ({ notBefore, busySince, ...request }, run) => {
    let turn = notBefore
    if (turn === null && (await make.awaitsTurn(request))) {
      turn = await channelRateLimit(request.team, request.channel.id, now())
      await run.keep({ ...request, notBefore: turn, busySince })
      const waitMs = turn - now()
      if (waitMs >= WORTH_A_WORD_MS) await make.tellQueued(request, Math.round(waitMs / 1_000))
    }
    if (turn !== null && turn > now()) return run.putAwayUntil(turn)
    const since = busySince ?? now()
    try {
      await make.run(request, now() - since < LONGEST_BUSY_MS)
    } catch (error) {
      if (!(error instanceof PortalError && error.noRoom)) throw error
      if (busySince === null) {
        await run.keep({ ...request, notBefore: turn, busySince: since })
        await make.tellDelayed(request)
      }
      const pauseMs = Math.max(error.retryAfterMs ?? 0, LEAST_BUSY_PAUSE_MS)
      await run.putAwayUntil(now() + Math.min(pauseMs, LONGEST_BUSY_PAUSE_MS))
    }
  }

export interface Trial {
  /** Gives when there is more to do; null: nothing is left. */
  run(): Promise<number | null>
  daily(): Promise<void>
}

/** A trial of the counting, which goes on when it is time for its next step. */
export const canaryInSteps =
  (canary: Trial): Handlers['run-canary'] =>
  async ({ daily }, run) => {
    if (daily) return canary.daily()
    const next = await canary.run()
    if (next !== null) return run.putAwayUntil(next)
  }

/** Revokes many links in steps, between which others have their turn. */
export const revokeManyInTurn =
  (step: ReturnType<typeof revokeInSteps>): Handlers['revoke-many'] =>
  async (work, run) => {
    const next = await step(work)
    if (next === null) return
    await run.keep({ ...work, left: [...next.left] })
    await run.putAwayUntil(next.at)
  }
