import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { ExpectedDownload } from '../../../../src/domain/pace.ts'
import { PortalError } from '../../../../src/domain/portal-error.ts'
import type { AuditEvent } from '../../../../src/domain/portal-facts.ts'
import { createStore } from '../../../../src/store/store.ts'
import { followingNearLimit } from '../../../../src/use-cases/count/following-near-limit.ts'
import { paceSweeps } from '../../../../src/use-cases/count/pace-sweeps.ts'
import { runSweep } from '../../../../src/use-cases/count/run-sweep.ts'
import { takeWebhook } from '../../../../src/use-cases/count/take-webhook.ts'
import {
  anEvent,
  aRevokedShare,
  aShare,
  DAY,
  FILE_ID,
  MINUTE,
  NOW,
  SECOND,
} from '../../../support/builders.ts'

let redis: Redis
let store: ReturnType<typeof createStore>
let clock: number
/** What was asked of the jobs, as `delay name`. */
let asked: string[]
let trail: AuditEvent[]
let failure: Error | null
let sweeps: number
beforeEach(() => {
  redis = new Redis({ path: inject('redisSocket') })
  store = createStore(redis, `test:${randomUUID()}`)
  clock = NOW
  asked = []
  trail = []
  failure = null
  sweeps = 0
})
afterEach(() => redis.disconnect())

const now = () => clock
const jobs = { sweep: async (delayMs: number, as?: string) => void asked.push(`${delayMs} ${as}`) }
const INTERVAL = 10 * SECOND
const SILENT = { info: () => {}, warn: () => {}, error: () => {} }
const run = (routine: boolean) =>
  runSweep({
    atTurns: (look) => look(),
    lookAtHealth: async () => {},
    pace: paceSweeps({ ...store, jobs, now, auditIntervalMs: INTERVAL }),
    noteAbsence: async () => {},
    reading: (read) => read(),
    sweepAudit: async () => {
      sweeps += 1
      if (failure !== null) throw failure
      await store.cursor.advance({ newestSeenAt: null, sweptAt: clock, skewMs: 0 })
      const seen = trail.map((event) => ({ ...event, skewMs: 0, seenAt: clock }))
      return { events: seen.length, trail: seen, skewMs: 0 }
    },
  })(routine)
/** What is asked for by one run. */
const asksFor = async (routine = true): Promise<string[]> => {
  asked = []
  await run(routine)
  return asked
}
const webhook = (told: Omit<ExpectedDownload, 'toldAt'> | null, skewMs = 0) =>
  takeWebhook({
    ...store,
    cursor: { read: async () => ({ ...(await store.cursor.read()), skewMs }) },
    sweepRateLimit: store.sweepRateLimit,
    jobs,
    now,
    overlapMs: 10 * MINUTE,
  })(told)

describe('ticks', () => {
  it('read the trail each time while something is live', async () => {
    await store.shares.create(aShare())
    for (let tick = 1; tick <= 4; tick += 1) {
      await run(true)
      expect(sweeps).toBe(tick)
      clock += INTERVAL
    }
  })

  it('with nothing live every third reads; one that was asked for always does', async () => {
    await store.shares.create(aRevokedShare())
    const read: number[] = []
    for (let tick = 0; tick < 9; tick += 1) {
      await run(true)
      read.push(sweeps)
      clock += INTERVAL
    }
    expect(read).toEqual([1, 1, 1, 2, 2, 2, 3, 3, 3])
    await run(false)
    expect(sweeps).toBe(4)
  })

  it('read again at the next turn when a share is made, or waits to resume', async () => {
    await run(true)
    await store.shares.create(aShare({ state: 'creating', step: 'linking', message: null }))
    clock += INTERVAL
    await run(true)
    expect(sweeps).toBe(2)
    await store.shares.change(aShare(), () => aRevokedShare({ end: { reason: 'blind' } }))
    clock += INTERVAL
    await run(true)
    expect(sweeps).toBe(3)
  })

  it('go on at their pace while reading fails: there was no good one', async () => {
    failure = new PortalError('rate-limited', 'x')
    for (const turn of [1, 2, 3]) {
      await expect(run(true)).rejects.toThrow(PortalError)
      expect(sweeps).toBe(turn)
      clock += INTERVAL
    }
  })
})

