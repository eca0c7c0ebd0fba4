import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { HOUR, MINUTE, SECOND } from '../../support/builders.ts'
import { createJobsWorld, gate, type JobsWorld, until } from './world.ts'

let world: JobsWorld
beforeEach(() => {
  world = createJobsWorld()
})
afterEach(() => world.close())

/** Delays of the sweeps that are put off, the soonest first. */
const delays = async () =>
  (await world.rawQueue('sweep').getDelayed()).map(({ delay }) => delay).sort((a, b) => a - b)

describe('a sweep that is asked for', () => {
  it('is at once, and one, however often it is asked for before it begins', async () => {
    const asked = Array.from({ length: 500 }, () => world.queues.sweep(0, 'turn'))
    await Promise.all(asked)
    expect(await world.rawQueue('sweep').getWaitingCount()).toBe(1)
    const runs: boolean[] = []
    world.start({ sweep: async (routine) => void runs.push(routine) })
    await world.idle()
    expect(runs).toEqual([false])
  })

  it('while one runs comes once more afterwards, however often', async () => {
    const [began, goOn] = [gate(), gate()]
    let runs = 0
    world.start({
      sweep: async () => {
        runs += 1
        if (runs > 1) return
        began.open()
        await goOn.opened
      },
    })
    await world.queues.sweep(0, 'turn')
    await began.opened
    await Promise.all(Array.from({ length: 500 }, () => world.queues.sweep(0, 'turn')))
    goOn.open()
    await until(() => runs === 2)
    await world.idle()
    expect(runs).toBe(2)
  })

  it('now is one, whoever asks for it', async () => {
    await world.queues.sweep(0)
    await world.queues.sweepNow()
    expect(await world.rawQueue('sweep').getWaitingCount()).toBe(1)
  })

  it('with a turn ahead waits for it; others of that turn are the same', async () => {
    await world.queues.sweep(MINUTE, 'turn')
    await world.queues.sweep(MINUTE - 10, 'turn')
    expect(await delays()).toEqual([MINUTE])
  })

  it('stands apart from the next one by pace', async () => {
    await world.queues.sweep(MINUTE, 'pace')
    await world.queues.sweep(HOUR, 'turn')
    expect(await delays()).toEqual([MINUTE, HOUR])
  })
})

describe('the next sweep by pace', () => {
  it.each([
    ['sooner', MINUTE, SECOND * 30],
    ['later', SECOND * 30, MINUTE],
  ])('takes the place of what was thought to be the next: %s', async (_, first, second) => {
    await world.queues.sweep(first, 'pace')
    await world.queues.sweep(second, 'pace')
    expect(await delays()).toEqual([second])
  })

  it('stays as planned where a share near its limit asks for one too', async () => {
    await world.queues.sweep(2 * SECOND, 'near')
    await world.queues.sweep(MINUTE, 'near')
    expect(await delays()).toEqual([2 * SECOND])
  })

  it('that is asked for by one that runs follows it, and so on', async () => {
    let runs = 0
    world.start({
      sweep: async () => {
        runs += 1
        await world.queues.sweep(runs < 4 ? 10 : HOUR, 'pace')
      },
    })
    await world.queues.sweep(0, 'pace')
    await until(async () => runs === 4 && (await delays()).length === 1)
    expect(await delays()).toEqual([HOUR])
  })

  it('that fails leaves the way free', async () => {
    let runs = 0
    world.start({
      sweep: async () => {
        runs += 1
        if (runs === 1) throw new Error('429')
      },
    })
    await world.queues.sweep(0, 'pace')
    await until(() => runs === 1)
    await world.idle()
    await world.queues.sweep(0, 'pace')
    await until(() => runs === 2)
    await world.idle()
    expect(runs).toBe(2)
  })
})

it('ticks of the schedule are routine, whatever is asked for is not', async () => {
  const seen = new Set<boolean>()
  world.start({ sweep: async (routine) => void seen.add(routine) })
  await world.queues.sweepNow()
  await until(() => seen.has(false))
  expect(seen).toEqual(new Set([false]))
  await world.queues.schedule(20)
  await until(() => seen.has(true))
})

it('jobs are counted by queue and state', async () => {
  await world.queues.sweep(0, 'turn')
  await world.queues.sweep(HOUR, 'pace')
  const counts = await world.queues.counts()
  const of = (queue: string) =>
    Object.fromEntries(
      counts.filter((count) => count.queue === queue).map(({ state, jobs }) => [state, jobs]),
    )
  expect(of('sweep')).toEqual({ waiting: 1, active: 0, delayed: 1, failed: 0 })
  expect(of('make')).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0 })
})
