import { describe, expect, it } from 'vitest'
import { type AuditStatus, NEVER_LOOKED } from '../../../../src/domain/audit-health.ts'
import type { BrokenRule } from '../../../../src/domain/outcome.ts'
import type { FormValues } from '../../../../src/slack/forms/form.ts'
import { shareFormOf } from '../../../../src/slack/forms/share-form-reader.ts'
import { FIELD, INPUT, VIEW_ONLY } from '../../../../src/slack/views/share-form-fields.ts'
import type { Directory } from '../../../../src/use-cases/ports.ts'
import type { ShareRequest } from '../../../../src/use-cases/share-request.ts'
import {
  aPolicy,
  DAY,
  HOUR,
  LINK_ID,
  MINUTE,
  NOW,
  ORIGIN,
  rulesOf,
  SECOND,
  TEAM,
} from '../../../support/builders.ts'

const at = (ms: number) => ({ type: 'datetimepicker', selected_date_time: ms / SECOND })
const text = (value: string | null) => ({ type: 'plain_text_input', value })
const option = (value: string | null) => ({ selected_option: value === null ? null : { value } })
const ticked = { selected_options: [{ value: VIEW_ONLY }] }
const chosen = (id: string | null) => ({ selected_conversation: id })

type Fields = Partial<Record<keyof typeof FIELD, unknown>>

const ACT = { reference: 'REF23456', linkId: LINK_ID }

/** The form as it opens, with a file. */
const UNTOUCHED: Fields = {
  file: option('4821'),
  address: undefined,
  end: option('7d'),
  moment: { selected_date_time: null },
  limit: text('10'),
  view: { selected_options: [] },
  enforcement: option('watched'),
  password: text(null),
  channel: chosen('C0TEAM'),
  note: text(null),
}

const valuesOf = (fields: Fields): FormValues =>
  Object.fromEntries(
    Object.entries({ ...UNTOUCHED, ...fields }).map(([name, state]) => [
      FIELD[name as keyof typeof FIELD],
      { [INPUT]: state as Record<string, unknown> },
    ]),
  )

const person = { id: 'U0ALICE', name: 'Alice', timeZone: 'UTC', isAdmin: false, isOutsider: false }

const send = async (
  fields: Fields,
  policy = aPolicy(),
  privateMetadata = 'C0TEAM',
  values?: unknown,
  auditStatus: () => Promise<AuditStatus> = async () => NEVER_LOOKED,
  noMoreLinks: () => Promise<BrokenRule | null> = async () => null,
  hasApprovers = false,
) => {
  const asked: ShareRequest[] = []
  const calls: string[] = []
  const form = shareFormOf({
    directory: {
      person: async () => {
        calls.push('person')
        return { ...person, isGuest: false }
      },
    } as unknown as Directory,
    portalOrigin: ORIGIN,
    policyFor: rulesOf(policy),
    auditStatus: { read: auditStatus },
    now: () => NOW,
    noMoreLinks,
    checkSoon: async (_about, fileId) => {
      if (fileId === 'slow') return new Promise(() => {})
      return fileId === '404' ? { ok: false, refusal: { reason: 'unknown-file', fileId } } : null
    },
    markOf: (text) => text,
    hasApprovers: async () => hasApprovers,
    requestShare: async (request) => {
      asked.push(request)
      return { ok: true, answer: null }
    },
  })
  const reading = await form.read({
    team: TEAM,
    enterprise: null,
    userId: 'U0ALICE',
    viewId: 'V1',
    trigger: '1.2',
    privateMetadata,
    values: (values === undefined ? valuesOf(fields) : values) as FormValues,
  })
  // What has to be done within an ack asks nobody.
  expect(calls).toEqual([])
  if (!reading.ok) return { errors: reading.errors, asked: null, ruledOut: reading.ruledOut }
  // It is kept as JSON before it is carried out.
  const kept = JSON.parse(JSON.stringify(reading.asked)) as typeof reading.asked
  const replyTo = { kind: 'view', team: 'T0ACME', viewId: 'V1', userId: 'U0ALICE' } as const
  await form.carryOut(kept, { team: TEAM, userId: 'U0ALICE', replyTo }, ACT)
  return { errors: {}, asked: asked[0] ?? null }
}

