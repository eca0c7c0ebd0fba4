import { expect } from 'vitest'
import { fingerprintOf } from '../../src/domain/fingerprint.ts'
import { PortalError } from '../../src/domain/portal-error.ts'
import { countClaims } from '../../src/use-cases/claims/count-claims.ts'
import { countingClaims } from '../../src/use-cases/claims/counting-claims.ts'
import { endShare } from '../../src/use-cases/end/end-share.ts'
import { claimDownload } from '../../src/use-cases/gate/claim-download.ts'
import { openStream } from '../../src/use-cases/gate/open-stream.ts'
import type { FileAnswer } from '../../src/use-cases/gate-ports.ts'
import { aShare, MINUTE, NOW } from '../support/builders.ts'
import { keepShare } from '../support/kept-shares.ts'
import { Crash, type CrashPoint, createCrashing, createTestWorld } from '../support/test-world.ts'
import type { ClaimHistory, ClaimStep } from './claim-history.ts'

const WINDOW_MS = 10 * MINUTE
const SIZE = 1_000

/** What one visitor knows: the claim that they were led to, and those by which bytes came. */
interface Visitor {
  claim: string | null
}

/** A claim as the model has it: nothing is known of one whose process died before it could tell. */
interface Known {
  who: number
  until: number
  /** Its first byte was sent. */
  begun: boolean
  /** A process died while it was fetched, so it may have been given back, or have begun. */
  isInDoubt: boolean
}

/**
 * Plays one history of an exact share: with real records and scripts, the portal a port, and processes that die between claim,
 * fetch, first byte and record. Throws where the promises of claims are broken.
 */
