import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { NEVER_LOOKED } from '../../../../src/domain/audit-health.ts'
import type { ShareLink } from '../../../../src/domain/share.ts'
import { countClaims } from '../../../../src/use-cases/claims/count-claims.ts'
import { countingClaims } from '../../../../src/use-cases/claims/counting-claims.ts'
import { endShare } from '../../../../src/use-cases/end/end-share.ts'
import { revokeLink } from '../../../../src/use-cases/end/revoke-link.ts'
import { cleanLinks } from '../../../../src/use-cases/link/clean-links.ts'
import { showShare } from '../../../../src/use-cases/show/show-share.ts'
import {
  aLink,
  aRequest,
  DAY,
  FILE_ID,
  HOUR,
  LINK_ID,
  MINUTE,
  NOW,
  OTHER_LINK_ID,
  SECOND,
} from '../../../support/builders.ts'
import { aDirectory, aPerson } from '../../../support/directory.ts'
import { createTestWorld, EVERY_COUNT, type TestWorld } from '../../../support/test-world.ts'

const WINDOW_MS = 10 * MINUTE
const REQUEST = aRequest({
  terms: { expiresAt: NOW + 7 * DAY, limit: 2, viewOnly: false, note: null, exact: true },
})
const REF = { team: REQUEST.team, id: REQUEST.shareId }

let world: TestWorld
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
})
afterEach(() => world.close())

const read = async (): Promise<ShareLink> => {
  const share = await world.store.shares.get(REF)
  if (share === null) throw new Error('the share is not there')
  return share
}
const make = async (changes = {}) => {
  await world.make(null, changes).run(REQUEST)
  world.asked.length = 0
}
const seen = { claimed: 0, givenBack: 0 }
const metrics = {
  claimed: () => {
    seen.claimed += 1
  },
  givenBack: () => {
    seen.givenBack += 1
  },
}
const claims = () =>
  countingClaims({ claims: world.store.claims, jobs: world.jobs, seen: metrics, log: { warn: () => {} } })
const count = () =>
  countClaims({ ...world.shared, claims: world.store.claims, claimWindowMs: WINDOW_MS })(REF)
const take = (who: string) =>
  claims().take(REF, {
    id: `claim-of-${who}`,
    taker: { kind: 'person', id: who, name: who },
    now: world.clock.now(),
    windowMs: WINDOW_MS,
  })
const fetch = async (who: string) => {
  await take(who)
  return claims().begin(REF, `claim-of-${who}`, { now: world.clock.now(), bytes: 1, most: 9 })
}
const atPortal = () => [...world.portal.links.keys()]

