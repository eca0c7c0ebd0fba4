import { afterEach, beforeEach, expect, it } from 'vitest'
import { isJobName, JOBS } from '../../../src/jobs/catalogue.ts'
import { QUEUES } from '../../../src/jobs/job-row.ts'
import { HOUR, MINUTE, SECOND } from '../../support/builders.ts'
import { createJobsWorld, gate, type JobsWorld, REF, until } from './world.ts'

let world: JobsWorld
beforeEach(() => {
  world = createJobsWorld()
})
afterEach(() => world.close())

const schedulers = async () =>
  (await Promise.all(QUEUES.map((queue) => world.rawQueue(queue).getJobSchedulers()))).flat()
const intervals = async () => Object.fromEntries((await schedulers()).map(({ key, every }) => [key, every]))

it('each repeats in its own time; the look at changes follows that of the sweeps within bounds', async () => {
  const own = {
    'reconcile-shares': 10 * SECOND,
    'probe-audit': MINUTE,
    'purge-history': MINUTE,
    'look-at-people': MINUTE,
  }
  for (const [sweep, drift] of [
    [SECOND, 5 * SECOND],
    [10 * SECOND, 10 * SECOND],
    [HOUR, 30 * SECOND],
  ]) {
    await world.queues.schedule(sweep ?? 0)
    expect(await intervals()).toMatchObject({ ...own, 'sweep-audit': sweep, 'check-drift': drift })
  }
})

it('each carries the payload that its job takes, and nothing else', async () => {
  await world.queues.schedule(10 * SECOND)
  await world.queues.scheduleCanary(true)
  const queued = (await Promise.all(QUEUES.map((queue) => world.rawQueue(queue).getJobs()))).flat()
  expect(queued.map(({ name }) => name).sort()).toEqual(Object.keys(await intervals()).sort())
  for (const { name, data } of queued) {
    if (!isJobName(name)) throw new Error(`no job: ${name}`)
    expect(JOBS[name].payload.parse(data), name).toEqual(data)
  }
})

it('F4: a next tick that a wrong clock has set far ahead is forgotten, and then comes at once', async () => {
  const ahead = 4 * MINUTE
  const farAhead = { every: 10 * SECOND, startDate: Date.now() + ahead }
  await world.rawQueue('sweep').upsertJobScheduler('sweep-audit', farAhead, { name: 'sweep-audit' })
  const next = async () => (await world.rawQueue('sweep').getJobScheduler('sweep-audit'))?.next ?? 0
  expect(await next()).toBeGreaterThan(Date.now() + ahead - MINUTE)
  expect(await world.queues.isAtWork('sweep-audit')).toBe(false)
  await world.queues.schedule(10 * SECOND)
  expect(await next()).toBeGreaterThan(Date.now() + ahead - MINUTE)
  await world.queues.unschedule()
  await world.queues.schedule(10 * SECOND)
  expect(await next()).toBeLessThanOrEqual(Date.now())
  expect(await world.queues.isAtWork('sweep-audit')).toBe(true)
})

it('each tick is noted, and is at work while it runs', async () => {
  const held = gate()
  world.start({ sweep: () => held.opened })
  await world.queues.schedule(HOUR)
  await until(() => world.ticks.includes('sweep-audit'))
  expect(await world.queues.isAtWork('sweep-audit')).toBe(true)
  held.open()
  await until(async () => !(await world.queues.isAtWork('sweep-audit')))
})

it('F4: what a clock that was ahead has put off comes at once; what has a moment of its own does not', async () => {
  const timestamp = Date.now() + 4 * MINUTE
  const [rewrite, due] = [world.rawQueue('rewrite'), world.rawQueue('due')]
  await rewrite.add('check-link', REF, { timestamp, delay: 2 * SECOND })
  await rewrite.add('check-link', REF, { delay: HOUR })
  await due.add('expire-share', REF, { timestamp, delay: HOUR })
  await world.queues.hurry()
  expect(await rewrite.getJobCounts('waiting', 'delayed')).toEqual({ waiting: 1, delayed: 1 })
  expect(await due.getJobCounts('waiting', 'delayed')).toEqual({ waiting: 0, delayed: 1 })
})
