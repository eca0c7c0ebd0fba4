import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { AuditStatus, BlindCause } from '../../../../src/domain/audit-health.ts'
import type { ShareLink, ShareRef } from '../../../../src/domain/share.ts'
import { announceExtension } from '../../../../src/domain/share-extension.ts'
import { expireShare } from '../../../../src/use-cases/end/end-share.ts'
import { revokeShare } from '../../../../src/use-cases/end/revoke-share.ts'
import type { FollowDeps } from '../../../../src/use-cases/outage/follow-audit-status.ts'
import {
  aFile,
  aReply,
  aRevokedShare,
  aShare,
  DAY,
  HOUR,
  LINK_ID,
  MINUTE,
  NOW,
  pageOf,
  SECOND,
} from '../../../support/builders.ts'
import { addToTrail, keepShare, LIVE, storedShare, upToDate } from '../../../support/kept-shares.ts'
import { purgeAll } from '../../../support/purge.ts'
import {
  Crash,
  type CrashPoint,
  createTestWorld,
  slackError,
  type TestWorld,
} from '../../../support/test-world.ts'

let world: TestWorld
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
})
afterEach(() => world.close())
const afresh = () => {
  world.close()
  world = createTestWorld(inject('redisSocket'))
}

const REVOKE: Partial<FollowDeps> = { onBlind: 'revoke' }
const other = (id: string, more: Parameters<typeof aShare>[0] = {}): ShareLink =>
  upToDate(
    aShare({
      id,
      linkId: `00000000-0000-4000-8000-${id
        .toLowerCase()
        .replace(/[^0-9a-f]/g, '0')
        .padStart(12, '0')}`,
      file: { id: '4822', title: `${id}.pdf` },
      ...more,
    }),
  )
const BOBS = other('BBBBBB', { creator: { id: 'U0BOB', name: 'Bob' } })
const UNLIMITED = other('CCCCCC', { terms: { limit: null } })
const VIEW_ONLY = other('DDDDDD', { terms: { limit: null, viewOnly: true } })
const ALL = [LIVE, BOBS, UNLIMITED, VIEW_ONLY]

const keepAll = async () => {
  for (const share of ALL) await keepShare(world, share)
  await world.store.cursor.advance({ newestSeenAt: NOW, sweptAt: NOW, skewMs: 0 })
}
const setAuditStatus = (auditStatus: AuditStatus) =>
  world.store.auditStatus.change((kept) => ({ ...kept, ...auditStatus }))
const goBlind = async (cause: BlindCause = 'key', since = NOW) => {
  await setAuditStatus({ state: 'blind', cause, since, probedAt: world.clock.now() })
}
const see = async () => {
  world.clock.advance(SECOND)
  await world.store.cursor.advance({ newestSeenAt: NOW, sweptAt: world.clock.now(), skewMs: 0 })
  await setAuditStatus({ state: 'ok', cause: null, since: null, probedAt: world.clock.now() })
}
/** Looks, as every ten seconds, and does what is asked for by it. */
const look = async (changes: Partial<FollowDeps> = {}, times = 1) => {
  for (let time = 0; time < times; time += 1) {
    await world.follow(null, changes).follow()
    await world.drain()
    await world.reconcile()
    await world.drain()
    world.clock.advance(10 * SECOND)
  }
}
const stateOf = async (share: ShareRef): Promise<string> => {
  const { state, end } = await storedShare(world, share)
  return end === null ? state : `${state} ${end.reason}`
}
const told = () => world.outageNotices.map(({ notice: { kind, to } }) => `${kind} ${to}`).sort()
const WARNED = ['blind-admins C0ADMINS', 'blind-creator U0ALICE', 'blind-creator U0BOB']
const TOLD = ['back-admins C0ADMINS', 'back-creator U0ALICE', 'back-creator U0BOB', ...WARNED]
const threadOf = ({ id }: ShareRef) =>
  world.notices.replies
    .filter(({ share }) => share.id === id)
    .map(({ kind, toChannel }) => `${kind} ${toChannel}`)
const outageNoticeTo = (to: string, kind: string) =>
  world.outageNotices.find(({ notice }) => notice.to === to && notice.kind === kind)?.notice

