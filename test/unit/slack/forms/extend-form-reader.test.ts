import { describe, expect, it, vi } from 'vitest'
import { type AuditStatus, NEVER_LOOKED } from '../../../../src/domain/audit-health.ts'
import type { Policy } from '../../../../src/domain/policy.ts'
import type { ShareLink } from '../../../../src/domain/share.ts'
import { extendFormOf } from '../../../../src/slack/forms/extend-form-reader.ts'
import { EXTEND_FIELD as FIELD } from '../../../../src/slack/views/extend-form-fields.ts'
import { INPUT } from '../../../../src/slack/views/share-form-fields.ts'
import type { ExtensionAsked } from '../../../../src/use-cases/extend/extend-share.ts'
import type { Directory, Shares } from '../../../../src/use-cases/ports.ts'
import {
  aReply,
  aRevokedShare,
  aShare,
  DAY,
  HOUR,
  LINK_ID,
  NOW,
  rulesOf,
  SECOND,
  TEAM,
} from '../../../support/builders.ts'
import { aDirectory, aPerson } from '../../../support/directory.ts'

const option = (value: string | null) => ({ selected_option: value === null ? null : { value } })
const at = (ms: number | null) => ({ selected_date_time: ms === null ? null : ms / SECOND })
const number = (value: string | null) => ({ type: 'number_input', value })

type Fields = Partial<Record<keyof typeof FIELD, unknown>>
/** The form of a live share as it opens. */
const UNTOUCHED: Fields = { end: option('keep'), moment: at(null), limit: number('3') }
const LIVE = aShare({ downloads: 1 })
const EXPIRED = aRevokedShare({ terms: { expiresAt: NOW - HOUR }, end: { reason: 'expired' } })
const USED_UP = aRevokedShare({ downloads: 3, end: { reason: 'limit' } })

const send = async (
  fields: Fields,
  share: ShareLink | null | Error = LIVE,
  policy: Partial<Policy> = {},
  privateMetadata = 'K7M4QX',
  userId = 'U0ALICE',
  directory: Directory = aDirectory(),
  auditStatus: AuditStatus = NEVER_LOOKED,
) => {
  const asked: ExtensionAsked[] = []
  const get: Shares['get'] = async (ref) => {
    if (share instanceof Error) throw share
    return share?.id === ref.id ? share : null
  }
  const form = extendFormOf({
    shares: { get } as unknown as Shares,
    auditStatus: { read: async () => auditStatus },
    directory,
    adminUsers: ['U0ADMIN'],
    policyFor: rulesOf(policy),
    now: () => NOW,
    extendShare: async (request) => {
      asked.push(request)
      return { ok: true, answer: null }
    },
  })
  const reading = await form.read({
    team: TEAM,
    enterprise: null,
    userId,
    viewId: 'V1',
    trigger: '1.2',
    privateMetadata,
    values: Object.fromEntries(
      Object.entries({ ...UNTOUCHED, ...fields })
        .filter(([, state]) => state !== undefined)
        .map(([name, state]) => [
          FIELD[name as keyof typeof FIELD],
          { [INPUT]: state as Record<string, unknown> },
        ]),
    ),
  })
  if (!reading.ok) return { errors: reading.errors }
  return {
    outcome: await form.carryOut(
      // It is kept as JSON before it is carried out.
      JSON.parse(JSON.stringify(reading.asked)) as typeof reading.asked,
      { team: TEAM, userId, replyTo: aReply() },
      { reference: 'REF23456', linkId: LINK_ID },
    ),
    asked,
  }
}

it('a store that cannot be reached is not taken for a share that is not there', async () => {
  await expect(send({ end: option('1d') }, new Error('Command timed out'))).rejects.toThrow('timed out')
})

