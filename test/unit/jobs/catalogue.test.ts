import { describe, expect, expectTypeOf, it } from 'vitest'
import {
  type GiveUps,
  type Handlers,
  JOB_NAMES,
  JOBS,
  type Payload,
  type Run,
} from '../../../src/jobs/catalogue.ts'
import { aRequest, aShare, HOUR, MINUTE, NOW, SECOND, TEAM } from '../../support/builders.ts'

const REF = { team: TEAM, id: 'K7M4QX' }

describe('the catalogue of jobs', () => {
  it('compiles with no handler missing, and none for another payload', () => {
    expectTypeOf<Omit<Handlers, 'check-drift'>>().not.toExtend<Handlers>()
    expectTypeOf<Omit<GiveUps, 'extend-share'>>().not.toExtend<GiveUps>()
    type OfAnother = (data: Payload<'show-home'>, run: Run<'revoke-link'>) => Promise<void>
    expectTypeOf<OfAnother>().not.toExtend<Handlers['revoke-link']>()
    expectTypeOf<(ref: typeof REF) => Promise<void>>().toExtend<Handlers['revoke-link']>()
  })

  it('has a look put off and a look now apart, and every other of one share in one', () => {
    const { 'clean-links': clean, 'check-link': check, 'revoke-link': revoke } = JOBS
    for (const row of [clean, check]) {
      expect(row.ask(REF)).toMatchObject({ data: REF, key: `${TEAM}:K7M4QX`, delayMs: 0 })
      expect(row.ask(REF, HOUR)).toMatchObject({ data: REF, key: `${TEAM}:K7M4QX:later`, delayMs: HOUR })
      expect(row.ask(REF, 0)).toMatchObject({ key: `${TEAM}:K7M4QX:later`, delayMs: 0 })
    }
    expect(revoke.ask(REF, 'later')?.key).toBe(revoke.ask(REF, 'now')?.key)
  })

  it('has what is due to be put back before extensions, those by their turns, and what nobody waits for last', () => {
    const { 'repair-link': repair, 'extend-share': extend, 'check-link': check } = JOBS
    const asked = [repair.ask(REF), extend.ask(REF, 0), extend.ask(REF, HOUR), extend.ask(REF, 'later')]
    const ranks = asked.map((one) => one?.rank ?? 0)
    expect(ranks).toEqual([...new Set(ranks)].sort((a, b) => a - b))
    expect(ranks[0]).toBe(0)
    expect(check.ask(REF)?.rank).toBe(ranks[3])
    expect(asked.map((one) => one?.delayMs ?? 0)).toEqual([0, 0, HOUR, 0])
  })

  it('lets the next sweep by pace alone take the place of the one planned', () => {
    const asked = (['now', 'turn', 'pace'] as const).map((as) => JOBS['sweep-audit'].ask(HOUR, as))
    expect(asked.map((one) => [one?.key, one?.replace])).toEqual([
      ['now', false],
      ['turn', false],
      ['pace', true],
    ])
  })

  it('has no job of an end, or of a warning, that is further away than a minute', () => {
    const share = aShare({ createdAt: NOW, terms: { expiresAt: NOW + 30 * 24 * HOUR } })
    const { expiresAt } = share.terms
    const asked = [61, 60, 0, -1].map((seconds) => [
      JOBS['expire-share'].ask(share, expiresAt - seconds * SECOND)?.delayMs,
      JOBS['warn-share'].ask(share, 24 * HOUR, expiresAt - 24 * HOUR - seconds * SECOND)?.delayMs,
    ])
    expect(asked).toEqual([
      [undefined, undefined],
      [60 * SECOND, 60 * SECOND],
      [0, 0],
      [0, 0],
    ])
  })

  it('replaces each answer with the address of a download, also two that hold the same one', () => {
    const until = NOW + MINUTE
    const ask = (url: string) => JOBS['retract-download'].ask({ team: TEAM, id: 'K7M4QX', url, until }, NOW)
    const [one, other] = [ask('https://hooks.slack.test/1'), ask('https://hooks.slack.test/2')]
    expect(one?.key).not.toBe(other?.key)
    expect(one?.key).toBe(ask('https://hooks.slack.test/1')?.key)
    expect(one?.key).not.toContain('hooks')
  })

  it('carries what its payload takes, whoever asks', () => {
    const share = aShare({ createdAt: NOW, terms: { expiresAt: NOW + 30 * 24 * HOUR } })
    const asked = {
      'make-share': JOBS['make-share'].ask(aRequest(), HOUR),
      'expire-share': JOBS['expire-share'].ask(share, share.terms.expiresAt - SECOND),
      'warn-share': JOBS['warn-share'].ask(share, 24 * HOUR, share.terms.expiresAt - 24 * HOUR - SECOND),
      'show-home': JOBS['show-home'].ask(TEAM, 'U0ALICE', 'soon'),
      'update-message': JOBS['update-message'].ask(share),
      'tell-share': JOBS['tell-share'].ask(share),
      'reconcile-shares': JOBS['reconcile-shares'].ask(),
      'probe-audit': JOBS['probe-audit'].ask(),
      'run-canary': JOBS['run-canary'].ask(),
      'purge-history': JOBS['purge-history'].ask({ team: TEAM, skip: 3 }),
    }
    for (const name of JOB_NAMES.filter((one): one is keyof typeof asked => one in asked)) {
      expect(asked[name], name).not.toBeNull()
      expect(JOBS[name].payload.parse(asked[name]?.data), name).toEqual(asked[name]?.data)
    }
  })
})