describe('one download from a limit', () => {
  it('the next reading follows soon, until the share has ended', async () => {
    await store.shares.create(aShare({ downloads: 1 }))
    expect(await asksFor()).toEqual([])
    await store.shares.change(aShare(), (share) => ({ ...share, downloads: 2 }))
    expect(await asksFor()).toEqual(['2000 pace'])
    expect(await asksFor(false)).toEqual(['2000 pace'])
    await store.shares.change(aShare(), () =>
      aShare({ state: 'revoking', downloads: 3, end: { reason: 'limit' } }),
    )
    expect(await asksFor(false)).toEqual([])
  })

  it('a new share asks for a reading itself, once, and so does one that gets a lower limit', async () => {
    const shares = followingNearLimit({ shares: store.shares, jobs, auditIntervalMs: INTERVAL, log: SILENT })
    await shares.create(aShare({ state: 'creating', step: 'linking', message: null, terms: { limit: 2 } }))
    await shares.change(aShare(), () => aShare({ terms: { limit: 2 } }))
    expect(asked).toEqual([])
    await shares.change(aShare(), (share) => ({ ...share, terms: { ...share.terms, limit: 1 } }))
    await shares.change(aShare(), (share) => ({ ...share, muted: true }))
    expect(asked).toEqual(['2000 near'])
  })

  it('a new share is kept though the reading cannot be asked for', async () => {
    const failing = { sweep: () => Promise.reject(new Error('Redis is away')) }
    const shares = followingNearLimit({
      shares: store.shares,
      jobs: failing,
      auditIntervalMs: INTERVAL,
      log: SILENT,
    })
    await shares.create(aShare({ state: 'creating', step: 'linking', message: null }))
    const made = await shares.change(aShare(), () => aShare({ terms: { limit: 1 } }))
    expect(made).toMatchObject({ changed: true, share: { state: 'active' } })
  })

  it('a portal that does not answer, or wants peace, is left to the schedule', async () => {
    await store.shares.create(aShare({ terms: { limit: 1 } }))
    await webhook({ id: '77', fileId: FILE_ID, at: clock })
    for (const kind of ['rate-limited', 'unavailable'] as const) {
      failure = new PortalError(kind, 'x')
      asked = []
      await expect(run(true)).rejects.toThrow(PortalError)
      expect(asked).toEqual([])
    }
  })
})

describe('a webhook', () => {
  const TOLD = { id: '77', fileId: FILE_ID, at: NOW - SECOND }

  it('asks for a reading at once; those that follow closely share one', async () => {
    await webhook(null)
    clock += 100
    await webhook(null)
    clock += 50
    await webhook(null)
    clock += 500
    await webhook(null)
    expect(asked).toEqual(['0 turn', '100 turn', '50 turn', '0 turn'])
    expect(await store.expectedDownloads.all()).toEqual([])
  })

  it('is followed until its download is in the trail', async () => {
    await store.shares.create(aShare())
    await webhook(TOLD)
    expect(await asksFor(false)).toEqual(['400 pace'])
    clock += 500
    // An earlier download of the same file is not the one.
    trail = [anEvent({ at: NOW - MINUTE })]
    expect(await asksFor(false)).toEqual(['400 pace'])
    clock += 4_000
    expect(await asksFor(false)).toEqual(['4500 pace'])
    trail = [...trail, anEvent({ at: NOW - SECOND })]
    clock += 1_000
    expect(await asksFor(false)).toEqual([])
  })

  it('whose download never appears is given up', async () => {
    await store.shares.create(aShare())
    await webhook(TOLD)
    clock += 30 * SECOND
    expect(await asksFor(false)).toEqual([])
  })

  it('each of several needs a row of its own', async () => {
    await store.shares.create(aShare({ terms: { limit: 9 } }))
    for (const id of ['77', '78', '79']) await webhook({ ...TOLD, id })
    trail = [1, 2].map((id) => anEvent({ id, at: NOW - SECOND }))
    expect(await asksFor(false)).toEqual(['400 pace'])
    trail.push(anEvent({ id: 3, at: NOW - SECOND }))
    expect(await asksFor(false)).toEqual([])
  })

  it('that is sent again asks for a reading, and for no more', async () => {
    await store.shares.create(aShare())
    await webhook(TOLD)
    trail = [anEvent({ at: NOW - SECOND })]
    expect(await asksFor(false)).toEqual([])
    clock += 5 * SECOND
    await webhook(TOLD)
    expect(await asksFor(false)).toEqual([])
    clock += DAY
    asked = []
    trail = []
    await webhook(TOLD)
    expect(asked).toEqual(['0 turn'])
    // So old that no reading would find it.
    expect(await asksFor(false)).toEqual([])
  })

  it.each<[what: string, share: Parameters<typeof aShare>[0] | null, followed: boolean]>([
    ['being made', { state: 'creating', step: 'linking', message: null }, true],
    ['live', {}, true],
    ['being ended', { state: 'revoking', end: { reason: 'manual' } }, true],
    ['over', { state: 'revoked', end: { reason: 'manual', verifiedAt: NOW } }, false],
    ['of another file', { file: { id: '48210', title: 'x' } }, false],
    ['none at all', null, false],
  ])('of a file whose share is %s: its download is looked for: %s', async (_, share, followed) => {
    if (share !== null) await store.shares.create(aShare(share))
    await webhook(TOLD)
    expect(await store.expectedDownloads.all()).toEqual(followed ? [{ ...TOLD, toldAt: NOW }] : [])
    expect(asked).toEqual(['0 turn'])
  })

  it('is old or new by the portal’s clock', async () => {
    await store.shares.create(aShare())
    // An hour behind: what it calls 9:00 is now.
    await webhook({ ...TOLD, at: NOW - 60 * MINUTE }, -60 * MINUTE)
    expect(await store.expectedDownloads.all()).toHaveLength(1)
  })
})
