import type { Answer } from '../../domain/answer.ts'
import type { MakeRequest } from '../make-request.ts'
import type { Jobs, Now, RateLimit } from '../ports.ts'

export interface QueueDeps {
  jobs: Pick<Jobs, 'make'>
  /** For each person, moments a second apart at which their links are made. */
  linkRateLimit: RateLimit
  now: Now
}

/** People are told of a wait longer than this. */
export const WORTH_A_WORD_MS = 3_000

/**
 * Queues the making of a share at its turn. However many links one person asks for, those of others, and other messages
 * in the channels, come in between. Gives what the person is told of a longer wait.
 */
export const queueMaking =
  ({ jobs, linkRateLimit, now }: QueueDeps) =>
  async (request: MakeRequest): Promise<Answer | null> => {
    const turn = await linkRateLimit(request.team, request.creator.id, now())
    const waitMs = Math.max(0, turn - now())
    await jobs.make(request, waitMs)
    return waitMs < WORTH_A_WORD_MS
      ? null
      : { kind: 'queued', ahead: Math.round(waitMs / 1_000), channel: null }
  }
