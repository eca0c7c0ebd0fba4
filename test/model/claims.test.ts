import fc from 'fast-check'
import { expect, inject, it } from 'vitest'
import { claimHistory } from './claim-history.ts'
import { playClaims } from './claim-play.ts'

// As counting.test.ts: 60 histories in `npm test`, as many as MODEL_RUNS says in `npm run test:model`.
const { MODEL_RUNS, FC_SEED, FC_PATH } = process.env
const isNightly = MODEL_RUNS !== undefined
const runs = FC_PATH !== undefined ? 1 : isNightly ? Number(MODEL_RUNS) : 60

const ORDINARY_SEED = 20_261_129

/** Of each of these some must have been there, or the histories have become too tame to find anything. */
const WANTED = [
  'press: claimed',
  'press: gone',
  'press: died',
  'fetch: sends',
  'fetch: failed',
  'fetch: gone',
  'fetch: died',
  'count: died',
  'given back',
  'ended: limit',
  'ended: manual',
  'ended: expired',
  'live at the end',
]

it(`claims as the model does, in ${runs} histories`, { timeout: isNightly ? 0 : 5 * 60_000 }, async () => {
  const tally = new Map<string, number>()
  const seed = FC_SEED !== undefined ? Number(FC_SEED) : isNightly ? Date.now() % 2 ** 31 : ORDINARY_SEED
  if (isNightly) console.log(`FC_SEED=${seed}`)
  const result = await fc.check(
    fc.asyncProperty(claimHistory, (one) => playClaims(inject('redisSocket'), one, tally)),
    { seed, numRuns: runs, ...(FC_PATH === undefined ? {} : { path: FC_PATH }) },
  )
  if (result.failed)
    throw new Error(
      `FC_SEED=${result.seed} FC_PATH=${result.counterexamplePath}\n${await fc.asyncDefaultReportMessage(result)}`,
      { cause: result.errorInstance },
    )
  if (runs >= 60) expect(WANTED.filter((what) => !tally.has(what))).toEqual([])
})