describe('ON_BLIND=warn', () => {
  it('warns admins and those whose limits cannot be kept once, and ends nothing', async () => {
    await keepAll()
    await goBlind()
    await look({}, 20)
    expect(told()).toEqual(WARNED)
    expect(outageNoticeTo('C0ADMINS', 'blind-admins')).toMatchObject({
      cause: 'key',
      links: 2,
      since: NOW,
      suspends: false,
    })
    expect(outageNoticeTo('U0ALICE', 'blind-creator')).toMatchObject({ ids: [LIVE.id], total: 1 })
    for (const share of ALL) expect(await stateOf(share)).toBe('active')
    expect(world.notices.replies).toEqual([])
  })

  it('says once that downloads are seen again, and what was found', async () => {
    await keepAll()
    await goBlind()
    await look({}, 3)
    addToTrail(world, ...[1, 2, 3, 4].map((second) => ({ at: NOW + second * SECOND })))
    addToTrail(world, { at: NOW + SECOND, target: ['4822'], page: pageOf(BOBS.linkId) })
    await world.sweep()()
    await see()
    await look({}, 10)
    expect(told()).toEqual(TOLD)
    expect(outageNoticeTo('C0ADMINS', 'back-admins')).toMatchObject({
      cause: 'key',
      summary: { downloads: 5, links: 2, atLimit: 0, overrun: 1, resuming: 0 },
    })
    expect(await stateOf(LIVE)).toBe('revoked limit')
  })

  it('warns admins one by one where there is no channel, and only the log where there is nobody', async () => {
    await keepAll()
    await goBlind()
    await look({ admins: ['U0ADMIN', 'U0BOB'] }, 3)
    expect(told().slice(0, 2)).toEqual(['blind-admins U0ADMIN', 'blind-admins U0BOB'])
    afresh()
    await keepAll()
    await goBlind()
    const warned: string[] = []
    const log = {
      info: () => {},
      error: () => {},
      warn: (_: unknown, text: string) => void warned.push(text),
    }
    await look({ admins: [], log }, 20)
    await see()
    await look({ admins: [], log }, 3)
    expect(warned).toEqual(['downloads are not seen, and there is nobody to warn'])
    expect(told()).toEqual(TOLD.filter((one) => one.includes('creator')))
  })

  it('names ten links of a person who has many, and warns while Slack does not know the workspace', async () => {
    for (let index = 0; index < 120; index += 1) {
      await world.store.shares.create(other(`M${String(index).padStart(5, '0')}`, { message: null }))
    }
    await goBlind()
    const adminTeam = async () => Promise.reject(slackError('not-sent'))
    await world.follow(null, { adminTeam }).follow()
    await world.drain()
    expect(told()).toEqual(['blind-creator U0ALICE'])
    expect(outageNoticeTo('U0ALICE', 'blind-creator')).toMatchObject({ total: 120 })
    expect(world.outageNotices[0]?.links).toHaveLength(10)
    world.clock.advance(MINUTE)
    await look()
    expect(told()).toEqual(['blind-admins C0ADMINS', 'blind-creator U0ALICE'])
  })
})

