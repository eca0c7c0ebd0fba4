import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PortalError } from '../../../src/domain/portal-error.ts'
import { SlackError } from '../../../src/domain/slack-error.ts'
import { aRequest, aShare, TEAM } from '../../support/builders.ts'
import { createJobsWorld, gate, type JobsWorld, making, REF, until } from './world.ts'

let world: JobsWorld
beforeEach(() => {
  world = createJobsWorld()
})
afterEach(() => world.close())

describe('one piece of work', () => {
  it('asked for many times is done once', async () => {
    await Promise.all(Array.from({ length: 10 }, () => world.queues.revoke(REF)))
    let runs = 0
    world.start({
      revoke: async () => {
        runs += 1
      },
    })
    await world.idle()
    expect(runs).toBe(1)
  })

  /** Revoking that begins, and goes on when it is let go. */
  const heldRevoking = () => {
    const running = gate()
    const go = gate()
    let runs = 0
    world.start({
      revoke: async () => {
        runs += 1
        running.open()
        await go.opened
      },
    })
    return { running, go, runs: () => runs }
  }

  it('asked for again while it runs is done once more, however often', async () => {
    const { running, go, runs } = heldRevoking()
    await world.queues.revoke(REF)
    await running.opened
    for (let asked = 0; asked < 5; asked += 1) await world.queues.revoke(REF)
    go.open()
    await until(() => runs() === 2)
    await world.idle()
    expect(runs()).toBe(2)
  })

  it('asked for only where it is missing is not done once more', async () => {
    const { running, go, runs } = heldRevoking()
    await world.queues.unlessQueued.revoke(REF)
    await running.opened
    await world.queues.unlessQueued.revoke(REF)
    go.open()
    await world.idle()
    expect(runs()).toBe(1)
    await world.queues.unlessQueued.revoke(REF)
    await world.idle()
    expect(runs()).toBe(2)
  })

  it('that may wait is done after all that was asked for otherwise', async () => {
    for (let index = 0; index < 30; index += 1) {
      await world.queues.revoke({ team: TEAM, id: `LATER${index}` }, 'later')
    }
    await world.queues.revoke(REF)
    const done: string[] = []
    world.start({ revoke: async ({ id }) => void done.push(id) })
    await world.idle()
    expect(done).toHaveLength(31)
    expect(done[0]).toBe(REF.id)
  })

  it('asked for again after it was done is done again', async () => {
    let runs = 0
    world.start({
      revoke: async () => {
        runs += 1
      },
    })
    await world.queues.revoke(REF)
    await world.idle()
    await world.queues.revoke(REF)
    await world.idle()
    expect(runs).toBe(2)
  })

  it('asked for again after it failed for good is done again', async () => {
    let runs = 0
    const run = async () => {
      runs += 1
      if (runs === 1) throw new PortalError('unavailable', 'x')
    }
    world.start({ make: making({ run }) })
    const deduplication = { id: `make-share:${TEAM}:K7M4QX`, keepLastIfActive: true }
    await world.rawQueue('make').add('make-share', { ...aRequest(), notBefore: null }, { deduplication })
    await world.idle()
    expect(await world.rawQueue('make').getFailedCount()).toBe(1)
    await world.queues.make(aRequest())
    await world.idle()
    expect(runs).toBe(2)
  })

  it('of one share does not hold up another, nor another kind', async () => {
    const done: string[] = []
    const never = gate()
    world.start({
      make: making({ run: () => never.opened }),
      revoke: async ({ id }) => void done.push(`revoke ${id}`),
      clean: async ({ id }) => void done.push(`clean ${id}`),
    })
    await world.queues.make(aRequest())
    await world.queues.revoke(REF)
    await world.queues.revoke({ team: 'T0OTHER', id: 'K7M4QX' })
    await world.queues.clean(REF)
    await until(() => done.length === 3)
    expect(done.sort()).toEqual(['clean K7M4QX', 'revoke K7M4QX', 'revoke K7M4QX'])
    never.open()
  })

  it('that cleans up after many failed makings holds up no end, and nothing of a link that lives', async () => {
    const never = gate()
    for (let index = 0; index < 30; index += 1) await world.queues.clean({ team: TEAM, id: `LOOSE${index}` })
    const done: string[] = []
    let cleaning = 0
    world.start({
      clean: () => {
        cleaning += 1
        return never.opened
      },
      revoke: async ({ id }) => void done.push(`revoke ${id}`),
      expire: async () => void done.push('expire'),
      repair: async ({ id }) => void done.push(`repair ${id}`),
      extend: { run: async ({ id }) => void done.push(`extend ${id}`), giveUp: async () => {} },
    })
    await until(() => cleaning > 0)
    await world.queues.revoke(REF)
    await world.queues.end(aShare({ terms: { expiresAt: 1 } }))
    await world.queues.repair(REF)
    await world.queues.extend(REF)
    await until(() => done.length === 4)
    expect(done.sort()).toEqual(['expire', 'extend K7M4QX', 'repair K7M4QX', 'revoke K7M4QX'])
    never.open()
  })

  it('that is due to be put back waits for no look that nobody waits for', async () => {
    await world.queues.repairLater(REF, 3_600_000)
    await world.rawQueue('rewrite').add('check-link', REF, {
      deduplication: { id: `check-link:${TEAM}:${REF.id}` },
      delay: 3_600_000,
    })
    let runs = 0
    world.start({
      repair: async () => {
        runs += 1
      },
    })
    await world.queues.repair(REF)
    expect(await world.rawQueue('rewrite').getDelayedCount()).toBe(2)
    await world.queues.repair(REF, 'due')
    await until(() => runs === 1)
  })

  it('gets its request whole', async () => {
    const request = aRequest({
      sealedPassword: 'sealed',
      terms: { expiresAt: 5, limit: null, viewOnly: true, note: 'n' },
    })
    const seen: unknown[] = []
    world.start({ make: making({ run: async (given) => void seen.push(given) }) })
    await world.queues.make(request)
    await world.idle()
    expect(seen).toEqual([request])
  })
})

