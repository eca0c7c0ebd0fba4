import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PortalError } from '../../../src/domain/portal-error.ts'
import { QUEUES } from '../../../src/jobs/job-row.ts'
import { createJobsWorld, gate, type JobsWorld, REF, until } from './world.ts'

let world: JobsWorld
beforeEach(() => {
  world = createJobsWorld()
})
afterEach(() => world.close())

const jobs = async () => (await Promise.all(QUEUES.map((queue) => world.rawQueue(queue).getJobs()))).flat()

describe('F6: of a job that fails again and again', () => {
  it('one stack trace is kept, the last', async () => {
    let runs = 0
    const never = gate()
    world.start({
      clean: async () => {
        runs += 1
        if (runs > 3) return never.opened
        throw new PortalError('unavailable', `try ${runs}`)
      },
    })
    await world.queues.clean(REF)
    await until(() => runs > 3)
    const [job] = await jobs()
    expect(job?.stacktrace).toHaveLength(1)
    expect(job?.stacktrace?.[0]).toContain('try 3')
    never.open()
    await world.idle()
    expect(await jobs()).toEqual([])
  })

  it('no more is kept where it repeats', async () => {
    await world.queues.schedule(10_000)
    await world.queues.scheduleCanary(true)
    const repeated = await jobs()
    expect(repeated.length).toBeGreaterThan(4)
    for (const { name, opts } of repeated) {
      expect(opts, name).toMatchObject({ removeOnComplete: true, stackTraceLimit: 1, keepLogs: 1 })
    }
  })
})

it('F6: of what happened to jobs a hundred entries or so are kept, whatever happens', async () => {
  world.start()
  for (let index = 0; index < 200; index += 1) await world.queues.revoke({ ...REF, id: `S${index}` })
  await world.idle()
  const raw = world.rawQueue('end')
  // Redis cuts streams by whole nodes of a hundred entries.
  await until(async () => (await world.connect().xlen(raw.toKey('events'))) <= 300)
})
