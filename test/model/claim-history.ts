import fc from 'fast-check'
import { crashWithin, kind } from './steps.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND

const crash = crashWithin(6, 3)
const who = fc.nat(5)

const press = kind('press', { who, crash })
/** `portal`: it gives the file, refuses, or says that it has no such part. */
const fetch = kind('fetch', {
  who,
  portal: fc.constantFrom('gives' as const, 'gives' as const, 'refuses' as const, 'no-part' as const),
  crash,
})
const count = kind('count', { crash })
const upkeep = kind('upkeep', {})
/** What waited in the queues is gone. */
const loseJobs = kind('lose-jobs', {})
const revoke = kind('revoke', {})
const raise = kind('raise', {})
const pass = kind('pass', {
  ms: fc.oneof(
    { arbitrary: fc.nat(5 * SECOND), weight: 4 },
    { arbitrary: fc.integer({ min: MINUTE, max: 12 * MINUTE }), weight: 2 },
    { arbitrary: fc.constant(60 * MINUTE), weight: 1 },
  ),
})

const step = fc.oneof(
  { arbitrary: press, weight: 10 },
  { arbitrary: fetch, weight: 10 },
  { arbitrary: count, weight: 4 },
  { arbitrary: upkeep, weight: 2 },
  { arbitrary: loseJobs, weight: 1 },
  { arbitrary: revoke, weight: 1 },
  { arbitrary: raise, weight: 1 },
  { arbitrary: pass, weight: 4 },
)

export type ClaimStep = typeof step extends fc.Arbitrary<infer T> ? T : never

/** What happens to one exact share, of which some visitors want the file. */
export const claimHistory = fc.record({
  limit: fc.constantFrom(1, 2, 3, null),
  lifeMs: fc.constantFrom(30 * MINUTE, 24 * 60 * MINUTE),
  steps: fc.array(step, { minLength: 5, maxLength: 40, size: 'max' }),
})
export type ClaimHistory = typeof claimHistory extends fc.Arbitrary<infer T> ? T : never
