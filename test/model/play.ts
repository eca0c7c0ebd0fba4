import { SECOND } from '../support/builders.ts'
import { ALIVE } from './bot.ts'
import { botDoes } from './bot-does.ts'
import { checkEnd } from './check-end.ts'
import type { History, Step, StepOf } from './history.ts'
import { peopleDo } from './people-do.ts'
import { portalDoes } from './portal-does.ts'
import { createScene, type Tally } from './scene.ts'
import { visitorsDo } from './visitors-do.ts'
import type { World } from './world.ts'

const SWEEP: StepOf<'sweep'> = { kind: 'sweep', ...ALIVE, doubled: false, drips: false, works: true }

/** Longer than anything waits for its moment, but the end of a share. */
const TURN_MS = 31 * SECOND
const MOST_TURNS = 12

/** Plays one history, the program and the model side by side. Throws where they differ. */
export const play = async (world: World, { setup, first, steps }: History, tally: Tally): Promise<void> => {
  const scene = createScene(world, setup, tally)
  const { bot, shares, lookAround } = scene
  const { portal } = world
  const bots = botDoes(scene)

  const acts: { [K in Step['kind']]: (step: StepOf<K>) => unknown } = {
    ...visitorsDo(scene),
    ...peopleDo(scene),
    ...portalDoes(scene),
    ...bots,
    pass: ({ ms }) => scene.advance(ms),

    'set-clock': async ({ skewMs }) => {
      // All that was dated by the old clock is read by it: later nobody could know by which clock it was dated.
      if (scene.trouble !== null) return
      portal.configure({ auditHeld: false })
      portal.releaseEvents()
      if (!(await bots.sweep(SWEEP))) return
      portal.configure({ clockSkewMs: skewMs })
      scene.skews.push(skewMs)
      scene.note('a clock set')
    },
  }

  const run = async (step: Step): Promise<void> => {
    await (acts[step.kind] as (given: Step) => unknown)(step)
    await lookAround()
  }

  /** All is well again, all rows are there, and nobody does anything any more. */
  const finish = async (): Promise<void> => {
    await run({ kind: 'heal' })
    await run({ kind: 'late', min: 0, max: 0 })
    await run({ kind: 'release', order: 'in-order' })
    await run({ kind: 'restart', lost: true })
    let before = ''
    for (let turn = 1; ; turn += 1) {
      if (turn > MOST_TURNS) throw new Error(`it does not come to rest: ${before}`)
      // Before what a writing that is tried again and again would hide.
      await run({ kind: 'drift', ...ALIVE })
      await run({ ...SWEEP, doubled: turn > 1 })
      await run({ kind: 'reconcile', ...ALIVE })
      await run({ kind: 'work', ...ALIVE })
      const after = JSON.stringify(shares.map(({ seen }) => seen))
      if (after === before && bot.lastDueAt() === 0) return
      before = after
      await run({ kind: 'pass', ms: TURN_MS })
    }
  }

  try {
    // As every process does when it starts.
    await run(SWEEP)
    await run({ kind: 'drift', ...ALIVE })
    for (const step of [...first, ...steps]) await run(step)
    await finish()
    for (const share of shares) await checkEnd(scene, share)
  } finally {
    await bot.close()
  }
}