describe('ON_BLIND=revoke', () => {
  it('suspends what has a limit, and brings it back under the same link', async () => {
    await keepAll()
    await goBlind()
    await look(REVOKE, 3)
    expect(await Promise.all(ALL.map(stateOf))).toEqual([
      'revoked blind',
      'revoked blind',
      'active',
      'active',
    ])
    expect([...world.portal.links.keys()]).toEqual([UNLIMITED.linkId, VIEW_ONLY.linkId])
    expect(threadOf(LIVE)).toEqual(['end true'])
    expect(outageNoticeTo('C0ADMINS', 'blind-admins')).toMatchObject({ links: 2, suspends: true })
    await see()
    await look(REVOKE, 3)
    expect(await Promise.all(ALL.map(stateOf))).toEqual(['active', 'active', 'active', 'active'])
    expect(await storedShare(world)).toMatchObject({
      linkId: LINK_ID,
      terms: LIVE.terms,
      extending: null,
      pastEnds: [{ reason: 'blind' }],
    })
    expect(world.portal.links.has(LINK_ID)).toBe(true)
    expect(threadOf(LIVE)).toEqual(['end true', 'extensions true'])
    expect(told()).toEqual(TOLD)
    expect(outageNoticeTo('C0ADMINS', 'back-admins')).toMatchObject({ summary: { resuming: 2 } })
    expect(world.answers.filter(({ replyTo }) => replyTo !== null)).toEqual([])
  })

  it('suspends what becomes live meanwhile within a minute, and tells nobody twice', async () => {
    await keepAll()
    await goBlind()
    await look(REVOKE)
    const late = other('EEEEEE')
    await keepShare(world, late)
    await look(REVOKE, 8)
    expect(await stateOf(late)).toBe('revoked blind')
    expect(told()).toEqual(WARNED)
  })

  it('waits for a reading that began when the link was dead, and for the one that reads the time in between', async () => {
    await keepAll()
    await goBlind()
    await look(REVOKE, 2)
    const { end } = await storedShare(world)
    await setAuditStatus({ state: 'ok', cause: null, since: null, probedAt: NOW })
    await look(REVOKE, 2)
    expect([await stateOf(LIVE), told()]).toEqual(['revoked blind', WARNED])
    await world.store.cursor.advance({ newestSeenAt: NOW, sweptAt: end?.verifiedAt ?? 0, skewMs: 0 })
    await look(REVOKE, 2)
    expect(await stateOf(LIVE)).toBe('revoked blind')
    await see()
    await look(REVOKE, 2)
    expect(await stateOf(LIVE)).toBe('active')
  })

  it('keeps over what reached its limit meanwhile, and counts what is dated in the gap no further', async () => {
    await keepAll()
    await goBlind()
    addToTrail(world, ...[1, 2, 3].map((second) => ({ at: NOW + second * SECOND })))
    world.clock.advance(MINUTE)
    await look(REVOKE, 2)
    await world.sweep()()
    await see()
    await look(REVOKE, 3)
    expect(await storedShare(world)).toMatchObject({
      state: 'revoked',
      downloads: 3,
      end: { reason: 'limit' },
    })
    expect(await stateOf(BOBS)).toBe('active')
    expect(outageNoticeTo('C0ADMINS', 'back-admins')).toMatchObject({ summary: { atLimit: 1, resuming: 1 } })
    expect(threadOf(LIVE)).toEqual(['end true', 'end false'])
  })

  it.each(['by its job', 'by the look of every ten seconds'])(
    'expires while it is suspended, %s',
    async (how) => {
      await keepAll()
      await goBlind()
      await look(REVOKE, 2)
      world.clock.advance(8 * DAY)
      if (how === 'by its job') await expireShare(world.shared)(LIVE)
      else await look(REVOKE)
      expect(await stateOf(LIVE)).toBe('revoked expired')
      await see()
      await look(REVOKE, 2)
      expect(await stateOf(LIVE)).toBe('revoked expired')
      expect(world.portal.links.has(LINK_ID)).toBe(false)
    },
  )

  it.each(['while it is suspended', 'while it comes back'])('a person ends it for good, %s', async (when) => {
    await keepAll()
    await goBlind()
    await look(REVOKE, 2)
    if (when === 'while it comes back') {
      await see()
      await world.follow(null, REVOKE).follow()
      expect((await storedShare(world)).extending).not.toBeNull()
    }
    const directory = { person: async () => ({ isAdmin: false }) } as never
    const revoke = revokeShare({ ...world.shared, directory, adminUsers: [] })
    expect(await revoke(LIVE, 'U0ALICE')).toMatchObject({ ok: true })
    await world.drain()
    await see()
    await look(REVOKE, 3)
    expect(await storedShare(world)).toMatchObject({
      state: 'revoked',
      end: { reason: 'manual', by: 'U0ALICE' },
      extending: null,
    })
    expect(world.portal.links.has(LINK_ID)).toBe(false)
    expect(await stateOf(BOBS)).toBe('active')
  })

  it('an extension that was announced before does not bring it back', async () => {
    await keepAll()
    const asked = { expiresAt: NOW + 9 * DAY, limit: 9, by: 'U0ALICE', askedAt: NOW, reference: 'REF23456' }
    await world.store.shares.change(LIVE, (share) => announceExtension(share, asked, aReply()))
    await goBlind()
    await look(REVOKE, 3)
    expect(await stateOf(LIVE)).toBe('revoked blind')
    expect(world.answers).toMatchObject([{ answer: { kind: 'refused', refusal: { reason: 'suspended' } } }])
    await see()
    await look(REVOKE, 3)
    expect(await storedShare(world)).toMatchObject({ state: 'active', terms: LIVE.terms })
  })

  it('is not forgotten with the history, however long it lasts', async () => {
    await keepAll()
    await goBlind()
    await look(REVOKE, 2)
    world.clock.advance(2 * DAY)
    const purge = () => purgeAll(world, DAY)
    await purge()
    await see()
    await look(REVOKE, 2)
    await purge()
    expect(await stateOf(LIVE)).toBe('active')
  })
})

