import { afterEach, beforeEach, expect, it } from 'vitest'
import { createJobsWorld, gate, type JobsWorld, until } from './world.ts'

let world: JobsWorld
beforeEach(() => {
  world = createJobsWorld()
})
afterEach(() => world.close())

it('the schedule looks every minute whether a probe is due; one that is asked for is not routine', async () => {
  await world.queues.schedule(60_000)
  await world.queues.schedule(60_000)
  const schedulers = await world.rawQueue('sweep').getJobSchedulers()
  const probes = schedulers.filter(({ name }) => name === 'probe-audit')
  expect(probes).toMatchObject([{ every: 60_000 }])
  const seen: boolean[] = []
  world.start({ probe: async (routine) => void seen.push(routine) })
  await until(() => seen.length > 0)
  await world.queues.probe()
  await until(() => seen.includes(false))
  expect(seen).toEqual([true, false])
})

it('a probe waits for the sweep that runs, in whichever process', async () => {
  await world.queues.schedule(3_600_000)
  const [began, goOn] = [gate(), gate()]
  const order: string[] = []
  const work = {
    sweep: async () => {
      if (order.push('sweep begins') > 1) return
      began.open()
      await goOn.opened
      order.push('sweep ends')
    },
    probe: async (routine: boolean) => void (routine || order.push('probe')),
  }
  world.start(work)
  world.start(work)
  await began.opened
  await world.queues.probe()
  const waiting = await world.rawQueue('sweep').getWaiting()
  expect(waiting.map(({ name }) => name)).toContain('probe-audit')
  goOn.open()
  await until(() => order.includes('probe'))
  expect(order.slice(0, 2)).toEqual(['sweep begins', 'sweep ends'])
})
