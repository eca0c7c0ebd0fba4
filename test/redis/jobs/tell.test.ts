import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fingerprintOf } from '../../../src/domain/fingerprint.ts'
import { PortalError } from '../../../src/domain/portal-error.ts'
import { SlackError } from '../../../src/domain/slack-error.ts'
import { createQueues } from '../../../src/jobs/queues.ts'
import { createStore } from '../../../src/store/store.ts'
import { createUrlSeal } from '../../../src/store/url-seal.ts'
import type { Notices } from '../../../src/use-cases/notice-ports.ts'
import type { RateLimit } from '../../../src/use-cases/ports.ts'
import { tellShare } from '../../../src/use-cases/tell/tell-share.ts'
import { aRevokedShare, aShare, HOUR, SECOND } from '../../support/builders.ts'
import { rewriteNow } from '../../support/rewrite-now.ts'
import { createJobsWorld, gate, type JobsWorld, REF, until, type Work } from './world.ts'

let world: JobsWorld
beforeEach(() => {
  world = createJobsWorld()
})
afterEach(() => world.close())

const reserving = () => {
  const { channelRateLimit } = createStore(world.connect(), world.namespace)
  const reserved: { channel: string; at: number }[] = []
  const recorded: RateLimit = async (team, channel, now) => {
    const at = await channelRateLimit(team, channel, now)
    reserved.push({ channel, at })
    return at
  }
  return { reserved, recorded }
}

describe('telling', () => {
  const owing = (counts: Map<string, number>, told: { id: string; at: number }[] = []): Work['tell'] => ({
    next: async ({ id }) => ((counts.get(id) ?? 0) > 0 ? 'downloads' : null),
    tell: async ({ id }) => {
      told.push({ id, at: Date.now() })
      counts.set(id, (counts.get(id) ?? 0) - 1)
    },
  })

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
    await world.queues.post(aShare({ id: 'AAAAAA' }))
    await world.queues.post(aShare({ id: 'BBBBBB' }))
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
    await world.queues.post(aShare({ id: 'AAAAAA', message: { channel: 'C0A', ts: '1' } }))
    await world.queues.post(aShare({ id: 'BBBBBB', message: null }))
    await world.idle()
    expect(reserved.map(({ channel }) => channel).sort()).toEqual(['C0A', 'U0ALICE'])
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
            await world.queues.post(aShare())
          }
          return found
        },
        tell,
      },
    })
    await world.queues.post(aShare())
    await until(() => told.length === 2)
    await world.idle()
    expect(told).toHaveLength(2)
  })
})

describe('showing', () => {
  it('asked for many times is done once, and takes no turn', async () => {
    const { reserved, recorded } = reserving()
    const shown: unknown[] = []
    for (let asked = 0; asked < 5; asked += 1) await world.queues.tell(aShare())
    world.start({ updateMessage: async (ref) => void shown.push(ref) }, recorded)
    await world.idle()
    expect(shown).toMatchObject([REF])
    expect(reserved).toEqual([])
  })

  it('R2: of an address that has to go does not wait in the turn of a mere count', async () => {
    const shown: unknown[] = []
    const waiting = gate()
    world.start({
      rewriting: {
        turn: async (_team, _method, rank, now) => {
          waiting.open()
          return rank === 'first' ? now : now + HOUR
        },
        telling: {
          rewriting: async () => (shown.length > 0 ? null : ended ? 'first' : 'later'),
          rewrite: async (ref) => void shown.push(ref),
          queuePosts: async () => {},
        },
      },
    })
    let ended = false
    await world.queues.tell(aShare())
    await waiting.opened
    const queue = world.rawQueue('tell')
    await until(async () => (await queue.getDelayedCount()) === 1)
    ended = true
    await world.queues.tell(aShare({ state: 'revoking' }), 'soon')
    await world.idle()
    expect(shown).toMatchObject([REF])
  })

  it('of a quick end does not wait for the pause of one that might come', async () => {
    const queue = world.rawQueue('tell')
    const ended = (decidedAt: number) => {
      const share = aRevokedShare()
      return { ...share, end: share.end && { ...share.end, decidedAt } }
    }
    await world.queues.tell(aShare({ state: 'revoking' }), 'soon')
    expect(await queue.getDelayedCount()).toBe(1)
    // A turn may have been reserved by then.
    await world.queues.tell(ended(Date.now() - HOUR), 'ended')
    expect(await queue.getDelayedCount()).toBe(1)
    await world.queues.tell(ended(Date.now()), 'ended')
    expect(await queue.getDelayedCount()).toBe(0)
    expect(await queue.getWaitingCount()).toBe(1)
  })

  it('R2: that Slack turned away goes on behind the pause, in a turn of its own, and uses up no try', async () => {
    const tries: number[] = []
    const posts: unknown[] = []
    let isUp = false
    world.start({
      rewriting: {
        turn: async (_team, _method, _rank, now) => now,
        telling: {
          rewriting: async () => (isUp ? null : 'later'),
          rewrite: async () => {
            tries.push(Date.now())
            if (tries.length < 3) throw new SlackError('not-sent', 'ratelimited', { retryAfterMs: 20 })
            isUp = true
          },
          queuePosts: async (ref) => void posts.push(ref),
        },
      },
    })
    await world.queues.tell(aShare())
    await world.idle()
    expect(tries).toHaveLength(3)
    expect(world.logged).toEqual([])
    // What has to be posted was queued at each pause.
    expect(posts).toHaveLength(3)
  })

  it('is tried again until Slack takes it', async () => {
    let runs = 0
    world.start({
      updateMessage: async () => {
        runs += 1
        if (runs === 1) throw new SlackError('failed', 'internal_error')
        if (runs === 2) throw new SlackError('not-sent', 'ratelimited', { retryAfterMs: 5 })
      },
    })
    await world.queues.tell(aShare())
    await world.idle()
    expect(runs).toBe(3)
  })

  it('rewrites the message while the posts of its share wait for their turn', async () => {
    const { shares } = createStore(world.connect(), world.namespace)
    const share = aShare({ downloads: 1, notified: { fingerprint: fingerprintOf(aShare({ downloads: 1 })) } })
    await shares.create(share)
    const said: string[] = []
    const notices: Notices = {
      post: async () => ({ channel: 'C0TEAM', ts: '1.2' }),
      rewrite: async ({ state }) => void said.push(`rewrite ${state}`),
      findPost: async () => null,
      findEnd: async () => 'unknown',
      rewriteStray: async () => {},
      rewriteUnrecorded: async () => {},
      endsThatFit: (shares) => shares,
      announceEnds: async () => {},
      tellDownloads: async (_, from) => void said.push(`downloads from ${from}`),
      announceEnd: async () => void said.push('end'),
      tellExtensions: async () => {},
      warn: async () => {},
      tellDrift: async () => {},
      tellLost: async () => {},
      tellCameLate: async () => {},
      tellStuck: async () => {},
      tellKeyOut: async () => {},
    }
    const log = { info: () => {}, warn: () => {}, error: () => {} }
    const telling = tellShare({
      shares,
      claims: { look: async () => null, newest: async () => [] },
      notices,
      jobs: world.queues,
      now: Date.now,
      log,
    })
    const waiting = gate()
    const updateMessage = rewriteNow(telling)
    world.start({ tell: telling, updateMessage }, async (_team, _channel, now) => {
      waiting.open()
      return now + HOUR
    })
    await world.queues.tell(share)
    await waiting.opened
    const queue = world.rawQueue('tell')
    await until(async () => (await queue.getDelayedCount()) === 1)
    expect(said).toEqual([])

    const revoked = await shares.change(share, () =>
      aRevokedShare({ downloads: 1, notified: { fingerprint: share.notified.fingerprint } }),
    )
    await world.queues.tell(revoked.share ?? share)
    await until(() => said.length > 0)
    await until(async () => (await queue.getActiveCount()) + (await queue.getWaitingCount()) === 0)
    expect(said).toEqual(['rewrite revoked'])
    // What has to be posted still waits, in the turn that it had, and only once.
    const delayed = await queue.getDelayed()
    expect(delayed.map(({ name }) => name)).toEqual(['tell-share'])
    expect((await shares.get(share))?.notified).toMatchObject({ downloads: 0, end: 'no' })
    await delayed[0]?.updateData({ ...delayed[0].data, notBefore: Date.now() })
    await delayed[0]?.promote()
    await world.idle()
    expect(said).toEqual(['rewrite revoked', 'end'])
  })
})

