import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PortalError } from '../../../src/domain/portal-error.ts'
import type { MakeRequest } from '../../../src/use-cases/make-request.ts'
import type { RateLimit } from '../../../src/use-cases/ports.ts'
import { aRequest, HOUR } from '../../support/builders.ts'
import { createJobsWorld, gate, type JobsWorld, making, REF, until } from './world.ts'

let world: JobsWorld
beforeEach(() => {
  world = createJobsWorld()
})
afterEach(() => world.close())

const BUSY = { id: 'C0BUSY', name: 'busy' }
/** Of the busy channel it is the turn only much later. */
const busy: RateLimit = async (_team, channel, now) => (channel === BUSY.id ? now + HOUR : now)
const named = (shareId: string, more: Partial<MakeRequest> = {}) => aRequest({ shareId, ...more })
const awaitsTurn = async () => true

describe('the turn of a channel', () => {
  it('is awaited in no place of a worker: what is made elsewhere goes first, and no try is used up', async () => {
    const made: string[] = []
    const many = 40
    for (let index = 0; index < many; index += 1) {
      await world.queues.make(named(`BUSY${index}`, { channel: BUSY }))
    }
    await world.queues.make(named('FREE'))
    world.start({ make: making({ awaitsTurn, run: async ({ shareId }) => void made.push(shareId) }) }, busy)
    const make = world.rawQueue('make')
    await until(async () => (await make.getDelayedCount()) === many && (await make.getActiveCount()) === 0)
    expect(made).toEqual(['FREE'])
    const [waiting] = await make.getDelayed(0, 0)
    expect(waiting?.attemptsMade).toBe(0)
    expect(waiting?.data.notBefore).toBeGreaterThan(Date.now())
    // When its turn has come, it is made without another.
    await waiting?.updateData({ ...waiting.data, notBefore: Date.now() })
    await waiting?.promote()
    await until(() => made.length === 2)
    expect(made[1]).toBe(waiting?.data.shareId)
  })

  it('R3: at a portal that has no room is awaited as well, told once, and without end it is no wait', async () => {
    const busyPortal = new PortalError('rate-limited', 'x', { retryAfterMs: 60, notAsked: true })
    const tried: boolean[] = []
    let told = 0
    world.start({
      make: making({
        tellDelayed: async () => {
          told += 1
        },
        run: async (_request, mayWait) => {
          tried.push(mayWait)
          if (mayWait) throw busyPortal
        },
      }),
    })
    await world.queues.make(named('WAITS'))
    const make = world.rawQueue('make')
    const waiting = async () => (await make.getDelayed(0, 0))[0]
    await until(async () => (await waiting()) !== undefined)
    await (await waiting())?.promote()
    await until(() => tried.length === 2)
    await until(async () => (await waiting()) !== undefined)
    const job = await waiting()
    expect([told, job?.attemptsMade]).toEqual([1, 0])
    await job?.updateData({ ...job.data, busySince: Date.now() - HOUR })
    await job?.promote()
    await world.idle()
    expect(tried).toEqual([true, true, false])
    expect(told).toBe(1)
  })

  it('that is minutes away is told, once, to who waits for it; one that is near is not', async () => {
    const told: [string, number][] = []
    const run = gate()
    world.start(
      {
        make: making({
          awaitsTurn,
          tellQueued: async ({ shareId }, ahead) => void told.push([shareId, ahead]),
          run: async () => run.open(),
        }),
      },
      async (_team, channel, now) => now + (channel === BUSY.id ? 90_000 : 100),
    )
    await world.queues.make(named('FAR', { channel: BUSY }))
    await world.queues.make(named('NEAR'))
    await run.opened
    await until(() => told.length === 1)
    expect(told).toEqual([['FAR', 90]])
    const [far] = await world.rawQueue('make').getDelayed()
    await far?.promote()
    await until(async () => (await world.rawQueue('make').getDelayedCount()) === 1)
    expect(told).toHaveLength(1)
  })

  it('is taken once: another try waits only as long as its failure asks for', async () => {
    const turns: string[] = []
    let tries = 0
    world.start(
      {
        make: making({
          awaitsTurn,
          run: async () => {
            tries += 1
            if (tries < 3) throw new PortalError('unavailable', 'x')
          },
        }),
      },
      async (_team, channel, now) => {
        turns.push(channel)
        return now
      },
    )
    await world.queues.make(aRequest())
    await world.idle()
    expect([tries, turns]).toEqual([3, ['C0TEAM']])
  })

  it('is not taken for what is posted already, or not made by us', async () => {
    const turns: string[] = []
    const run = gate()
    world.start({ make: making({ run: async () => run.open() }) }, async (_team, channel, now) => {
      turns.push(channel)
      return now + HOUR
    })
    await world.queues.make(aRequest())
    await run.opened
    expect(turns).toEqual([])
  })
})

describe('what one person asks for', () => {
  it('is made at their own turn, and even then after what others have asked for meanwhile', async () => {
    const made: string[] = []
    for (const index of [3, 1, 2]) await world.queues.make(named(`MINE${index}`), index * HOUR)
    const make = world.rawQueue('make')
    expect(await make.getDelayedCount()).toBe(3)
    for (const job of await make.getDelayed()) await job.promote()
    await world.queues.make(named('OTHERS'))
    expect(await world.queues.counts()).toContainEqual({ queue: 'make', state: 'waiting', jobs: 4 })
    world.start({ make: making({ run: async ({ shareId }) => void made.push(shareId) }) })
    await world.idle()
    expect(made).toEqual(['OTHERS', 'MINE1', 'MINE2', 'MINE3'])
  })

  it('asked for twice is one piece of work while it waits too', async () => {
    await world.queues.make(named('MINE'), HOUR)
    await world.queues.make(named('MINE'))
    expect(await world.rawQueue('make').getJobCounts('delayed', 'waiting')).toEqual({
      delayed: 1,
      waiting: 0,
    })
  })
})

describe('rewriting', () => {
  it('is held up by no number of makings', async () => {
    const never = gate()
    const done: string[] = []
    for (let index = 0; index < 30; index += 1) await world.queues.make(named(`HANGS${index}`))
    world.start({
      make: making({ run: () => never.opened }),
      extend: { run: async ({ id }) => void done.push(`extend ${id}`), giveUp: async () => {} },
      repair: async ({ id }) => void done.push(`put back ${id}`),
    })
    await until(async () => (await world.rawQueue('make').getActiveCount()) > 0)
    await world.queues.extend(REF)
    await world.queues.repair(REF)
    await until(() => done.length === 2)
    never.open()
  })

  it('that somebody waits for goes first', async () => {
    const done: string[] = []
    await world.queues.repair(REF)
    await world.queues.extend({ ...REF, id: 'RESUMES' }, 'later')
    await world.queues.extend({ ...REF, id: 'ASKED' })
    world.start({
      extend: { run: async ({ id }) => void done.push(id), giveUp: async () => {} },
      repair: async () => void done.push('put back'),
    })
    await world.idle()
    expect(done).toEqual(['ASKED', 'put back', 'RESUMES'])
  })
})
