import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { takeUpOrphans } from '../../../src/jobs/orphans.ts'
import { aShare, SECOND } from '../../support/builders.ts'
import { createJobsWorld, gate, type JobsWorld, REF, until } from './world.ts'

let world: JobsWorld
beforeEach(() => {
  world = createJobsWorld()
})
afterEach(() => world.close())

const told: Record<string, unknown>[] = []
beforeEach(() => void told.splice(0))
const takeUp = () => {
  const warn = (data: Record<string, unknown>) => void told.push(data)
  const log = { info: () => {}, warn, error: warn }
  return takeUpOrphans({ connection: world.connect(), namespace: world.namespace, log })()
}

/** Takes every job of a queue out of all lists; what is on record of it stays. */
const orphan = async (queue: Parameters<JobsWorld['rawQueue']>[0]) => {
  const raw = world.rawQueue(queue)
  const lists = ['wait', 'active', 'delayed', 'prioritized'].map((name) => raw.toKey(name))
  expect(await world.connect().del(...lists)).toBe(1)
  return raw
}

describe('F13: a job that is on record but in no list', () => {
  it('keeps its work from being queued until it is taken up, and is done then', async () => {
    await world.queues.revoke(REF)
    await orphan('end')
    const done: unknown[] = []
    world.start({ revoke: async (ref) => void done.push(ref) })
    await world.queues.revoke(REF)
    await world.idle()
    expect(done).toEqual([])
    await takeUp()
    expect(told).toEqual([{ job: 'revoke-link' }])
    await until(() => done.length === 1)
    await world.idle()
    await world.queues.revoke(REF)
    await until(() => done.length === 2)
  })

  it('is taken up where it waited behind others', async () => {
    await world.queues.revoke(REF, 'later')
    await orphan('end')
    await takeUp()
    expect(await new Promise((resolve) => world.start({ revoke: async (ref) => resolve(ref) }))).toEqual(REF)
  })

  it('is taken up where a worker that died had it', async () => {
    const running = gate()
    const never = gate()
    const dead = world.start({
      revoke: () => {
        running.open()
        return never.opened
      },
    })
    await world.queues.revoke(REF)
    await running.opened
    await orphan('end')
    never.open()
    await dead.close()
    await takeUp()
    expect(await new Promise((resolve) => world.start({ revoke: async (ref) => resolve(ref) }))).toEqual(REF)
  })

  it('comes no sooner than it would have', async () => {
    const ends = aShare({ terms: { expiresAt: Date.now() + 59 * SECOND } })
    await world.queues.end(ends)
    const raw = await orphan('due')
    await takeUp()
    const [job] = await raw.getDelayed()
    expect(job).toMatchObject({ name: 'expire-share', data: REF })
    const [, score] = await world.connect().zrange(raw.toKey('delayed'), '0', '0', 'WITHSCORES')
    expect(Math.abs(Math.floor(Number(score) / 0x1000) - ends.terms.expiresAt)).toBeLessThan(2_000)
  })

  it('goes on repeating where it is the tick of a schedule', async () => {
    await world.queues.schedule(50)
    await orphan('sweep')
    let runs = 0
    const sweep = async () => {
      runs += 1
    }
    world.start({ sweep })
    await takeUp()
    await until(() => runs >= 3)
  })

  it('is nothing of what waits, is put off, runs, has failed or repeats', async () => {
    const running = gate()
    const go = gate()
    await world.queues.schedule(10_000)
    await world.queues.end(aShare({ terms: { expiresAt: Date.now() + 59 * SECOND } }))
    await world.queues.revoke({ ...REF, id: 'LATER1' }, 'later')
    await world.rawQueue('end').add('revoke-link', { ...REF, id: 'FAILED' }, { attempts: 1 })
    world.start({
      revoke: async ({ id }) => {
        if (id === 'FAILED') throw new Error('for good')
        running.open()
        await go.opened
      },
    })
    await running.opened
    await until(async () => (await world.rawQueue('end').getFailedCount()) === 1)
    await world.queues.clean(REF)
    const before = await world.connect().zcard(world.rawQueue('end').toKey('delayed'))
    await takeUp()
    expect(told).toEqual([])
    expect(await world.connect().zcard(world.rawQueue('end').toKey('delayed'))).toBe(before)
    go.open()
  })
})

it('a job in a list whose record was lost is let go, and holds up nothing', async () => {
  await world.queues.revoke(REF)
  const raw = world.rawQueue('end')
  const [job] = await raw.getWaiting()
  await world.connect().del(raw.toKey(job?.id ?? ''))
  const done: unknown[] = []
  world.start({ revoke: async (ref) => void done.push(ref) })
  await world.idle()
  await world.queues.revoke(REF)
  await until(() => done.length === 1)
  await world.idle()
  expect(await raw.getFailedCount()).toBe(0)
})