describe('a resumption that the portal refuses', () => {
  const REFUSED = aFile({ canShare: false })

  it('is told its creator once, tried again after ten minutes, and carried out when it can be', async () => {
    await keepAll()
    await goBlind()
    await look(REVOKE, 2)
    world.portal.files.set(LIVE.file.id, REFUSED)
    await see()
    await look(REVOKE, 30)
    expect(await storedShare(world)).toMatchObject({
      state: 'revoked',
      extending: null,
      end: { reason: 'blind', stuck: { refusal: { reason: 'not-shareable' }, tries: 1 } },
    })
    expect(threadOf(LIVE)).toEqual(['end true', 'stuck undefined'])
    const asked = world.portal.asked.filter((one) => one === `file ${LIVE.file.id}`).length
    await look(REVOKE, 100)
    expect(world.portal.asked.filter((one) => one === `file ${LIVE.file.id}`).length - asked).toBe(1)
    world.portal.files.set(LIVE.file.id, aFile())
    await look(REVOKE, 120)
    expect(await storedShare(world)).toMatchObject({
      state: 'active',
      terms: LIVE.terms,
      pastEnds: [{ reason: 'blind' }],
    })
    expect(threadOf(LIVE)).toEqual(['end true', 'stuck undefined', 'extensions true'])
    expect(await stateOf(BOBS)).toBe('active')
  })

  it('only for a moment, is tried again by the job and told nobody', async () => {
    await keepAll()
    await goBlind()
    await look(REVOKE, 2)
    await see()
    await world.follow(null, REVOKE).follow()
    const { PortalError } = await import('../../../../src/domain/portal-error.ts')
    world.portal.failures.file = [new PortalError('unavailable', 'x')]
    await expect(world.carryOut().run(LIVE)).rejects.toThrow()
    expect((await storedShare(world)).extending).not.toBeNull()
    await world.carryOut().giveUp(LIVE, new PortalError('unavailable', 'x'))
    expect(await storedShare(world)).toMatchObject({ end: { stuck: { refusal: { reason: 'portal-down' } } } })
    await look(REVOKE, 3)
    expect(threadOf(LIVE)).toEqual(['end true'])
    await look(REVOKE, 70)
    expect(await stateOf(LIVE)).toBe('active')
  })
})

describe('a trail that can be read now and then', () => {
  it('tells of each outage once, and leaves no share behind', async () => {
    await keepAll()
    for (const since of [NOW, NOW + HOUR]) {
      await goBlind('outage', since)
      await world.follow(null, REVOKE).follow()
      await see()
      await world.follow(null, REVOKE).follow()
      world.clock.advance(since + HOUR - world.clock.now())
    }
    await look(REVOKE, 2)
    await see()
    await look(REVOKE, 3)
    for (const share of ALL) expect(await stateOf(share)).toBe('active')
    expect(new Set(told()).size).toBe(told().length / 2)
  })

  it('for a moment that nobody has seen, is one outage', async () => {
    await keepAll()
    await goBlind('key', NOW)
    await look({}, 1)
    await see()
    await goBlind('key', world.clock.now())
    await look({}, 10)
    expect(told()).toEqual(WARNED)
  })

  it('before its warning went out, nobody is told of what is over', async () => {
    await keepAll()
    await goBlind()
    await world.follow().follow()
    await see()
    await world.follow().follow()
    await world.drain()
    expect(told()).toEqual([])
  })
})