describe('what is asked for', () => {
  it.each<[string, Fields, ShareLink, Pick<ExtensionAsked['terms'], 'end' | 'limit'>]>([
    ['later', { end: option('1d') }, LIVE, { end: { kind: 'for', ms: DAY }, limit: null }],
    ['a moment', { moment: at(NOW + DAY) }, LIVE, { end: { kind: 'until', at: NOW + DAY }, limit: null }],
    [
      'a moment, whatever is chosen above it',
      { end: option('1d'), moment: at(NOW + DAY) },
      LIVE,
      { end: { kind: 'until', at: NOW + DAY }, limit: null },
    ],
    ['more', { limit: number('5') }, LIVE, { end: null, limit: 5 }],
    ['no limit', { limit: number(null) }, LIVE, { end: null, limit: 'none' }],
    ['both', { end: option('1d'), limit: number('5') }, LIVE, { end: { kind: 'for', ms: DAY }, limit: 5 }],
    ['ended: as usual', { end: option('usual') }, EXPIRED, { end: null, limit: null }],
    [
      'ended: a moment',
      { end: option('usual'), moment: at(NOW + DAY) },
      EXPIRED,
      { end: { kind: 'until', at: NOW + DAY }, limit: null },
    ],
    ['used up: more', { limit: number('4') }, USED_UP, { end: null, limit: 4 }],
    [
      'view only: later',
      { end: option('1d'), limit: undefined },
      aShare({ terms: { viewOnly: true, limit: null } }),
      { end: { kind: 'for', ms: DAY }, limit: null },
    ],
    [
      'never limited, and left so',
      { end: option('1d'), limit: number(null) },
      aShare({ terms: { limit: null } }),
      { end: { kind: 'for', ms: DAY }, limit: null },
    ],
  ])('%s', async (_, fields, share, terms) => {
    expect(await send(fields, share)).toEqual({
      outcome: { ok: true, answer: null },
      asked: [
        {
          ref: { team: TEAM, id: 'K7M4QX' },
          userId: 'U0ALICE',
          terms,
          replyTo: aReply(),
          reference: 'REF23456',
        },
      ],
    })
  })
})

describe('what is wrong stands beside its field', () => {
  it.each<[string, Fields, ShareLink, Partial<Policy>, Partial<Record<keyof typeof FIELD, RegExp>>]>([
    ['no date picked', { end: option('date') }, LIVE, {}, { moment: /Pick a date/ }],
    [
      'no date, without its field',
      { end: option('date'), moment: undefined },
      LIVE,
      {},
      { end: /Pick a date/ },
    ],
    ['nothing', {}, LIVE, {}, { end: /Change one of them/ }],
    ['the present end', { moment: at(NOW + 7 * DAY) }, LIVE, {}, { moment: /Change one of them/ }],
    ['too long', { end: option('90d') }, LIVE, {}, { end: /MAX_EXPIRY/ }],
    ['too late', { moment: at(NOW + 99 * DAY) }, LIVE, {}, { moment: /MAX_EXPIRY/ }],
    ['past', { moment: at(NOW - DAY) }, LIVE, {}, { moment: /MIN_EXPIRY/ }],
    ['too few', { limit: number('1') }, LIVE, {}, { limit: /^1 download so far, so .* higher/ }],
    ['used up: no more', {}, USED_UP, {}, { limit: /must be higher/ }],
    ['too many', { limit: number('6') }, LIVE, { highestLimit: 5 }, { limit: /MAX_DOWNLOADS_LIMIT/ }],
    ['no limit', { limit: number(null) }, LIVE, { highestLimit: 5 }, { limit: /MAX_DOWNLOADS_LIMIT/ }],
    ['no number', { limit: number('1.5') }, LIVE, {}, { limit: /whole number/ }],
    ['none at all', { limit: number('0') }, LIVE, {}, { limit: /whole number/ }],
    ['far too many', { limit: number('1000001') }, LIVE, {}, { limit: /whole number/ }],
    ['no such choice', { end: option('soon') }, LIVE, {}, { end: /one of these/ }],
    ['ended while the form was open', {}, EXPIRED, {}, { end: /expired by now/ }],
    [
      'two things at once',
      { end: option('soon'), limit: number('0') },
      LIVE,
      {},
      { end: /these/, limit: /whole/ },
    ],
  ])('%s', async (_, fields, share, policy, errors) => {
    const named = Object.entries(errors).map(([name, text]) => [
      FIELD[name as keyof typeof FIELD],
      expect.stringMatching(text),
    ])
    expect(await send(fields, share, policy)).toEqual({ errors: Object.fromEntries(named) })
  })
})

