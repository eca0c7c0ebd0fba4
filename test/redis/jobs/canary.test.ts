import { afterEach, beforeEach, expect, it } from 'vitest'
import { HOUR } from '../../support/builders.ts'
import { createJobsWorld, type JobsWorld, until } from './world.ts'

let world: JobsWorld
beforeEach(() => {
  world = createJobsWorld()
})
afterEach(() => world.close())

/** Work that wants these pauses, one after the other, and then is done. */
const working = (...pausesMs: number[]) => {
  const ran: number[] = []
  const daily: number[] = []
  const canary = {
    run: async () => {
      ran.push(Date.now())
      const pause = pausesMs.shift()
      return pause === undefined ? null : Date.now() + pause
    },
    daily: async () => void daily.push(Date.now()),
  }
  return { ran, daily, canary }
}

/** Until it has run so often and was put away. */
const waits = async (ran: readonly unknown[], times: number) => {
  await until(() => ran.length === times)
  await until(async () => (await world.rawQueue('watch').getDelayedCount()) === 1)
}

it('a trial waits outside of the worker, as often as it has to, and fails by none of it', async () => {
  const { ran, canary } = working(...Array.from({ length: 8 }, () => 20))
  world.start({ canary })
  await world.queues.canary()
  await world.idle()
  expect(ran).toHaveLength(9)
  expect(world.logged).toEqual([])
})

it('one that waits is gone on with at once when it is asked for, and stays one', async () => {
  const { ran, canary } = working(HOUR, HOUR)
  world.start({ canary })
  await world.queues.canary()
  await waits(ran, 1)
  await world.queues.canary()
  await waits(ran, 2)
  expect(await world.rawQueue('watch').getJobCountByTypes('waiting', 'active', 'delayed')).toBe(1)
})

it('workers that are closed while one waits do not wait for it; others go on with it', async () => {
  const first = working(300)
  const workers = world.start({ canary: first.canary })
  await world.queues.canary()
  await waits(first.ran, 1)
  await workers.close()
  const second = working()
  world.start({ canary: second.canary })
  await until(() => second.ran.length === 1)
  await world.idle()
  expect(first.ran).toHaveLength(1)
})

it('the daily one is looked for while a file is set, and no longer', async () => {
  const { ran, daily, canary } = working()
  world.start({ canary })
  await world.queues.scheduleCanary(true)
  await world.queues.scheduleCanary(true)
  await until(() => daily.length > 0)
  const watch = world.rawQueue('watch')
  expect(await watch.getJobSchedulers()).toMatchObject([{ key: 'run-canary', every: HOUR }])
  await world.queues.scheduleCanary(false)
  expect(await watch.getJobSchedulers()).toEqual([])
  await world.idle()
  expect(ran).toEqual([])
})