export const playClaims = async (
  redisSocket: string,
  { limit, lifeMs, steps }: ClaimHistory,
  tally: Map<string, number>,
): Promise<void> => {
  const world = createTestWorld(redisSocket)
  const { store, clock } = world
  // Counting is a step of its own, and what is lost of it is found by the upkeep.
  world.jobs.countClaims = async () => {}
  const note = (what: string) => tally.set(what, (tally.get(what) ?? 0) + 1)
  const known = new Map<string, Known>()
  const visitors: Visitor[] = Array.from({ length: 6 }, () => ({ claim: null }))
  let most = limit
  let isRevoked = false
  let ids = 0

  const terms = { limit, expiresAt: NOW + lifeMs, exact: true as const }
  const start = aShare({ address: null, terms })
  const share = { ...start, notified: { ...start.notified, fingerprint: fingerprintOf(start) } }
  await keepShare(world, share)
  const read = async () => {
    const found = await store.shares.get(share)
    if (found === null) throw new Error('the share is gone')
    return found
  }
  const kept = () => store.claims.newest(share, { skip: 0, take: 1_000 })
  const isOver = () => isRevoked || clock.now() >= terms.expiresAt

  /** Does it in a process of its own, which may die; null: it did. */
  const attempt = async <T>(
    what: string,
    point: CrashPoint | null,
    act: (crashing: ReturnType<typeof createCrashing>) => Promise<T>,
  ): Promise<T | null> => {
    try {
      return await act(createCrashing(point))
    } catch (error) {
      if (!(error instanceof Crash)) throw error
      note(`${what}: died`)
      return null
    }
  }
  const portsOf = (crashing: ReturnType<typeof createCrashing>) => ({
    claims: countingClaims({
      claims: crashing.port('claims', store.claims),
      jobs: crashing.port('jobs', world.jobs),
      seen: { claimed: () => {}, givenBack: () => {} },
      log: { warn: () => {} },
    }),
    now: clock.now,
  })

  const press = async (who: number, point: CrashPoint | null): Promise<void> => {
    const before = await kept()
    const own = before.find((claim) => claim.taker.kind === 'visitor' && claim.taker.mark === `v${who}`)
    const hasOwn = own !== undefined && clock.now() < own.until
    const claiming = await attempt('press', point, (crashing) =>
      claimDownload({
        ...portsOf(crashing),
        tries: store.passwordTries,
        pace: async () => null,
        isPassword: async () => true,
        newId: () => {
          ids += 1
          return `claim-${ids}`
        },
        windowMs: WINDOW_MS,
      })(share, { visitor: { kind: 'visitor', mark: `v${who}` }, password: '', address: 'somewhere' }),
    )
    if (claiming === null) return
    note(`press: ${claiming.kind}`)
    if (claiming.kind !== 'claimed') {
      expect(claiming.kind).toBe('gone')
      // Nobody is turned away while there is a download left, or has one.
      expect(isOver() || (!hasOwn && most !== null && before.length >= most)).toBe(true)
      return
    }
    expect(isOver()).toBe(false)
    expect(claiming.isNew).toBe(!hasOwn)
    if (claiming.isNew) expect(most === null || before.length < most).toBe(true)
    else expect(claiming.claimId).toBe(own?.id)
    const until = Math.min(clock.now() + WINDOW_MS, terms.expiresAt)
    const visitor = visitors[who]
    if (visitor !== undefined) visitor.claim = claiming.claimId
    if (!known.has(claiming.claimId))
      known.set(claiming.claimId, { who, until: own?.until ?? until, begun: false, isInDoubt: false })
  }

  const answer = (): FileAnswer<null> => ({
    status: 200,
    length: SIZE,
    contentRange: null,
    total: SIZE,
    etag: null,
    lastModified: null,
    body: null,
    drop: () => {},
  })

  const fetch = async ({ who, portal, crash }: Extract<ClaimStep, { kind: 'fetch' }>): Promise<void> => {
    const id = visitors[who]?.claim ?? null
    const claim = id === null ? undefined : known.get(id)
    if (id === null || claim === undefined) return
    const opening = await attempt('fetch', crash, (crashing) =>
      openStream<null>({
        ...portsOf(crashing),
        fetchFile: crashing.call('portal', async () => {
          if (portal === 'refuses') throw new PortalError('unavailable', 'x', { status: 500 })
          return portal === 'no-part' ? { ...answer(), status: 416 as const } : answer()
        }),
        log: { warn: () => {} },
      })(share, id, { range: null, ifRange: null, signal: new AbortController().signal }),
    )
    if (opening === null) {
      claim.isInDoubt = true
      return
    }
    note(`fetch: ${opening.kind}`)
    if (opening.kind === 'sends') {
      // An end gives nothing more, but that by the limit.
      expect(isRevoked).toBe(false)
      expect(clock.now()).toBeLessThan(claim.until)
      claim.begun = true
    }
    if (opening.kind === 'failed' && (await store.claims.look(share, id))?.claim === null) {
      expect(claim.begun).toBe(false)
      note('given back')
      known.delete(id)
    }
    if (opening.kind === 'gone' && opening.why === 'given-back') {
      expect(claim.isInDoubt).toBe(true)
      known.delete(id)
    }
  }

  const count = (crash: CrashPoint | null) =>
    attempt('count', crash, (crashing) =>
      countClaims({
        ...world.shared,
        shares: crashing.port('shares', store.shares),
        jobs: crashing.port('jobs', world.jobs),
        claims: crashing.port('claims', store.claims),
        claimWindowMs: WINDOW_MS,
      })(share),
    )

  const acts: { [K in ClaimStep['kind']]: (one: Extract<ClaimStep, { kind: K }>) => Promise<unknown> } = {
    press: ({ who, crash }) => press(who, crash),
    fetch,
    count: ({ crash }) => count(crash),
    upkeep: async () => {
      await world.reconcile()
    },
    'lose-jobs': async () => {
      world.asked.length = 0
    },
    revoke: async () => {
      const { changed } = await endShare(world.shared)(share, { revokedBy: 'U0ALICE' })
      isRevoked ||= changed
    },
    raise: async () => {
      const { changed } = await store.shares.change(share, (now) =>
        now.state === 'active' && now.terms.limit !== null
          ? { ...now, terms: { ...now.terms, limit: now.terms.limit + 1 } }
          : null,
      )
      if (changed && most !== null) most += 1
    },
    pass: async ({ ms }) => clock.advance(ms),
  }

  /** What holds at any moment. */
  const check = async (): Promise<void> => {
    const now = await kept()
    if (most !== null) expect(now.length).toBeLessThanOrEqual(most)
    for (const [id, { begun, isInDoubt }] of known) {
      const one = now.find((claim) => claim.id === id)
      if (begun) expect(one?.begunAt ?? null).not.toBeNull()
      else if (!isInDoubt) expect(one).toBeDefined()
    }
  }

  /** Everything lives, and what was lost is found. */
  const finish = async (): Promise<void> => {
    for (let turn = 0; turn < 4; turn += 1) {
      await world.reconcile()
      await world.drain()
      await count(null)
      await world.drain()
      clock.advance(WINDOW_MS)
      await check()
    }
    const [last, claims] = [await read(), await kept()]
    expect(last.downloads).toBe(claims.length)
    const isUsedUp = most !== null && claims.length >= most
    note(last.end === null ? 'live at the end' : `ended: ${last.end.reason}`)
    if (isRevoked) expect(last).toMatchObject({ state: 'revoked', end: { reason: 'manual' } })
    else if (clock.now() < terms.expiresAt) expect(last.end?.reason ?? null).toBe(isUsedUp ? 'limit' : null)
    else expect(['limit', 'expired']).toContain(last.end?.reason)
    expect([...world.portal.links.keys()]).toEqual(last.state === 'active' ? [share.linkId] : [])
    if (last.state !== 'active') expect([last.key, last.looseLinkIds]).toEqual([null, []])
  }

  try {
    for (const step of steps) {
      await (acts[step.kind] as (one: ClaimStep) => Promise<unknown>)(step)
      await check()
    }
    await finish()
  } finally {
    world.close()
  }
}