describe('what a share is like', () => {
  const BAD: [string, Fields, Partial<Policy>, ExtensionAsked['terms']][] = [
    ['too few', { limit: number('1') }, {}, { end: null, limit: 1 }],
    ['too long', { end: option('90d') }, {}, { end: { kind: 'for', ms: 90 * DAY }, limit: null }],
    ['nothing, so what there is', {}, {}, { end: { kind: 'until', at: NOW + 7 * DAY }, limit: null }],
  ]

  it.each(BAD)('is not told to somebody who may not change it: %s', async (_, fields, policy, terms) => {
    expect(await send(fields, LIVE, policy, 'K7M4QX', 'U0BOB')).toMatchObject({
      outcome: { ok: true },
      asked: [{ userId: 'U0BOB', terms }],
    })
  })

  it.each(BAD)('is told to an admin, named or of the workspace: %s', async (_, fields, policy) => {
    const boss = aDirectory({ person: aPerson({ isAdmin: true }) })
    expect(await send(fields, LIVE, policy, 'K7M4QX', 'U0ADMIN')).toHaveProperty('errors')
    expect(await send(fields, LIVE, policy, 'K7M4QX', 'U0BOSS', boss)).toHaveProperty('errors')
  })

  it('is not told while Slack does not say who it is, or not in time', async () => {
    const down = { ...aDirectory(), person: () => Promise.reject(new Error('down')) }
    expect(await send({}, LIVE, {}, 'K7M4QX', 'U0BOSS', down)).toHaveProperty('outcome')
    vi.useFakeTimers()
    try {
      const slow = { ...aDirectory(), person: () => new Promise<never>(() => {}) }
      const sent = send({}, LIVE, {}, 'K7M4QX', 'U0BOSS', slow)
      await vi.advanceTimersByTimeAsync(1_000)
      expect(await sent).toHaveProperty('outcome')
    } finally {
      vi.useRealTimers()
    }
  })

  it('has nothing to do with what cannot be read at all', async () => {
    const sent = await send({ limit: number('0') }, LIVE, {}, 'K7M4QX', 'U0BOB')
    expect(sent).toEqual({ errors: { [FIELD.limit]: expect.stringMatching(/whole number/) } })
  })
})

describe('while downloads cannot be seen', () => {
  const BLIND: AuditStatus = { state: 'blind', cause: 'key', since: NOW - HOUR, probedAt: NOW }
  const sendBlind = (fields: Fields, share: ShareLink, policy: Partial<Policy> = {}) =>
    send(fields, share, policy, 'K7M4QX', 'U0ALICE', aDirectory(), BLIND)
  const A_DAY = { end: option('1d'), moment: at(null) }

  it.each([
    ['its time is over', EXPIRED, '3'],
    ['its limit is used up', USED_UP, '9'],
  ])('a link does not come back with a limit: %s', async (_, share, limit) => {
    expect(await sendBlind({ ...A_DAY, limit: number(limit) }, share)).toEqual({
      errors: { [FIELD.limit]: expect.stringMatching(/doesn't accept .* Clear this for no limit\.$/) },
    })
  })

  it('offers no link without a limit where none is allowed', async () => {
    const sent = await sendBlind({ ...A_DAY, limit: number('3') }, EXPIRED, { highestLimit: 20 })
    expect(sent).toEqual({ errors: { [FIELD.limit]: expect.stringMatching(/accept Sharelink's key\.$/) } })
  })

  it('a link comes back without one, and a live link may be given more', async () => {
    expect(await sendBlind({ ...A_DAY, limit: number(null) }, EXPIRED)).toHaveProperty('outcome')
    expect(await sendBlind({ limit: number('9') }, LIVE)).toHaveProperty('outcome')
  })
})

describe('what no other filling in would change is left to the use case', () => {
  it.each<[string, Partial<Policy>]>([
    ['a channel that is not allowed any more', { allowedChannels: [] }],
    ['a password that all must have', { requirePassword: true }],
  ])('%s', async (_, policy) => {
    expect(await send({ end: option('1d') }, LIVE, policy)).toMatchObject({ outcome: { ok: true } })
  })

  it.each<[string, ShareLink | null, string]>([
    ['a share that is gone', null, 'K7M4QX'],
    ['a forged id', LIVE, '<!channel>'],
    ['one that a person has revoked', aRevokedShare({ end: { reason: 'manual' } }), 'K7M4QX'],
    [
      'another extension under way',
      aShare({
        extending: {
          expiresAt: NOW,
          limit: 3,
          by: 'U',
          askedAt: NOW,
          reference: 'R',
          replyTo: null,
          refusal: null,
        },
      }),
      'K7M4QX',
    ],
  ])('%s', async (_, share, id) => {
    const sent = await send({ end: option('1d') }, share, {}, id)
    expect(sent.asked).toMatchObject([{ ref: { team: TEAM, id }, userId: 'U0ALICE' }])
  })
})
