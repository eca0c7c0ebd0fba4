import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NoticeError } from '../../src/domain/notice-error.ts'
import type { Work } from '../../src/jobs/workers.ts'
import { createStore } from '../../src/store/store.ts'
import type { Slots } from '../../src/use-cases/ports.ts'
import { aShare, SECOND } from '../support/builders.ts'
import { createJobsWorld, type JobsWorld, until } from './jobs-world.ts'

let world: JobsWorld
beforeEach(() => {
  world = createJobsWorld()
})
afterEach(() => world.close())

describe('telling', () => {
  const owing = (counts: Map<string, number>, told: { id: string; at: number }[] = []): Work['tell'] => ({
    next: async ({ id }) => ((counts.get(id) ?? 0) > 0 ? 'downloads' : null),
    tell: async ({ id }) => {
      told.push({ id, at: Date.now() })
      counts.set(id, (counts.get(id) ?? 0) - 1)
    },
  })
  const reserving = () => {
    const { slots } = createStore(world.connect(), world.namespace)
    const reserved: { channel: string; at: number }[] = []
    const recorded: Slots = async (team, channel, now) => {
      const at = await slots(team, channel, now)
      reserved.push({ channel, at })
      return at
    }
    return { reserved, recorded }
  }

  it('posts of one channel have turns a second apart, and none is before its turn', async () => {
    const { reserved, recorded } = reserving()
    const told: { id: string; at: number }[] = []
    world.start(
      {
        tell: owing(
          new Map([
            ['AAAAAA', 2],
            ['BBBBBB', 1],
          ]),
          told,
        ),
      },
      recorded,
    )
    await world.queues.tell(aShare({ id: 'AAAAAA' }))
    await world.queues.tell(aShare({ id: 'BBBBBB' }))
    await world.idle()
    const turns = reserved.map(({ at }) => at).sort((a, b) => a - b)
    expect(turns).toHaveLength(3)
    for (const [index, turn] of turns.entries()) {
      if (index > 0) expect(turn - (turns[index - 1] ?? 0)).toBeGreaterThanOrEqual(SECOND)
      expect(told[index]?.at).toBeGreaterThanOrEqual(turn)
    }
  })

  it('channels do not wait for one another', async () => {
    const { reserved, recorded } = reserving()
    world.start(
      {
        tell: owing(
          new Map([
            ['AAAAAA', 1],
            ['BBBBBB', 1],
          ]),
        ),
      },
      recorded,
    )
    await world.queues.tell(aShare({ id: 'AAAAAA', message: { channel: 'C0A', ts: '1' } }))
    await world.queues.tell(aShare({ id: 'BBBBBB', message: null }))
    await world.idle()
    expect(reserved.map(({ channel }) => channel).sort()).toEqual(['C0A', 'U0ALICE'])
  })

  it('rewriting a message takes no turn', async () => {
    const { reserved, recorded } = reserving()
    let left = 3
    const tell = async () => {
      left -= 1
    }
    world.start({ tell: { next: async () => (left > 0 ? 'message' : null), tell } }, recorded)
    await world.queues.tell(aShare())
    await world.idle()
    expect([left, reserved]).toEqual([0, []])
  })

  it('what is asked for while it is told is told as well', async () => {
    const counts = new Map([['K7M4QX', 1]])
    const told: { id: string; at: number }[] = []
    const { next, tell } = owing(counts, told)
    let asked = false
    world.start({
      tell: {
        // The state changes behind the last look.
        next: async (ref) => {
          const found = await next(ref)
          if (found === null && !asked) {
            asked = true
            counts.set(ref.id, 1)
            await world.queues.tell(aShare())
          }
          return found
        },
        tell,
      },
    })
    await world.queues.tell(aShare())
    await until(() => told.length === 2)
    await world.idle()
    expect(told).toHaveLength(2)
  })
})

describe('sweeps', () => {
  it('one schedule, whoever sets it, and never two sweeps at a time', async () => {
    let running = 0
    let most = 0
    let runs = 0
    const sweep = async () => {
      running += 1
      runs += 1
      most = Math.max(most, running)
      await wait(20)
      running -= 1
    }
    world.start({ sweep })
    world.start({ sweep })
    const second = world.openQueues()
    await Promise.all([
      world.queues.schedule(30),
      second.schedule(30),
      world.queues.sweepNow(),
      second.sweepNow(),
    ])
    await until(() => runs >= 6)
    expect(most).toBe(1)
    expect(await world.rawQueue('sweep').getJobSchedulersCount()).toBe(1)
  })
})

describe('hard cases', () => {
  it('a post that is tried again waits for a turn of its own', async () => {
    let turns = 0
    let tries = 0
    const slots: Slots = async (_team, _channel, now) => {
      turns += 1
      return now + 50
    }
    world.start(
      {
        tell: {
          next: async () => (tries < 3 ? 'end' : null),
          tell: async () => {
            tries += 1
            if (tries < 3) throw new NoticeError('not-sent', 'ratelimited', { retryAfterMs: 20 })
          },
        },
      },
      slots,
    )
    await world.queues.tell(aShare())
    await world.idle()
    expect([tries, turns]).toEqual([3, 3])
  })
})