describe('an exact share', () => {
  it('is made with a link whose address nobody is given', async () => {
    await make()
    const share = await read()
    expect(share).toMatchObject({ state: 'active', address: null, direct: true, fileBytes: 48_213 })
    expect(share.key).not.toBeNull()
    expect(JSON.stringify(world.answers)).not.toContain('filehandler')
  })

  it('has its password asked for by the gate, and the portal never hears of it', async () => {
    const vault = { seal: (text: string) => `sealed ${text}`, open: () => 'tulip' }
    await world.make(null, { vault }).run({ ...REQUEST, sealedPassword: 'sealed tulip' })
    expect(await read()).toMatchObject({ sealedPassword: null, passwordHash: 'hash of tulip' })
    expect([...world.portal.links.values()]).toMatchObject([{ hasPassword: false }])
    expect(world.answers).toMatchObject([{ answer: { kind: 'shared', password: 'tulip' } }])
  })

  it('is made while downloads cannot be seen', async () => {
    const blind = { ...NEVER_LOOKED, state: 'blind' as const, cause: 'outage' as const, since: NOW - HOUR }
    await make({ freshAuditStatus: async () => blind })
    expect((await read()).state).toBe('active')
  })

  it('ends with the last download, and its link goes once no claim needs it any more', async () => {
    await make()
    expect(await fetch('U1')).toBe('sends')
    await world.drain()
    await count()
    expect(await read()).toMatchObject({ state: 'active', downloads: 1 })
    world.clock.advance(MINUTE)
    expect(await fetch('U2')).toBe('sends')
    expect(await take('U3')).toEqual({ ok: false, why: 'used-up' })
    await count()
    await revokeLink(world.shared)(REF)
    const ended = await read()
    expect(ended).toMatchObject({ state: 'revoked', downloads: 2, end: { reason: 'limit' } })
    expect(ended.key).not.toBeNull()
    expect(atPortal()).toEqual([LINK_ID])
    // Both may still resume.
    expect(await claims().begin(REF, 'claim-of-U2', { now: world.clock.now(), bytes: 1, most: 9 })).toBe(
      'sends',
    )
    expect(await take('U3')).toEqual({ ok: false, why: 'used-up' })
    await world.drain()
    expect(atPortal()).toEqual([])
    expect(await read()).toMatchObject({ key: null, looseLinkIds: [] })
  })

  it('lives on while the last claim may be given back, and ends when it cannot', async () => {
    Object.assign(seen, { claimed: 0, givenBack: 0 })
    await make()
    await fetch('U1')
    await take('U2')
    await count()
    expect(await read()).toMatchObject({ state: 'active', downloads: 2 })
    expect(await claims().giveBack(REF, 'claim-of-U2')).toBe(true)
    await count()
    expect(await read()).toMatchObject({ state: 'active', downloads: 1 })
    expect(await take('U3')).toMatchObject({ ok: true })
    await take('U3')
    expect(seen).toEqual({ claimed: 3, givenBack: 1 })
    await count()
    world.clock.advance(WINDOW_MS)
    await count()
    expect(await read()).toMatchObject({ state: 'revoking', end: { reason: 'limit' }, downloads: 2 })
  })

  it('that somebody revokes lets no claim go on, and its link goes at once', async () => {
    await make()
    await fetch('U1')
    await endShare(world.shared)(REF, { revokedBy: 'U0ALICE' })
    expect(await claims().begin(REF, 'claim-of-U1', { now: world.clock.now(), bytes: 1, most: 9 })).toBe(
      'over',
    )
    await revokeLink(world.shared)(REF)
    expect(atPortal()).toEqual([])
    expect((await read()).key).toBeNull()
  })

  it('that was used up is stopped by a person while its last downloads run', async () => {
    await make()
    await fetch('U1')
    await fetch('U2')
    await count()
    await revokeLink(world.shared)(REF)
    expect(atPortal()).toEqual([LINK_ID])
    expect((await endShare(world.shared)(REF, { revokedBy: 'U0ALICE' })).changed).toBe(true)
    expect(await claims().begin(REF, 'claim-of-U2', { now: world.clock.now(), bytes: 1, most: 9 })).toBe(
      'over',
    )
    await revokeLink(world.shared)(REF)
    expect(atPortal()).toEqual([])
    expect(await read()).toMatchObject({
      state: 'revoked',
      key: null,
      end: { reason: 'manual', by: 'U0ALICE' },
    })
    expect((await endShare(world.shared)(REF, { revokedBy: 'U0ALICE' })).changed).toBe(false)
  })

  it('loses a link whose key is out at once, though its last downloads run', async () => {
    await make()
    world.portal.links.set(OTHER_LINK_ID, { ...aLink({ id: OTHER_LINK_ID }), fileId: FILE_ID })
    await fetch('U1')
    await fetch('U2')
    await count()
    await revokeLink(world.shared)(REF)
    await world.store.shares.change(REF, (share) => ({
      ...share,
      looseLinkIds: [...share.looseLinkIds, OTHER_LINK_ID],
    }))
    await cleanLinks(world.shared)(REF)
    expect(atPortal()).toEqual([LINK_ID])
  })

  it('names its takers in the thread: each once, and all of them with the end', async () => {
    await make()
    await fetch('U1')
    await count()
    await world.drain()
    await fetch('U2')
    await count()
    await world.drain()
    const people = world.notices.replies.map(({ kind, takers }) => [kind, takers?.people.map(({ id }) => id)])
    // With one download left, the warning is the line on the newest download too.
    expect(people).toEqual([
      ['warning', ['U1']],
      ['end', ['U1', 'U2']],
    ])
  })

  it('shows in Details who took it, and every download with what came of it', async () => {
    await make()
    await fetch('U1')
    await take('U2')
    await claims().giveBack(REF, 'claim-of-U2')
    world.clock.advance(SECOND)
    await take('U3')
    const show = showShare({
      ...world.shared,
      events: world.store.events,
      directory: aDirectory({ person: aPerson({ isAdmin: true }) }),
      adminUsers: [],
      burstWindowMs: SECOND,
      runningCount: EVERY_COUNT,
      auditIntervalMs: SECOND,
      pageAddressOf: () => null,
    })
    const looker = { userId: 'U0ADMIN', channel: null }
    expect(await show.info(REF, looker)).toMatchObject({
      answer: {
        kind: 'info',
        claims: {
          total: 2,
          claims: [
            { taker: { id: 'U3' }, begunAt: null },
            { taker: { id: 'U1' }, begunAt: NOW },
          ],
          takers: { people: [{ id: 'U1' }, { id: 'U3' }], outside: 0 },
        },
      },
    })
    expect(await show.why(REF, looker)).toMatchObject({
      answer: {
        kind: 'claims',
        page: { total: 2, claims: [{ taker: { id: 'U3' } }, { taker: { id: 'U1' } }] },
        givenBack: [{ taker: { id: 'U2' } }],
      },
    })
  })

  it('is not counted by the audit trail', async () => {
    await make()
    world.portal.trail.push(
      ...[1, 2, 3].map((id) => ({
        id,
        at: NOW + SECOND,
        actionId: 5009,
        userId: '712d9ec3-5d2b-4b13-824f-71f00191dcca',
        user: 'Anonymous',
        ip: `198.51.100.${id}`,
        browser: 'Chrome 138',
        platform: '',
        country: '',
        city: '',
        page: { link: { linkId: LINK_ID }, forged: false },
        target: [FILE_ID],
      })),
    )
    world.clock.advance(2 * SECOND)
    await world.sweep()()
    expect(await read()).toMatchObject({ state: 'active', downloads: 0 })
    expect(await world.store.events.count(REF)).toBe(3)
  })

  it('gives what was claimed where its counting cannot be queued', async () => {
    await make()
    const jobs = { countClaims: () => Promise.reject(new Error('no queue')) }
    const warned: string[] = []
    const taking = await countingClaims({
      claims: world.store.claims,
      jobs,
      seen: metrics,
      log: { warn: (_, text) => warned.push(text) },
    }).take(REF, { id: 'claim-1', taker: { kind: 'visitor', mark: 'a' }, now: NOW, windowMs: WINDOW_MS })
    expect(taking).toMatchObject({ ok: true, isNew: true })
    await expect.poll(() => warned).toEqual(['claims are counted later'])
  })

  it('whose counting was lost with its process is counted by the upkeep', async () => {
    await make()
    await world.store.claims.take(REF, {
      id: 'one',
      taker: { kind: 'visitor', mark: 'm' },
      now: NOW,
      windowMs: WINDOW_MS,
    })
    world.asked.length = 0
    const queued: string[] = []
    world.jobs.countClaims = async (ref) => void queued.push(ref.id)
    await world.reconcile()
    expect(queued).toEqual([REF.id])
  })
})