describe('an absence of the app', () => {
  it('is told to admins once, when its first reading is through', async () => {
    await keepAll()
    world.clock.advance(2 * HOUR)
    await setAuditStatus({ state: 'ok', cause: null, since: null, probedAt: NOW })
    await world.follow().noteAbsence()
    await look()
    expect(told()).toEqual([])
    addToTrail(world, { at: NOW + MINUTE })
    await world.sweep()()
    await look({}, 3)
    await world.follow().noteAbsence()
    await look()
    expect(told()).toEqual(['back-admins C0ADMINS'])
    expect(world.outageNotices).toMatchObject([
      { notice: { cause: null, since: NOW, summary: { downloads: 1 } } },
    ])
  })

  it('that was short, or ends in an outage, is none', async () => {
    await keepAll()
    world.clock.advance(14 * MINUTE)
    await world.follow().noteAbsence()
    expect(await world.store.outages.read()).toBeNull()
    world.clock.advance(HOUR)
    await world.follow().noteAbsence()
    await goBlind()
    await look({}, 2)
    await see()
    await look({}, 2)
    expect(told()).toEqual(TOLD)
  })
})

// A process dies at each of some fifty calls, each time in a world of its own.
describe('killed at every outward call', { timeout: 60_000 }, () => {
  const points = (calls: readonly string[]): (CrashPoint & { where: string })[] =>
    calls.flatMap((call, index) =>
      (['before', 'after'] as const).map((when) => ({
        at: index + 1,
        when,
        where: `${when} ${index + 1} ${call}`,
      })),
    )
  const dying = async (run: () => Promise<void>) =>
    run().catch((error: unknown) => {
      if (!(error instanceof Crash)) throw error
    })

  const scenes: [string, () => Promise<void>][] = [
    ['while it begins', async () => {}],
    [
      'when it is over',
      async () => {
        await look(REVOKE, 2)
        await see()
      },
    ],
  ]
  it.each(scenes)('%s: everybody is told once, and every share comes back', async (when, prepare) => {
    const begin = async () => {
      await keepAll()
      await goBlind()
      await prepare()
    }
    await begin()
    const plain = world.follow(null, REVOKE)
    await plain.follow()
    const { calls } = plain
    expect(calls.length).toBeGreaterThan(15)
    for (const { where, ...point } of points(calls)) {
      afresh()
      await begin()
      await dying(() => world.follow(point, REVOKE).follow())
      await look(REVOKE, 3)
      if (when === 'while it begins') {
        expect(await Promise.all(ALL.map(stateOf)), where).toEqual([
          'revoked blind',
          'revoked blind',
          'active',
          'active',
        ])
        expect(told(), where).toEqual(WARNED)
        await see()
        await look(REVOKE, 3)
      }
      expect(await Promise.all(ALL.map(stateOf)), where).toEqual(['active', 'active', 'active', 'active'])
      expect(told(), where).toEqual(TOLD)
      expect(threadOf(LIVE), where).toEqual(['end true', 'extensions true'])
    }
  })

  it.each([
    ['a share that resumes', true],
    ['one that the portal does not let back', false],
  ])('of the job: %s', async (_, mayBeShared) => {
    const begin = async () => {
      await keepAll()
      await goBlind()
      await look(REVOKE, 2)
      await see()
      world.portal.files.set(LIVE.file.id, aFile({ canShare: mayBeShared }))
      await world.follow(null, REVOKE).follow()
    }
    await begin()
    const plain = world.carryOut()
    await plain.run(LIVE)
    for (const { where, ...point } of points(plain.calls)) {
      afresh()
      await begin()
      await dying(() => world.carryOut(point).run(LIVE))
      await world.drain()
      await look(REVOKE, 3)
      expect(await stateOf(LIVE), where).toBe(mayBeShared ? 'active' : 'revoked blind')
      expect(world.portal.links.has(LINK_ID), where).toBe(mayBeShared)
      expect((await storedShare(world)).pastEnds, where).toHaveLength(mayBeShared ? 1 : 0)
      expect((await storedShare(world)).end?.stuck?.tries, where).toBe(mayBeShared ? undefined : 1)
      const last = mayBeShared ? 'extensions true' : 'stuck undefined'
      expect(threadOf(LIVE), where).toEqual(['end true', last])
    }
  })

  it('of the telling: nobody is told twice', async () => {
    await keepAll()
    await goBlind()
    await world.follow().follow()
    const notice = {
      kind: 'blind-creator' as const,
      team: LIVE.team,
      to: 'U0CAROL',
      since: NOW,
      ids: [LIVE.id],
      total: 1,
      suspends: false,
    }
    const plain = world.tellOutageNotice()
    await plain({ ...notice, to: 'U0DAVE' })
    const times = () => told().filter((one) => one.endsWith('U0CAROL')).length
    for (const { where, ...point } of points(plain.calls)) {
      const to = `U0CAROL`
      await world.redis.del(...(await world.redis.keys('*outage-notices*')))
      world.outageNotices.length = 0
      await dying(() => world.tellOutageNotice(point)({ ...notice, to }))
      await world.tellOutageNotice()({ ...notice, to })
      await world.tellOutageNotice()({ ...notice, to })
      expect(times(), where).toBeLessThanOrEqual(1)
      const isClaimed = /after .*claim|before .*read|after .*read|before .*send/.test(where)
      expect(times(), where).toBe(isClaimed ? 0 : 1)
    }
  })
})

