import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { AuditStatus, BlindCause } from '../../../../src/domain/audit-health.ts'
import type { ShareLink } from '../../../../src/domain/share.ts'
import type { FollowDeps } from '../../../../src/use-cases/outage/follow-audit-status.ts'
import { AT_ONCE } from '../../../../src/use-cases/outage/resume-shares.ts'
import { aShare, MINUTE, NOW, SECOND, TEAM } from '../../../support/builders.ts'
import { addToTrail, keepShare, LIVE, storedShare } from '../../../support/kept-shares.ts'
import { createTestWorld, type TestWorld } from '../../../support/test-world.ts'

let world: TestWorld
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
})
afterEach(() => world.close())

const REVOKE: Partial<FollowDeps> = { onBlind: 'revoke' }
const see = (auditStatus: Omit<AuditStatus, 'probedAt'>) =>
  world.store.auditStatus.change((kept) => ({ ...kept, ...auditStatus, probedAt: world.clock.now() }))
const goBlind = (cause: BlindCause) => see({ state: 'blind', cause, since: NOW })
const goOn = async () => {
  world.clock.advance(SECOND)
  await world.store.cursor.advance({ newestSeenAt: NOW, sweptAt: world.clock.now(), skewMs: 0 })
  await see({ state: 'ok', cause: null, since: null })
}
const keepMany = async (count: number): Promise<ShareLink[]> => {
  const all = [...Array(count).keys()].map((index) =>
    aShare({
      id: `M${String(index).padStart(5, '0')}`,
      file: { id: `${7_000 + index}`, title: `Plan ${index}.pdf` },
      message: null,
    }),
  )
  for (const share of all) await world.store.shares.create(share)
  return all
}
const told = () => world.outageNotices.map(({ notice: { kind, to } }) => `${kind} ${to}`).sort()
/** Does the jobs of these kinds that were asked for; others, with what they would ask for, are of no interest. */
const work = async (...names: string[]) => {
  for (const job of world.asked.splice(0)) if (names.includes(job.name)) await job.work()
}
const countedReads = () => {
  const counter = { reads: 0 }
  const { get } = world.store.shares
  const shares = {
    ...world.store.shares,
    get: async (ref: Parameters<typeof get>[0]) => {
      counter.reads += 1
      return get(ref)
    },
  }
  return { counter, shares }
}

describe('a pass over all links', () => {
  it('is one at a time in a process: who comes meanwhile does not wait, and comes again', async () => {
    await keepShare(world)
    await goBlind('key')
    let open = () => {}
    const gate = new Promise<void>((resolve) => {
      open = resolve
    })
    let arrive = () => {}
    const reached = new Promise<void>((resolve) => {
      arrive = resolve
    })
    let passes = 0
    const shares = {
      ...world.store.shares,
      liveRefs: async (team: string) => {
        passes += 1
        arrive()
        await gate
        return world.store.shares.liveRefs(team)
      },
    }
    const { follow } = world.follow(null, { shares })
    const first = follow()
    await reached
    await Promise.all([follow(), follow()])
    expect(passes).toBe(1)
    open()
    await first
    world.clock.advance(MINUTE)
    await follow()
    expect(passes).toBe(2)
  })

  it('that failed does not shut out the next', async () => {
    let isAway = true
    const teams = async () => {
      if (isAway) throw new Error('no storage')
      return world.store.shares.teams()
    }
    const shares = { ...world.store.shares, teams }
    await keepShare(world)
    await goBlind('key')
    const { follow } = world.follow(null, { shares })
    await expect(follow()).rejects.toThrow('no storage')
    isAway = false
    world.clock.advance(MINUTE)
    await follow()
    await world.drain()
    expect(told()).toEqual(['blind-admins C0ADMINS', 'blind-creator U0ALICE'])
  })

  it('in which one link fails is not made again every few seconds; the look of the next minute finds it', async () => {
    await keepMany(3)
    await keepShare(world)
    await goBlind('key')
    const { counter, shares } = countedReads()
    let isBad = true
    const change = (async (ref, decide) => {
      if (isBad && ref.id === LIVE.id) throw new Error('bad')
      return world.store.shares.change(ref, decide)
    }) as typeof shares.change
    const errors: unknown[] = []
    const log = { info: () => {}, warn: () => {}, error: (fields: unknown) => void errors.push(fields) }
    const { follow } = world.follow(null, { ...REVOKE, shares: { ...shares, change }, log })
    for (let look = 0; look < 5; look += 1) {
      await follow()
      world.clock.advance(10 * SECOND)
    }
    expect([counter.reads, errors]).toEqual([4, [{ err: new Error('bad') }]])
    expect((await world.store.shares.counts(TEAM)).suspended).toBe(3)
    isBad = false
    world.clock.advance(10 * SECOND)
    await follow()
    expect((await world.store.shares.counts(TEAM)).suspended).toBe(4)
  })

  it('with what was counted late leaves out a link that fails, and everybody hears of the end', async () => {
    const [one, other] = (await keepMany(2)) as [ShareLink, ShareLink]
    await goBlind('key')
    await world.follow(null, REVOKE).follow()
    await work('revoke', 'tellOutage')
    await goOn()
    let isBad = true
    const shares = {
      ...world.store.shares,
      get: async (ref: { team: string; id: string }) => {
        if (isBad && ref.id === one.id) {
          isBad = false
          throw new Error('bad')
        }
        return world.store.shares.get(ref)
      },
    }
    await world.follow(null, { ...REVOKE, shares }).follow()
    await work('tellOutage')
    expect(told()).toContain('back-admins C0ADMINS')
    expect((await storedShare(world, other)).extending).toMatchObject({ by: null })
  })

  it('with what was counted late looks only at the links that were counted meanwhile', async () => {
    await keepMany(200)
    await keepShare(world)
    await goBlind('key')
    await world.follow().follow()
    await work('tellOutage')
    addToTrail(world, { at: NOW + SECOND }, { at: NOW + 9 * SECOND })
    await world.sweep()()
    await goOn()
    const { counter, shares } = countedReads()
    await world.follow(null, { shares }).follow()
    expect(counter.reads).toBe(1)
    await work('tellOutage')
    expect(world.outageNotices.map(({ notice }) => notice)).toContainEqual(
      expect.objectContaining({
        kind: 'back-admins',
        summary: expect.objectContaining({ downloads: 2, links: 1 }),
      }),
    )
  })
})