describe('reconciling', () => {
  it('has a pace of its own, whatever the sweep’s, and one schedule, whoever sets it', async () => {
    const runs: string[] = []
    const both = gate()
    const ran = (name: string) => async () => {
      runs.push(name)
      if (new Set(runs).size === 2) both.open()
    }
    world.start({ reconcile: ran('reconcile'), sweep: ran('sweep') })
    const second = world.openQueues()
    await Promise.all([world.queues.schedule(HOUR), second.schedule(HOUR)])
    await both.opened
    const schedules = await world.rawQueue('upkeep').getJobSchedulers()
    expect(schedules.map(({ name, every }) => [name, every])).toEqual([['reconcile-shares', 10_000]])
  })

  it('that fails is not put away for as long as the other side asks, and stops no later one', async () => {
    let runs = 0
    world.start({
      reconcile: async () => {
        runs += 1
        throw new PortalError('rate-limited', 'x', { retryAfterMs: HOUR })
      },
    })
    for (const count of [1, 2]) {
      await world.queues.sweepNow()
      await until(() => runs === count)
      await world.idle()
    }
    expect(await world.rawQueue('upkeep').getFailedCount()).toBe(2)
  })
})

it('trouble with the connection goes to our own log', async () => {
  const redis = world.connect()
  const trouble: Error[] = []
  const queues = createQueues(
    redis,
    world.namespace,
    Date.now,
    HOUR,
    (error) => void trouble.push(error),
    createUrlSeal(null),
  )
  world.endings.push(() => queues.close())
  const error = new Error('the line is dead')
  redis.emit('error', error)
  expect(new Set(trouble)).toEqual(new Set([error]))
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
    const schedules = await world.rawQueue('sweep').getJobSchedulers()
    // The probe shares its queue: the two must not look at the trail at the same time.
    expect(schedules.map(({ name }) => name).sort()).toEqual(['probe-audit', 'sweep-audit'])
  })
})

describe('hard cases', () => {
  it('a post that is tried again waits for a turn of its own', async () => {
    let turns = 0
    let tries = 0
    const channelRateLimit: RateLimit = async (_team, _channel, now) => {
      turns += 1
      return now + 50
    }
    world.start(
      {
        tell: {
          next: async () => (tries < 3 ? 'end' : null),
          tell: async () => {
            tries += 1
            if (tries < 3) throw new SlackError('not-sent', 'ratelimited', { retryAfterMs: 20 })
          },
        },
      },
      channelRateLimit,
    )
    await world.queues.post(aShare())
    await world.idle()
    expect([tries, turns]).toEqual([3, 3])
  })
})