describe('Slack in trouble', () => {
  const warn = async (...failures: Parameters<TestWorld['outageNoticeFailures']['push']>) => {
    await keepShare(world)
    await goBlind()
    world.outageNoticeFailures.push(...failures)
    await world.follow(null, { admins: [] }).follow()
    return world.drain().then(
      () => 'done',
      () => 'to be tried again',
    )
  }

  it.each([
    ['not-sent', 'to be tried again', 1],
    ['failed', 'to be tried again', 1],
    ['unknown', 'done', 0],
    ['refused', 'done', 0],
  ] as const)('%s: %s', async (outcome, came, times) => {
    expect(await warn({ error: slackError(outcome) })).toBe(came)
    world.clock.advance(MINUTE)
    await look({ admins: [] }, 10)
    expect(told()).toEqual(times === 1 ? ['blind-creator U0ALICE'] : [])
  })

  it('a channel of admins that is closed: they are told one by one', async () => {
    await goBlind()
    await keepShare(world, UNLIMITED)
    await world.follow().follow()
    world.asked.length = 0
    const notice = {
      kind: 'blind-admins' as const,
      team: LIVE.team,
      to: 'C0ADMINS',
      since: NOW,
      cause: 'key' as const,
      links: 0,
      suspends: false,
    }
    world.outageNoticeFailures.push({ error: slackError('refused', 'not_in_channel') })
    await world.tellOutageNotice(null, { adminChannel: 'C0ADMINS', adminUsers: ['U0ADMIN'] })(notice)
    await world.drain()
    expect(told()).toEqual(['blind-admins U0ADMIN'])
  })
})

it('two processes that look at once do no more than one', async () => {
  await keepAll()
  await goBlind()
  await Promise.all([world.follow(null, REVOKE).follow(), world.follow(null, REVOKE).follow()])
  await look(REVOKE, 2)
  expect(told()).toEqual(WARNED)
  await see()
  await Promise.all([world.follow(null, REVOKE).follow(), world.follow(null, REVOKE).follow()])
  await look(REVOKE, 3)
  expect(told()).toEqual(TOLD)
  expect(threadOf(LIVE)).toEqual(['end true', 'extensions true'])
  expect((await storedShare(world)).extensions).toHaveLength(1)
})

it('asks little while nothing changes', async () => {
  await keepAll()
  await see()
  await world.store.shares.create(aRevokedShare({ id: 'FFFFFF', end: { reason: 'expired' } }))
  const plain = world.follow(null, REVOKE)
  await plain.follow()
  expect(plain.calls).toHaveLength(7)
  await goBlind()
  await look(REVOKE)
  const blind = world.follow(null, REVOKE)
  await blind.follow()
  expect(blind.calls).toHaveLength(4)
})
