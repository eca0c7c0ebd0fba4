import type { Answer } from '../../domain/answer.ts'
import type { MakeRequest } from '../make-request.ts'
import type { Jobs, Now, RateLimit } from '../ports.ts'

export interface QueueDeps {
  jobs: Pick<Jobs, 'make'>
  /** For each person the moments, a second apart, at which what they asked for is made. */
  linkRateLimit: RateLimit
  now: Now
}

/** How long a link may have to wait before that is worth a word. */
export const WORTH_A_WORD_MS = 3_000

/**
 * Hands the making of a share to a worker, at its turn among those of who asked: however many one person asks for, those
 * of others, and what else is to be said in their channels, come in between. Gives what the person is told of a longer wait.
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
