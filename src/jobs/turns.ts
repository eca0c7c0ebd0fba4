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
  run(request: MakeRequest): Promise<void>
}

/**
 * Makes a share when it is its channel's turn: the link is made right before it is posted, since nobody has it until then.
 * Once it is made, another try waits for no further turn.
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
  async ({ notBefore, ...request }, run) => {
    let turn = notBefore
    if (turn === null && (await make.awaitsTurn(request))) {
      turn = await channelRateLimit(request.team, request.channel.id, now())
      await run.keep({ ...request, notBefore: turn })
      const waitMs = turn - now()
      if (waitMs >= WORTH_A_WORD_MS) await make.tellQueued(request, Math.round(waitMs / 1_000))
    }
    if (turn !== null && turn > now()) return run.putAwayUntil(turn)
    await make.run(request)
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