const termsOf = async (fields: Fields, policy = aPolicy()) => (await send(fields, policy)).asked?.terms

describe('for the record', () => {
  const beyond: Fields = { end: option('30d') }
  it.each<[string, Fields, string | undefined]>([
    ['a rule is one', beyond, 'MAX_EXPIRY'],
    ['so it is beside something mistyped', { ...beyond, limit: text('many') }, 'MAX_EXPIRY'],
    ['something mistyped alone is none', { limit: text('many') }, undefined],
  ])('of refusals beside the fields, %s', async (_what, fields, rule) => {
    const { ruledOut } = await send(fields, aPolicy({ maxExpiryMs: 14 * DAY }))
    expect(ruledOut?.refusal).toEqual(rule === undefined ? undefined : expect.objectContaining({ rule }))
    if (rule !== undefined) expect(ruledOut?.about).toEqual({ fileId: '4821' })
  })
})

describe('a form that is well filled in', () => {
  it('asks for what the defaults show', async () => {
    const { asked } = await send({})
    expect(asked).toMatchObject({
      team: TEAM,
      person,
      at: { id: 'C0TEAM', claimed: true },
      fileId: '4821',
      terms: {
        end: { kind: 'for', ms: 7 * DAY },
        limit: 10,
        viewOnly: false,
        password: null,
        channel: { id: 'C0TEAM', name: null },
        note: null,
      },
      replyTo: { kind: 'view', team: 'T0ACME', viewId: 'V1', userId: 'U0ALICE' },
      reference: 'REF23456',
    })
  })

  it.each<[string, Fields, string]>([
    ['found', { file: option('4821') }, '4821'],
    ['found in another storage', { file: option('sbox-12-abc') }, 'sbox-12-abc'],
    ['found under an id of another shape', { file: option('a|b c d') }, 'a|b c d'],
    ['that DocSpace is slow to look at', { file: option('slow') }, 'slow'],
    ['in a field of its own', { file: undefined, address: text('y'.repeat(80)) }, 'y'.repeat(80)],
  ])('knows the file: %s', async (_what, fields, fileId) => {
    expect((await send(fields)).asked?.fileId).toBe(fileId)
  })

  it('prefers a moment to the choice of a life', async () => {
    expect(await termsOf({ moment: at(NOW + 3 * DAY) })).toMatchObject({
      end: { kind: 'until', at: NOW + 3 * DAY },
    })
  })

  it.each<[string, Fields, number | 'none' | null]>([
    ['emptied', { limit: text(null) }, 'none'],
    ['emptied to spaces', { limit: text(' ') }, 'none'],
    ['not in the form', { limit: undefined }, null],
    ['odd', { limit: { value: 5 } }, null],
    ['3', { limit: text('3') }, 3],
    ['typed on another keyboard', { limit: text('３。') }, 3],
  ])('reads a limit that is %s', async (_what, fields, limit) => {
    expect(await termsOf(fields)).toMatchObject({ limit })
  })

  it('takes the untouched default for no wish when it is view only', async () => {
    expect(await termsOf({ view: ticked })).toMatchObject({ viewOnly: true })
    expect(await termsOf({ view: ticked, limit: text(null) })).toMatchObject({ viewOnly: true })
    const free = aPolicy({ defaultLimit: null })
    expect(await termsOf({ view: ticked, limit: text(null) }, free)).toMatchObject({ viewOnly: true })
  })

  it.each<[string, Fields, 'exact' | 'watched' | null]>([
    ['chosen', { enforcement: option('exact') }, 'exact'],
    ['not in the form', { enforcement: undefined }, null],
    ['odd', { enforcement: option('strict') }, null],
  ])('reads how the limit is kept: %s', async (_what, fields, enforcement) => {
    expect(await termsOf(fields)).toMatchObject({ enforcement })
  })

  it('takes view only for watched where exact is but the default', async () => {
    const exact = aPolicy({ enforcement: 'exact' })
    expect(await termsOf({ view: ticked, enforcement: option('exact') }, exact)).toMatchObject({
      viewOnly: true,
      enforcement: 'watched',
    })
  })

  it('keeps a password as it was typed, and a note as one line', async () => {
    const terms = await termsOf({ password: text(' two words <&> '), note: text('one\n two\u202e <@U1>  ') })
    expect(terms).toMatchObject({ password: ' two words <&> ', note: 'one two <@U1>' })
  })

  it('goes to another channel, and from a place that is none', async () => {
    const other = await send({ channel: chosen('C0OTHER') })
    expect(other.asked).toMatchObject({ at: { id: 'C0TEAM' }, terms: { channel: { id: 'C0OTHER' } } })
    const nowhere = await send({}, aPolicy(), '')
    expect(nowhere.asked).toMatchObject({ at: null, terms: { channel: { id: 'C0TEAM' } } })
    const here = await send({ channel: chosen(null) })
    expect(here.asked).toMatchObject({ terms: { channel: { id: 'C0TEAM' } } })
    const dm = await send({ channel: chosen('D0BOB') })
    expect(dm.asked).toMatchObject({ terms: { channel: { id: 'D0BOB' } } })
  })
})