describe('many links', () => {
  it('are suspended so many at a time, the next when those are done, and the looks follow at once', async () => {
    await keepMany(AT_ONCE + 30)
    await goBlind('key')
    const { follow } = world.follow(null, REVOKE)
    const suspended = async () => (await world.store.shares.counts(TEAM)).suspended
    await follow()
    expect(await suspended()).toBe(AT_ONCE)
    // None of their removals is through yet.
    world.clock.advance(10 * SECOND)
    await follow()
    expect(await suspended()).toBe(AT_ONCE)
    await work('revoke', 'tellOutage')
    world.clock.advance(10 * SECOND)
    await follow()
    expect(await suspended()).toBe(AT_ONCE + 30)
    await work('tellOutage')
    expect(told()).toEqual(['blind-admins C0ADMINS', 'blind-creator U0ALICE'])
    const { notice } = world.outageNotices.find(({ notice: { kind } }) => kind === 'blind-admins') ?? {}
    expect(notice).toMatchObject({ links: AT_ONCE + 30 })
  })

  it('whose removals are stuck keep the others waiting for no longer than a minute', async () => {
    await keepMany(AT_ONCE + 30)
    await goBlind('key')
    const { follow } = world.follow(null, REVOKE)
    await follow()
    world.clock.advance(MINUTE)
    await follow()
    expect((await world.store.shares.counts(TEAM)).suspended).toBe(AT_ONCE + 30)
  })
})

describe('a cause that turns', () => {
  const causes = () =>
    world.outageNotices.flatMap(({ notice }) => (notice.kind === 'blind-admins' ? [notice.cause] : []))
  const look = async (times = 1) => {
    for (let time = 0; time < times; time += 1) {
      await world.follow().follow()
      await world.drain()
      world.clock.advance(10 * SECOND)
    }
  }

  it('is told to admins once each and at once, and to creators not again', async () => {
    await keepShare(world)
    await goBlind('outage')
    await look(3)
    await goBlind('key')
    await look()
    expect(causes()).toEqual(['outage', 'key'])
    await look(10)
    await goBlind('plan')
    await look(10)
    await goBlind('key')
    await look(10)
    expect(causes()).toEqual(['outage', 'key', 'plan'])
    expect(told().filter((one) => one.startsWith('blind-creator'))).toHaveLength(1)
    await goOn()
    await look(3)
    expect(told().filter((one) => one.startsWith('back'))).toEqual([
      'back-admins C0ADMINS',
      'back-creator U0ALICE',
    ])
    expect(world.outageNotices.at(-1)?.notice.since).toBe(NOW)
  })

  it('before the first word went out: only the present one is told', async () => {
    await keepShare(world)
    await goBlind('outage')
    await world.follow().follow()
    await goBlind('key')
    await world.follow().follow()
    await world.drain()
    await look(7)
    expect(causes()).toEqual(['key'])
  })
})
