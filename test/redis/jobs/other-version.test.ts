import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { QueueName } from '../../../src/jobs/job-row.ts'
import { aRequest } from '../../support/builders.ts'
import { createJobsWorld, type JobsWorld, making, REF, until } from './world.ts'

let world: JobsWorld
beforeEach(() => {
  world = createJobsWorld()
})
afterEach(() => world.close())

const FOREIGN: [string, QueueName, string, unknown][] = [
  ['an unknown name', 'end', 'polish-link', REF],
  ['a name that every object has', 'end', 'toString', REF],
  ['a payload of another shape', 'end', 'revoke-link', { team: 5, id: 'K7M4QX' }],
  ['half a payload', 'make', 'make-share', { ...aRequest(), notBefore: null, terms: { limit: 3 } }],
  ['a payload that is no object', 'clean', 'clean-links', 'K7M4QX'],
  ['no payload', 'end', 'revoke-link', null],
]

describe('R12: a job of another version', () => {
  it.each(FOREIGN)('with %s is put off and uses up no try', async (_, queue, name, data) => {
    let runs = 0
    const count = async () => {
      runs += 1
    }
    world.start({ make: making({ run: count, giveUp: count }), revoke: count, clean: count })
    const raw = world.rawQueue(queue)
    const { id = '' } = await raw.add(name, data, { attempts: 1 })
    await until(async () => (await raw.getJobState(id)) === 'delayed')
    const job = await raw.getJob(id)
    expect(job).toMatchObject({ name, data, attemptsMade: 0 })
    expect(job?.delay).toBeGreaterThan(4_000)
    expect(await raw.getFailedCount()).toBe(0)
    expect(runs).toBe(0)
  })

  it('is put off for a minute once it is old', async () => {
    world.start()
    const raw = world.rawQueue('end')
    const { id = '' } = await raw.add('polish-link', REF, { timestamp: Date.now() - 3_600_000 })
    await until(async () => (await raw.getJobState(id)) === 'delayed')
    expect((await raw.getJob(id))?.delay).toBeGreaterThan(59_000)
  })

  it('is done by the version that knows it', async () => {
    const older = world.start()
    const raw = world.rawQueue('end')
    const { id = '' } = await raw.add('revoke-link', { share: REF })
    await until(async () => (await raw.getJobState(id)) === 'delayed')
    await older.close()
    const job = await raw.getJob(id)
    // As that version understands it.
    await job?.updateData(REF)
    await job?.promote()
    expect(await new Promise((resolve) => world.start({ revoke: async (ref) => resolve(ref) }))).toEqual(REF)
  })

  it('with a known name gives way in the end to work of this version', async () => {
    const done: unknown[] = []
    world.start({ revoke: async (ref) => void done.push(ref) })
    const raw = world.rawQueue('end')
    const deduplication = { id: `revoke-link:${REF.team}:${REF.id}`, keepLastIfActive: true }
    const { id = '' } = await raw.add('revoke-link', { share: REF }, { deduplication })
    let putOff = 0
    await until(async () => {
      if ((await raw.getJobState(id)) !== 'delayed') return (await raw.getFailedCount()) === 1
      putOff += 1
      await (await raw.getJob(id))?.promote().catch(() => {})
      return false
    })
    expect(putOff).toBeGreaterThanOrEqual(10)
    await world.queues.revoke(REF)
    await world.idle()
    expect(done).toEqual([REF])
  })

  it('that is a tick of an unknown schedule is let go, so that ticks do not pile up', async () => {
    const raw = world.rawQueue('watch')
    await raw.upsertJobScheduler('polish-links', { every: 20 }, { name: 'polish-links', data: {} })
    world.start()
    await raw.add('polish-links', {})
    await until(async () => ((await raw.getJobScheduler('polish-links'))?.iterationCount ?? 0) >= 5)
    // The one tick to come, and the job that was asked for by itself.
    expect(await raw.getJobCountByTypes('delayed', 'waiting', 'active')).toBeLessThanOrEqual(3)
    expect(await raw.getFailedCount()).toBe(0)
  })
})
