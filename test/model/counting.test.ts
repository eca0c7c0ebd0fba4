import fc from 'fast-check'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { history } from './history.ts'
import { play } from './play.ts'
import type { Tally } from './scene.ts'
import { openWorld, type World } from './world.ts'

// In `npm test` the first 50 of the 200 histories of `npm run test:long`; in `npm run test:model` as many as MODEL_RUNS says.
// FC_SEED and FC_PATH play again what failed.
const { MODEL_RUNS, FC_SEED, FC_PATH, TEST_LONG } = process.env
const isNightly = MODEL_RUNS !== undefined
const runs = FC_PATH !== undefined ? 1 : isNightly ? Number(MODEL_RUNS) : TEST_LONG ? 200 : 50

const ORDINARY_SEED = 20_261_123

/** Looking for a shorter history that fails too is given up by then; there is no such hurry at night. */
const IN_A_HURRY = { interruptAfterTimeLimit: 8 * 60_000, markInterruptAsFailure: true }

/** Of each of these some must have been there, or the histories have become too tame to find anything. */
const WANTED = [
  'counted',
  'burst',
  'expander',
  'expander-again',
  'unnamed',
  'forged',
  'viewed',
  'counted: by action=view',
  'member',
  'other-link',
  'unattributed',
  'ended: limit',
  'ended: expired',
  'ended: manual',
  'ended: blind',
  'ended: removed',
  'live at the end',
  'share: died',
  'sweep: died',
  'sweep: refused',
  'extend: granted',
  'a flood',
  'a clock set',
]

let world: World
beforeAll(async () => {
  world = await openWorld(inject('redisSocket'))
})
afterAll(() => world.close())

it(`counts as the model does, in ${runs} histories`, { timeout: isNightly ? 0 : 10 * 60_000 }, async () => {
  const tally: Tally = new Map()
  // The same histories for every change, which is judged by what it changes; new ones are for the night.
  const seed = FC_SEED !== undefined ? Number(FC_SEED) : isNightly ? Date.now() % 2 ** 31 : ORDINARY_SEED
  if (isNightly) console.log(`FC_SEED=${seed}`)

  const result = await fc.check(
    fc.asyncProperty(history, (one) => play(world, one, tally)),
    {
      seed,
      numRuns: runs,
      ...(FC_PATH === undefined ? {} : { path: FC_PATH }),
      ...(isNightly ? {} : IN_A_HURRY),
    },
  )

  if (isNightly) console.log(Object.fromEntries([...tally].sort()))
  if (result.failed) {
    const again = `FC_SEED=${result.seed} FC_PATH=${result.counterexamplePath} npm run test:model`
    throw new Error(`${again}\n${await fc.asyncDefaultReportMessage(result)}`, {
      cause: result.errorInstance,
    })
  }
  if (runs >= 50) {
    expect(WANTED.filter((what) => !tally.has(what))).toEqual([])
  }
})