describe('what fails', () => {
  it('an extension is given up with its last error; a link is put back until it works', async () => {
    const error = new PortalError('unavailable', 'x')
    const done: unknown[] = []
    let runs = 0
    world.start({
      extend: {
        run: () => Promise.reject(error),
        giveUp: async (ref, last) => void done.push(ref, last),
      },
      repair: async (ref) => {
        runs += 1
        if (runs < 3) throw error
        done.push(ref)
      },
    })
    await world.rawQueue('make').add('extend-share', REF, { attempts: 1 })
    await until(() => done.length === 2)
    expect(done).toEqual([REF, error])
    await world.queues.repair(REF)
    await until(() => done.length === 3)
    expect(done[2]).toEqual(REF)
  })

  it('a revocation is tried until it works', async () => {
    let runs = 0
    world.start({
      revoke: async () => {
        runs += 1
        if (runs < 3) throw new PortalError('unavailable', 'x')
      },
    })
    await world.queues.revoke(REF)
    await world.idle()
    expect(runs).toBe(3)
    const failed = { share: 'K7M4QX', text: 'a link could not be removed yet' }
    expect(world.logged).toMatchObject([failed, failed])
  })

  it.each<[string, Error]>([
    ['the portal', new PortalError('unavailable', 'x', { retryAfterMs: 900 })],
    ['Slack', new SlackError('not-sent', 'ratelimited', { retryAfterMs: 900 })],
  ])('a pause that %s asks for is kept, and uses up a try', async (_, error) => {
    const runs: number[] = []
    const gaveUp = gate()
    world.start({
      make: making({
        run: async () => {
          runs.push(Date.now())
          throw error
        },
        giveUp: async () => gaveUp.open(),
      }),
    })
    const payload = { ...aRequest(), notBefore: null }
    await world.rawQueue('make').add('make-share', payload, { attempts: 2, backoff: { type: 'custom' } })
    await gaveUp.opened
    expect(runs).toHaveLength(2)
    // Its own pause would be 375 ms.
    expect((runs[1] ?? 0) - (runs[0] ?? 0)).toBeGreaterThanOrEqual(890)
  })

  it('a making is given up once its tries are used up', async () => {
    const gaveUp = gate()
    const failures: unknown[] = []
    world.start({
      make: making({
        run: async () => {
          throw new SlackError('unknown', 'no_answer')
        },
        giveUp: async (request, error) => {
          failures.push(request, error)
          gaveUp.open()
        },
      }),
    })
    const payload = { ...aRequest(), notBefore: null }
    await world.rawQueue('make').add('make-share', payload, { attempts: 2, backoff: { type: 'custom' } })
    await gaveUp.opened
    expect(failures).toMatchObject([{ shareId: 'K7M4QX' }, { outcome: 'unknown' }])
    // Found by the reference that the person may have been given.
    const found = { job: 'make-share', share: 'K7M4QX', reference: 'REF23456', text: 'job failed' }
    expect(world.logged).toMatchObject([
      { ...found, attempt: 1 },
      { ...found, attempt: 2 },
    ])
  })

  it('a sweep that fails does not stop the next one', async () => {
    let runs = 0
    const third = gate()
    world.start({
      sweep: async () => {
        runs += 1
        if (runs === 3) third.open()
        throw new PortalError('rate-limited', 'x', { retryAfterMs: 3_600_000 })
      },
    })
    await world.queues.schedule(50)
    await third.opened
    expect(runs).toBeGreaterThanOrEqual(3)
  })
})

describe('the end of a share', () => {
  const share = (inMs: number) => aShare({ terms: { expiresAt: Date.now() + inMs } })

  it('is not before its moment', async () => {
    const ends = share(150)
    const at = new Promise<number>((resolve) => world.start({ expire: async () => resolve(Date.now()) }))
    await world.queues.end(ends)
    expect(await at).toBeGreaterThanOrEqual(ends.terms.expiresAt)
  })

  it('asked for again by the job itself, which came early, is not lost and not hurried', async () => {
    const ends = share(50_000)
    // As if the clock that set the end were an hour ahead, and the worker's a moment behind the end.
    const ahead = world.openQueues(() => ends.terms.expiresAt)
    const early = world.openQueues(() => ends.terms.expiresAt - 300)
    const runs: number[] = []
    const second = gate()
    world.start({
      expire: async () => {
        runs.push(Date.now())
        if (runs.length === 1) await early.end(ends)
        else second.open()
      },
    })
    await ahead.end(ends)
    await second.opened
    await world.idle()
    expect(runs).toHaveLength(2)
    expect((runs[1] ?? 0) - (runs[0] ?? 0)).toBeGreaterThanOrEqual(300)
  })

  it('that was moved is another piece of work', async () => {
    await world.queues.end(share(50_000))
    await world.queues.end(share(55_000))
    expect(await world.rawQueue('due').getDelayedCount()).toBe(2)
  })

  it('that has passed is done now', async () => {
    const done = new Promise<void>((resolve) => world.start({ expire: async () => resolve() }))
    await world.queues.end(share(-5_000))
    await done
  })
})
