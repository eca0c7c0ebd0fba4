import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { ShareLink } from '../../../../src/domain/share.ts'
import { localHour, zoneOf } from '../../../../src/slack/command/local-time.ts'
import type { IdleAsking, RevocationOfMany } from '../../../../src/use-cases/admin-ports.ts'
import { answerIdle } from '../../../../src/use-cases/idle/answer-idle.ts'
import { askAboutIdle, noticeIdle } from '../../../../src/use-cases/idle/ask-about-idle.ts'
import { aShare, aStoredEvent, DAY, HOUR, LINK_ID, NOW, pageOf, TEAM } from '../../../support/builders.ts'
import { aPerson } from '../../../support/directory.ts'
import { keepShare } from '../../../support/kept-shares.ts'
import { someJobs } from '../../../support/some-jobs.ts'
import { createTestWorld, slackError, type TestWorld } from '../../../support/test-world.ts'

let world: TestWorld
let queued: IdleAsking[]
let asked: string[][]
let revoked: RevocationOfMany[]
let failures: Error[]
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
  queued = []
  asked = []
  revoked = []
  failures = []
})
afterEach(() => world.close())

const linkOf = (n: number) => LINK_ID.replace(/.$/, String(n))
const old = (n: number, more: Parameters<typeof aShare>[0] = {}): ShareLink =>
  aShare({
    id: `A2345${n}`,
    linkId: linkOf(n),
    createdAt: NOW - 20 * DAY,
    terms: { expiresAt: NOW + 90 * DAY },
    ...more,
  })

const deps = () => ({
  ...world.shared,
  events: world.store.events,
  record: world.store.record,
  idleAskings: world.store.idleAskings,
  localHour: (at: number, timeZone: string) => localHour(at, zoneOf(timeZone)),
  jobs: someJobs({
    askAboutIdle: async (asking) => void queued.push(asking),
    revokeMany: async (work) => void revoked.push(work),
  }),
  sendIdleQuestion: async ({ links }: { links: readonly ShareLink[] }) => {
    const failure = failures.shift()
    if (failure !== undefined) throw failure
    asked.push(links.map(({ id }) => id))
  },
})

/** A look at Alice, and what is queued by it. */
const look = async (timeZone = 'UTC'): Promise<void> => {
  await noticeIdle(deps())(TEAM, aPerson({ id: 'U0ALICE', timeZone }))
  for (const asking of queued.splice(0)) await askAboutIdle(deps())(asking)
}

describe('links that nobody uses', () => {
  it('are asked about: neither young ones, nor used, extended or ended ones', async () => {
    await keepShare(world, old(2))
    await keepShare(world, old(3, { createdAt: NOW - 13 * DAY }))
    await keepShare(world, old(4))
    await world.store.events.add({ team: TEAM, id: 'A23454' }, [
      aStoredEvent({ id: 1, at: NOW - 3 * DAY, page: pageOf(linkOf(4)) }),
    ])
    await keepShare(world, old(5))
    await world.store.events.add({ team: TEAM, id: 'A23455' }, [
      aStoredEvent({ id: 2, at: NOW - 15 * DAY, page: pageOf(linkOf(5)) }),
    ])
    const extension = { expiresAt: NOW + DAY, limit: 3, by: 'U0ALICE', askedAt: NOW - DAY, reference: 'R' }
    await keepShare(world, old(6, { extensions: [extension] }))
    await keepShare(world, old(7, { creator: { id: 'U0BOB', name: 'Bob' } }))
    await look()
    expect(asked.map((ids) => ids.toSorted())).toEqual([['A23452', 'A23455']])
  })

  it('once a week, however many processes look', async () => {
    await keepShare(world, old(2))
    await noticeIdle(deps())(TEAM, aPerson({ id: 'U0ALICE' }))
    world.clock.advance(1)
    await noticeIdle(deps())(TEAM, aPerson({ id: 'U0ALICE' }))
    await Promise.all(queued.splice(0).map((asking) => askAboutIdle(deps())(asking)))
    await look()
    expect(asked).toHaveLength(1)
    await world.redis.del(`${world.namespace}:{${TEAM}}:idle-asked:U0ALICE`)
    await look()
    expect(asked).toHaveLength(2)
  })

  // At ten in the morning by UTC.
  it.each([
    ['UTC', 1],
    ['Europe/Berlin', 1],
    ['America/New_York', 0],
    ['Asia/Tokyo', 0],
    ['UTC-8', 0],
    ['UTC+2', 1],
  ])('never at night: %s', async (timeZone, times) => {
    await keepShare(world, old(2))
    await look(timeZone)
    expect(asked).toHaveLength(times)
  })

  it('what Slack did not take is tried again, but not into the night', async () => {
    await keepShare(world, old(2))
    failures = [slackError('not-sent'), slackError('not-sent')]
    await noticeIdle(deps())(TEAM, aPerson({ id: 'U0ALICE' }))
    const [asking] = queued.splice(0)
    if (asking === undefined) throw new Error('nothing was queued')
    await expect(askAboutIdle(deps())(asking)).rejects.toThrow('Slack call not-sent')
    world.clock.advance(12 * HOUR)
    await askAboutIdle(deps())(asking)
    expect(asked).toEqual([])
    world.clock.advance(12 * HOUR)
    failures = []
    await look()
    expect(asked).toEqual([['A23452']])
  })
})

describe('the answer', () => {
  const answered = (userId = 'U0ALICE') => ({
    team: TEAM,
    userId,
    ids: ['A23452', 'A23453', 'A23457'],
    reference: 'REF23456',
  })
  beforeEach(async () => {
    await keepShare(world, old(2))
    await keepShare(world, old(3))
    await keepShare(world, old(7, { creator: { id: 'U0BOB', name: 'Bob' } }))
  })

  it('End all ends one’s own alone', async () => {
    expect(await answerIdle(deps()).end(answered())).toMatchObject({
      answer: { kind: 'revoking-all', total: 2 },
    })
    expect(revoked.map(({ by, left }) => [by, left.toSorted()])).toEqual([['U0ALICE', ['A23452', 'A23453']]])
  })

  it('Keep: they are not asked about for two weeks', async () => {
    expect(await answerIdle(deps()).keep(answered())).toMatchObject({
      answer: { kind: 'idle-kept', total: 2 },
    })
    // Carried out again after a crash, it is the same act.
    await answerIdle(deps()).keep(answered())
    const lines = await world.store.record.read(TEAM, null, 10)
    expect(lines.map(({ kind, actor, share, result }) => [kind, actor, share, result])).toEqual([
      ['kept', 'U0ALICE', 'A23452', 'idle'],
      ['kept', 'U0ALICE', 'A23453', 'idle'],
    ])
    await look()
    expect(asked).toEqual([])
    world.clock.advance(14 * DAY)
    await look()
    expect(asked).toHaveLength(1)
  })
})
