import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { Outcome } from '../../../src/domain/answer.ts'
import type { ShareLink } from '../../../src/domain/share.ts'
import { NO_TERMS } from '../../../src/domain/terms.ts'
import { revokeShare } from '../../../src/use-cases/end/revoke-share.ts'
import { extendShare, offerExtension } from '../../../src/use-cases/extend/extend-share.ts'
import { showShare } from '../../../src/use-cases/show/show-share.ts'
import { aReply, DAY, rulesOf, SECOND } from '../../support/builders.ts'
import { aDirectory } from '../../support/directory.ts'
import { keepShare, LIVE, storedShare } from '../../support/kept-shares.ts'
import { createTestWorld, EVERY_COUNT, type TestWorld } from '../../support/test-world.ts'

let world: TestWorld
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
})
afterEach(() => world.close())

const POSTING: ShareLink = { ...LIVE, state: 'creating', step: 'posting', message: null }

/** `pause` is what happens while it is waited. */
const acts = (pause: () => Promise<unknown>): Record<string, () => Promise<Outcome>> => {
  const deps = {
    ...world.shared,
    directory: aDirectory(),
    adminUsers: [],
    policyFor: rulesOf(),
    events: world.store.events,
    bounds: world.store.bounds,
    burstWindowMs: 2 * SECOND,
    runningCount: EVERY_COUNT,
    auditIntervalMs: 10 * SECOND,
    pageAddressOf: () => null,
    pause,
  }
  const terms = { ...NO_TERMS, end: { kind: 'for', ms: DAY } } as const
  return {
    revoke: () => revokeShare(deps)(LIVE, 'U0ALICE'),
    extend: () =>
      extendShare(deps)({ ref: LIVE, userId: 'U0ALICE', terms, replyTo: aReply(), reference: 'REF23456' }),
    form: () => offerExtension(deps)(LIVE, 'U0ALICE'),
    details: () => showShare(deps).info(LIVE, { userId: 'U0ALICE', channel: null }),
  }
}

describe.each(['revoke', 'extend', 'form', 'details'])('%s', (act) => {
  it('of a share whose message is there already is carried out when that is on record', async () => {
    await keepShare(world, POSTING)
    let pauses = 0
    const outcome = await acts(async () => {
      pauses += 1
      if (pauses === 3) await world.store.shares.change(LIVE, () => LIVE)
    })[act]?.()
    expect(outcome?.ok).toBe(true)
    expect(pauses).toBe(3)
  })

  it('is not waited for for ever', async () => {
    await keepShare(world, POSTING)
    const outcome = await acts(async () => {})[act]?.()
    expect(outcome).toEqual({ ok: false, refusal: { reason: 'not-ready', id: LIVE.id } })
    expect((await storedShare(world)).state).toBe('creating')
  })

  it('of a share that has no message yet is not waited for at all', async () => {
    await keepShare(world, { ...POSTING, step: 'linked' })
    let pauses = 0
    await acts(async () => {
      pauses += 1
    })[act]?.()
    expect(pauses).toBe(0)
  })
})
