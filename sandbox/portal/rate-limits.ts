import { type Answer, empty } from './answer.ts'
import type { RateLimits } from './state-types.ts'

const WINDOW_MS = 60_000
const DAY_MS = 24 * 60 * WINDOW_MS

/** What one account, or one address without an account, has asked for lately, and what of it is not answered yet. */
type Use = { at: number[]; reads: number; writes: number; day: { begunAt: number; writes: number } }

const refused = (headers: Record<string, string>): Answer => empty(429, headers)

/**
 * The portal's limiters, one behind the other as in its `BaseStartup` (docs/portal.md, Rate limits): a window that
 * slides (`RedisSlidingWindowRateLimiter`: what it refuses is not counted, and its rest ends with the oldest call),
 * then so many at a time, which says nothing of when, then so many writes in a day, which begins with the first of them
 * (`RedisFixedWindowRateLimiter`). A call that only a later one refuses has used up a place in the window.
 */
export const rateLimiter = () => {
  const uses = new Map<string, Use>()

  const useOf = (who: string): Use => {
    const known = uses.get(who) ?? { at: [], reads: 0, writes: 0, day: { begunAt: 0, writes: 0 } }
    uses.set(who, known)
    return known
  }

  /** The answer that refuses the call, or a function to call once it was answered. */
  return (
    { perMinute, reads, writes, writesPerDay }: RateLimits,
    call: { who: string; method: string; now: number },
  ): Answer | (() => void) => {
    const use = useOf(call.who)
    use.at = use.at.filter((at) => at > call.now - WINDOW_MS)
    const [oldest] = use.at
    if (oldest !== undefined && use.at.length >= perMinute) {
      const restSeconds = Math.trunc((oldest + WINDOW_MS - call.now) / 1_000)
      return refused({
        'x-ratelimit-limit': String(perMinute),
        'x-ratelimit-remaining': '0',
        'retry-after': String(restSeconds),
      })
    }
    use.at.push(call.now)
    const [kind, most] = call.method === 'GET' ? (['reads', reads] as const) : (['writes', writes] as const)
    if (use[kind] >= most) {
      return refused({ 'x-ratelimit-limit': String(most), 'x-ratelimit-remaining': '0' })
    }
    if (kind === 'writes' && writesPerDay !== undefined) {
      if (call.now >= use.day.begunAt + DAY_MS) use.day = { begunAt: call.now, writes: 0 }
      const endAt = use.day.begunAt + DAY_MS
      if (use.day.writes >= writesPerDay) {
        return refused({
          'x-ratelimit-limit': String(writesPerDay),
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset': String(Math.trunc(endAt / 1_000)),
          'retry-after': String(Math.trunc((endAt - call.now) / 1_000)),
        })
      }
      use.day.writes += 1
    }
    use[kind] += 1
    return () => {
      use[kind] -= 1
    }
  }
}

export type RateLimiter = ReturnType<typeof rateLimiter>