const PASSED = NOW - MINUTE
const TIGHT = aPolicy({ maxExpiryMs: DAY, minExpiryMs: HOUR, defaultExpiryMs: DAY, highestLimit: 20 })

describe('errors beside the fields', () => {
  it.each<[string, Fields, Record<string, RegExp>, ReturnType<typeof aPolicy>?]>([
    ['no file', { file: option(null) }, { [FIELD.file]: /Choose a file: type its name/ }],
    ['no word of a file', { file: undefined, address: undefined }, { [FIELD.file]: /Choose a file/ }],
    [
      'the line that is no file',
      { file: option('no file') },
      { [FIELD.file]: /That line isn't a file. Search again/ },
    ],
    [
      'one that DocSpace does not know',
      { file: option('404') },
      { [FIELD.file]: /no file 404 that Sharelink/ },
    ],
    [
      'the same in a field of its own',
      { file: undefined, address: text('404') },
      { [FIELD.address]: /no file 404 that Sharelink/ },
    ],
    ['an odd id', { file: option('..') }, { [FIELD.file]: /can't be a file's number/ }],
    ['a moment that has passed', { moment: at(PASSED) }, { [FIELD.moment]: /in the past/ }],
    [
      'a moment too near',
      { moment: at(NOW + MINUTE) },
      { [FIELD.moment]: /at least 1 hour .*MIN_EXPIRY/ },
      TIGHT,
    ],
    [
      'a moment too far',
      { moment: at(NOW + 2 * DAY) },
      { [FIELD.moment]: /at most 1 day .*MAX_EXPIRY/ },
      TIGHT,
    ],
    ['a life too long', { end: option('90d') }, { [FIELD.end]: /at most 1 day .*MAX_EXPIRY/ }, TIGHT],
    ['a life too short', { end: option('1m') }, { [FIELD.end]: /at least 1 hour .*MIN_EXPIRY/ }, TIGHT],
    ['a life that is none', { end: option('soon') }, { [FIELD.end]: /Choose one/ }],
    [
      'no limit where one is needed',
      { end: option('1d'), limit: text(null) },
      { [FIELD.limit]: /at most 20/ },
      TIGHT,
    ],
    [
      'too high a limit',
      { end: option('1d'), limit: text('21') },
      { [FIELD.limit]: /MAX_DOWNLOADS_LIMIT/ },
      TIGHT,
    ],
    ['a limit of 0', { limit: text('0') }, { [FIELD.limit]: /whole number/ }],
    ['a limit of 1.5', { limit: text('1.5') }, { [FIELD.limit]: /whole number/ }],
    ['a limit of 1e5', { limit: text('1e5') }, { [FIELD.limit]: /whole number/ }],
    ['a limit of 10 million', { limit: text('10000000') }, { [FIELD.limit]: /whole number/ }],
    ['a limit of words', { limit: text('three') }, { [FIELD.limit]: /whole number/ }],
    [
      'view only that is to be exact',
      { view: ticked, enforcement: option('exact') },
      { [FIELD.enforcement]: /View only/ },
    ],
    ['view only with a limit of its own', { view: ticked, limit: text('3') }, { [FIELD.limit]: /View only/ }],
    [
      'no password where one is forced',
      {},
      { [FIELD.password]: /REQUIRE_PASSWORD/ },
      aPolicy({ requirePassword: true }),
    ],
    [
      'a password of spaces where one is forced',
      { password: text('  ') },
      {
        [FIELD.password]: /REQUIRE_PASSWORD/,
      },
      aPolicy({ requirePassword: true }),
    ],
    [
      'a password that cannot be typed',
      { password: text('a\u200bb') },
      { [FIELD.password]: /can't be seen/ },
    ],
    ['a long password', { password: text('x'.repeat(256)) }, { [FIELD.password]: /255/ }],
    [
      'passwords that cannot be kept',
      {},
      { [FIELD.file]: /ENCRYPTION_KEY/ },
      aPolicy({
        requirePassword: true,
        passwordsAvailable: false,
      }),
    ],
    [
      'a password slipped in',
      { password: text('hunter2') },
      { [FIELD.file]: /ENCRYPTION_KEY/ },
      aPolicy({
        passwordsAvailable: false,
      }),
    ],
    [
      'a password that nobody would be asked for',
      { password: text('hunter22'), enforcement: option('exact') },
      { [FIELD.password]: /PUBLIC_URL/ },
      aPolicy({ hasGate: false }),
    ],
    [
      'a forbidden channel',
      {},
      { [FIELD.channel]: /ALLOWED_CHANNELS/ },
      aPolicy({ allowedChannels: ['C0OTHER'] }),
    ],
    ['a long note', { note: text('n'.repeat(301)) }, { [FIELD.note]: /300 characters\. This one has 301/ }],
  ])('%s', async (_what, fields, expected, policy = aPolicy()) => {
    const { errors, asked } = await send(fields, policy)
    expect(asked).toBeNull()
    expect(errors).toEqual(
      Object.fromEntries(
        Object.entries(expected).map(([field, text]) => [field, expect.stringMatching(text)]),
      ),
    )
  })

  it('says all that is wrong at once', async () => {
    const strict = { ...TIGHT, requirePassword: true, allowedChannels: ['C0OTHER'] }
    const fields = { file: option(null), end: option('7d'), limit: text('99'), note: text('n'.repeat(301)) }
    const { errors } = await send(fields, strict)
    const { file, end, limit, password, channel, note } = FIELD
    expect(Object.keys(errors).sort()).toEqual([channel, end, file, limit, note, password].sort())
  })

  it('asks where to post when nobody has said so', async () => {
    for (const channel of [chosen(null), undefined, chosen('../x'), { selected_conversation: 5 }]) {
      expect((await send({ channel }, aPolicy(), '')).errors).toEqual({ [FIELD.channel]: expect.any(String) })
    }
  })

  it('never repeats a password', async () => {
    const { errors } = await send({ password: text('hunter2\u200b') })
    expect(JSON.stringify(errors)).not.toContain('hunter2')
  })
})

describe('while downloads cannot be seen', () => {
  const blind = async (): Promise<AuditStatus> => ({
    state: 'blind',
    cause: 'plan',
    since: NOW - HOUR,
    probedAt: NOW,
  })
  const sendBlind = (fields: Fields, policy = aPolicy()) => send(fields, policy, 'C0TEAM', undefined, blind)

  it.each<[string, Fields]>([
    ['as it opens', {}],
    ['a limit that was typed', { limit: text('3') }],
  ])('a limit is refused beside its field: %s', async (_, fields) => {
    const { errors } = await sendBlind(fields)
    expect(errors).toEqual({
      [FIELD.limit]: expect.stringMatching(/no audit trail\. Clear this for no limit/),
    })
  })

  it('says so beside what else is wrong', async () => {
    const { errors } = await sendBlind({ file: option(null), end: option('nonsense') })
    expect(Object.keys(errors).sort()).toEqual([FIELD.end, FIELD.file, FIELD.limit])
  })

  it('advises view only where every link has a limit', async () => {
    const { errors } = await sendBlind({}, aPolicy({ highestLimit: 20 }))
    expect(errors).toHaveProperty(FIELD.limit, expect.stringMatching(/Clear this and tick View only\.$/))
  })

  it.each<[string, Fields]>([
    ['no limit', { limit: text(null) }],
    ['view only', { view: ticked }],
  ])('goes on with %s', async (_, fields) => {
    expect((await sendBlind(fields)).asked).not.toBeNull()
  })

  it('leaves what cannot be known to the use case', async () => {
    const { asked } = await send({}, aPolicy(), 'C0TEAM', undefined, () => Promise.reject(new Error('away')))
    expect(asked).not.toBeNull()
  })
})

describe('a quota that is used up', () => {
  const sendUsedUp = (fields: Fields, broken: () => Promise<BrokenRule | null>) =>
    send(fields, aPolicy(), 'C0TEAM', undefined, undefined, broken)

  it.each<[BrokenRule, RegExp]>([
    [{ rule: 'LINKS_PER_MINUTE', most: 60, waitMs: 20 * SECOND }, /Try again in 20 s\. \(LINKS_PER_MINUTE\)/],
    [{ rule: 'MAX_LIVE_LINKS', most: 1_000, waitMs: null }, /MAX_LIVE_LINKS/],
  ])('%j stands in the form, in which nothing is lost', async (broken, words) => {
    const { errors, asked } = await sendUsedUp({}, async () => broken)
    expect(asked).toBeNull()
    expect(errors).toEqual({ [FIELD.file]: expect.stringMatching(words) })
  })

  it('is said besides what else is wrong, and gives way to what is wrong with the file', async () => {
    const broken: BrokenRule = { rule: 'MAX_LIVE_LINKS', most: 1, waitMs: null }
    const { errors } = await sendUsedUp({ limit: text('0') }, async () => broken)
    expect(Object.keys(errors ?? {}).sort()).toEqual([FIELD.file, FIELD.limit].sort())
    const without = await sendUsedUp({ file: option(null) }, async () => broken)
    expect(without.errors).toEqual({ [FIELD.file]: expect.not.stringMatching(/MAX_LIVE_LINKS/) })
  })

  it('that cannot be looked at is left to the use case', async () => {
    expect((await sendUsedUp({}, () => Promise.reject(new Error('away')))).asked).not.toBeNull()
  })
})

describe('a form that no client has made', () => {
  it.each<[string, unknown]>([
    ['nothing', {}],
    ['null', null],
    ['texts', 'values'],
    ['a list', []],
    ['blocks that are null', Object.fromEntries(Object.values(FIELD).map((id) => [id, null]))],
    ['inputs that are null', Object.fromEntries(Object.values(FIELD).map((id) => [id, { [INPUT]: null }]))],
    ['inputs that are texts', Object.fromEntries(Object.values(FIELD).map((id) => [id, { [INPUT]: 'x' }]))],
    [
      'states of the wrong type',
      Object.fromEntries(
        Object.values(FIELD).map((id) => [
          id,
          {
            [INPUT]: {
              value: {},
              selected_option: 'x',
              selected_options: [5],
              selected_conversation: [],
              selected_date_time: 'soon',
            },
          },
        ]),
      ),
    ],
  ])('is answered when it holds %s', async (_what, values) => {
    const { errors, asked } = await send({}, aPolicy(), '{"channel":"C1"}', values)
    expect(asked).toBeNull()
    expect(errors).toEqual({
      [FIELD.file]: expect.stringContaining('Choose a file'),
      [FIELD.channel]: expect.any(String),
    })
  })
})
