import { describe, expect, it } from 'vitest'
import type { AuditHealth } from '../../../src/domain/audit-health.ts'
import { createReadiness, type Probes } from '../../../src/http/readiness.ts'
import type { SocketHealth } from '../../../src/http/socket-part.ts'
import { aHealth, HOUR, MINUTE, NOW, SECOND } from '../../support/builders.ts'

const fine = async () => {}
const readiness = (health: AuditHealth, probes: Partial<Probes> = {}) =>
  createReadiness({
    redis: async () => ({ status: 'ok' }),
    slack: fine,
    missingScopes: () => [],
    portal: { ping: fine, contact: () => ({ acceptedAt: null, givenUpAt: null }) },
    audit: async () => health,
    now: () => NOW,
    ...probes,
  })()
const blind = (cause: NonNullable<AuditHealth['cause']>, sweptAt: number | null = NOW - MINUTE) =>
  aHealth(sweptAt, NOW, { state: 'blind', cause, since: NOW - HOUR })

it('a Slack app that lacks scopes is degraded, and says which; one that is down is down', async () => {
  const probes: Partial<Probes> = { missingScopes: () => ['users:read', 'groups:read'] }
  const detail = 'the Slack app needs users:read and groups:read: install it again with it'
  const found = await readiness(aHealth(NOW), probes)
  expect(found).toMatchObject({ status: 'degraded', slack: { status: 'degraded', detail } })
  const slack = async () => Promise.reject(new Error('gone'))
  expect(await readiness(aHealth(NOW), { ...probes, slack })).toMatchObject({ slack: { status: 'down' } })
})

describe('the audit trail', () => {
  it('that is read is ok', async () => {
    expect(await readiness(aHealth(NOW - 5 * SECOND))).toEqual({
      status: 'ok',
      redis: { status: 'ok' },
      slack: { status: 'ok' },
      portal: { status: 'ok' },
      audit: { status: 'ok' },
      sweepAgeSeconds: 5,
    })
  })

  it.each([
    ['never read', null, 'no sweep yet'],
    ['read too long ago', NOW - HOUR, 'the last sweep is too long ago'],
  ])('that was %s is degraded', async (_, sweptAt, detail) => {
    const found = await readiness(aHealth(sweptAt))
    expect(found).toMatchObject({ status: 'degraded' })
    expect(found.audit).toEqual({ status: 'degraded', detail })
  })

  it.each([
    ['plan', /no audit trail/],
    ['rights', /lacks the right/],
    ['key', /does not accept/],
    ['outage', /BLIND_AFTER/],
  ] as const)('that cannot be read is degraded, with the cause %s', async (cause, detail) => {
    for (const sweptAt of [NOW - MINUTE, null]) {
      const found = await readiness(blind(cause, sweptAt))
      expect(found).toMatchObject({ status: 'degraded' })
      expect(found.audit).toEqual({ status: 'degraded', cause, detail: expect.stringMatching(detail) })
    }
  })

  it('never makes it worse than degraded; Redis and Slack do', async () => {
    const down = () => Promise.reject(new Error('down'))
    expect(
      await readiness(blind('outage'), {
        portal: { ping: down, contact: () => ({ acceptedAt: null, givenUpAt: null }) },
      }),
    ).toMatchObject({ status: 'degraded' })
    expect(await readiness(blind('outage'), { slack: down })).toMatchObject({ status: 'down' })
    expect(await readiness(blind('outage'), { redis: async () => ({ status: 'down' }) })).toMatchObject({
      status: 'down',
      audit: { status: 'degraded', detail: 'no sweep yet' },
      sweepAgeSeconds: null,
    })
  })
})

it('R6: a Redis that takes no writes is down, one that is not safe is degraded, and warnings alone change nothing', async () => {
  const redis = (status: 'ok' | 'degraded' | 'down') => async () => ({
    status,
    detail: 'why',
    warnings: ['what'],
  })
  for (const status of ['ok', 'degraded', 'down'] as const) {
    expect(await readiness(aHealth(NOW), { redis: redis(status) })).toMatchObject({
      status,
      redis: { status, detail: 'why', warnings: ['what'] },
    })
  }
  const silent = await readiness(aHealth(NOW), { redis: () => new Promise(() => {}) })
  expect(silent.redis).toEqual({ status: 'down', detail: 'no answer' })
})

it('F4: an answer is not kept for longer because the clock was set back', async () => {
  let now = NOW
  let looks = 0
  const ask = createReadiness({
    redis: async () => ({ status: 'ok' }),
    slack: async () => {
      looks += 1
    },
    missingScopes: () => [],
    portal: { ping: fine, contact: () => ({ acceptedAt: null, givenUpAt: null }) },
    audit: async () => aHealth(now),
    now: () => now,
  })
  await ask()
  await ask()
  expect(looks).toBe(1)
  now -= 4 * MINUTE
  await ask()
  expect(looks).toBe(2)
})

it('what a probe throws is shown as the detail it brings, else its kind or code', async () => {
  const failing = (error: object) => () => Promise.reject(Object.assign(new Error('no'), error))
  const found = await readiness(aHealth(NOW), {
    slack: failing({ detail: 'the token is wrong', code: 'invalid_auth' }),
    portal: {
      ping: failing({ kind: 'unauthorized' }),
      contact: () => ({ acceptedAt: null, givenUpAt: null }),
    },
  })
  expect(found).toMatchObject({
    slack: { status: 'down', detail: 'the token is wrong' },
    portal: { detail: 'unauthorized' },
  })
})

describe('a socket to Slack', () => {
  const state = { connected: true, opened: 1, lostAt: null, trouble: null }
  const withSocket = async (change: Partial<SocketHealth>) => {
    const found = await readiness(aHealth(NOW), { socket: () => ({ ...state, ...change }) })
    return { status: found.status, socket: found.socket }
  }
  const away = { refused: false, detail: 'Slack cannot be reached (http_503)' }
  const refused = { refused: true, detail: 'Slack refuses SLACK_APP_TOKEN (invalid_auth)' }

  it('that is open is ok, and where none is held there is none to show', async () => {
    expect(await withSocket({})).toEqual({ status: 'ok', socket: { status: 'ok' } })
    expect(await readiness(aHealth(NOW))).not.toHaveProperty('socket')
  })

  it.each<[string, Partial<SocketHealth>, string | undefined]>([
    ['was cut a moment ago', { lostAt: NOW - 2_999 }, undefined],
    ['was cut a moment ago, and Slack is away', { lostAt: NOW - 2_999, trouble: away }, undefined],
    ['has been gone for three seconds', { lostAt: NOW - 3_000, trouble: away }, away.detail],
    ['was cut, and is refused now', { lostAt: NOW, trouble: refused }, refused.detail],
    ['never was', { lostAt: NOW, opened: 0 }, 'no socket to Slack is open'],
  ])('that %s', async (_, change, detail) => {
    const status = detail === undefined ? 'ok' : 'down'
    const socket = detail === undefined ? { status } : { status, detail }
    expect(await withSocket({ connected: false, ...change })).toEqual({ status, socket })
  })
})
