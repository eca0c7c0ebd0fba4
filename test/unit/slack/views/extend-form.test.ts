import type { InputBlock, KnownBlock } from '@slack/types'
import { describe, expect, it } from 'vitest'
import { viewFaults as modalFaults } from '../../../../sandbox/slack/limits/view.ts'
import { parseDuration } from '../../../../src/domain/duration.ts'
import { grantExtension } from '../../../../src/domain/extension.ts'
import type { Policy } from '../../../../src/domain/policy.ts'
import type { ShareLink } from '../../../../src/domain/share.ts'
import { EXTEND_FORM, extendForm } from '../../../../src/slack/views/extend-form.ts'
import { EXTEND_FIELD as FIELD } from '../../../../src/slack/views/extend-form-fields.ts'
import { extendedView } from '../../../../src/slack/views/extended.ts'
import { modalView } from '../../../../src/slack/views/modal-view.ts'
import {
  aPolicy,
  aRevokedShare,
  aShare,
  DAY,
  HOUR,
  MINUTE,
  NOW,
  ORIGIN,
  SECOND,
} from '../../../support/builders.ts'
import { viewFaults } from './check-view.ts'

const LIVE = aShare({ downloads: 1 })
const EXPIRED = aRevokedShare({ terms: { expiresAt: NOW - HOUR }, end: { reason: 'expired' } })
const USED_UP = aRevokedShare({ downloads: 3, end: { reason: 'limit' } })
const VIEW_ONLY = aShare({ terms: { viewOnly: true, limit: null }, direct: false })
const UNLIMITED = aShare({ terms: { limit: null }, direct: false })

const SHARES: [string, ShareLink][] = [
  ['live', LIVE],
  ['expired', EXPIRED],
  ['used up', USED_UP],
  ['view only', VIEW_ONLY],
  ['unlimited', UNLIMITED],
  ['with a password', aShare({ sealedPassword: 'c2VhbGVk', direct: false, address: `${ORIGIN}/s/abc` })],
  ['at its end', aShare({ terms: { expiresAt: NOW } })],
  ['longer than the policy admits', aShare({ terms: { expiresAt: NOW + 900 * DAY, limit: 900_000 } })],
]
const POLICIES: [string, Partial<Policy>][] = [
  ['the defaults', {}],
  ['a highest limit', { highestLimit: 5 }],
  ['lives of a second', { minExpiryMs: SECOND, maxExpiryMs: SECOND, defaultExpiryMs: SECOND }],
  ['lives of ten years', { maxExpiryMs: 3_650 * DAY }],
  ['no short lives', { minExpiryMs: 10 * DAY }],
]

const inputs = (
  share: ShareLink,
  policy: Partial<Policy> = {},
  picksDate = false,
): Record<string, InputBlock> =>
  Object.fromEntries(
    (extendForm({ share, policy: aPolicy(policy), at: NOW, picksDate }).blocks as KnownBlock[]).flatMap(
      (block) => (block.type === 'input' ? [[block.block_id ?? '', block]] : []),
    ),
  )
const elementOf = (block: InputBlock | undefined) => block?.element as unknown as Record<string, unknown>
type Choice = { text: { text: string }; value: string }
const ends = (share: ShareLink, policy: Partial<Policy> = {}) => {
  const { options, initial_option: initial } = elementOf(inputs(share, policy)[FIELD.end]) as {
    options: Choice[]
    initial_option: Choice
  }
  return { texts: options.map(({ text }) => text.text), values: options.map(({ value }) => value), initial }
}

describe('the form', () => {
  it.each(
    SHARES.flatMap(([what, share]) => POLICIES.map(([by, policy]) => [what, by, share, policy] as const)),
  )('%s, %s: is within Slack’s limits, and holds what its reader knows', (_what, _by, share, policy) => {
    const form = modalView({ kind: 'extend-form', share, policy: aPolicy(policy), at: NOW }, null)
    expect(modalFaults(form, 'modal')).toEqual([])
    expect(form).toMatchObject({ callback_id: EXTEND_FORM, private_metadata: share.id })
    expect(Object.values(FIELD)).toEqual(expect.arrayContaining(Object.keys(inputs(share, policy))))
    expect(new Set(ends(share, policy).values).size).toBe(ends(share, policy).values.length)
  })

  it('says what there is', () => {
    const shown = JSON.stringify(extendForm({ share: LIVE, policy: aPolicy(), at: NOW }).blocks[0])
    for (const words of ['Q3 report.docx', '1 of 3 downloads', `"timestamp":${(NOW + 7 * DAY) / 1000}`]) {
      expect(shown).toContain(words)
    }
    expect(JSON.stringify(extendForm({ share: USED_UP, policy: aPolicy(), at: NOW }).blocks[0])).toContain(
      ': limit reached · 3 of 3 downloads used',
    )
  })
})

describe('the ends that are offered', () => {
  it('live: what is later by as much as the policy admits, the default first chosen, and last the present one', () => {
    const { texts, values, initial } = ends(LIVE, { maxExpiryMs: 14 * DAY })
    expect(texts).toEqual([
      '1 hour later',
      '4 hours later',
      '1 day later',
      '3 days later',
      '7 days later',
      'Pick a date…',
      'Keep the current end',
    ])
    expect(values).toEqual(['1h', '4h', '1d', '3d', '7d', 'date', 'keep'])
    expect(initial.value).toBe('7d')
    expect(ends(LIVE, { maxExpiryMs: 9 * DAY }).initial.value).toBe('1d')
    expect(ends(LIVE, { maxExpiryMs: 7 * DAY }).initial.value).toBe('keep')
  })

  it('ended by its time: from now, at first the default', () => {
    const { texts, initial } = ends(EXPIRED, { maxExpiryMs: 3 * DAY, defaultExpiryMs: 2 * DAY })
    expect(texts).toEqual([
      '2 days from now (the default)',
      '1 hour from now',
      '4 hours from now',
      '1 day from now',
      '3 days from now',
      'Pick a date…',
    ])
    expect(initial.value).toBe('usual')
  })

  it('used up before its end: from now, or that end', () => {
    expect(ends(USED_UP).texts.at(-1)).toBe('Keep the current end')
    expect(ends(USED_UP).initial.value).toBe('7d')
  })

  it('has a field for the date once it is to be picked', () => {
    expect(inputs(LIVE)).not.toHaveProperty(FIELD.moment)
    expect(inputs(LIVE, {}, true)[FIELD.moment]?.optional).toBe(false)
  })

  it('none is too short', () => {
    expect(ends(EXPIRED, { minExpiryMs: 7 * DAY }).values).toEqual([
      'usual',
      '7d',
      '14d',
      '30d',
      '90d',
      'date',
    ])
  })

  it.each(
    SHARES.flatMap(([what, share]) => POLICIES.map(([by, policy]) => [what, by, share, policy] as const)),
  )('%s, %s: each is granted, even a while later', (_what, _by, share, more) => {
    const policy = aPolicy({ ...more, highestLimit: null })
    for (const value of ends(share, more).values) {
      const ms = parseDuration(value)
      if (ms === null) continue
      const limit = share.terms.viewOnly ? null : share.downloads + 1
      const granted = grantExtension(share, { end: { kind: 'for', ms }, limit }, policy, NOW + MINUTE)
      expect(granted.ok, value).toBe(true)
    }
  })
})

describe('the limit', () => {
  it.each<[string, ShareLink, Partial<Policy>, string | undefined, string, RegExp]>([
    [
      'present',
      LIVE,
      {},
      '3',
      '1000000',
      /^1 download so far,.*Leave empty for no limit\. Not counted: downloads that skip the file's first byte/,
    ],
    ['none, and none is needed', UNLIMITED, {}, undefined, '1000000', /Leave empty for no limit/],
    ['none, but one is needed now', UNLIMITED, { highestLimit: 5 }, '5', '5', /At most 5/],
    ['used up: a higher one', USED_UP, {}, '6', '1000000', /^3 downloads so far/],
    ['more than is admitted now', LIVE, { highestLimit: 2 }, '2', '2', /At most 2/],
  ])('%s', (_, share, policy, initial, most, hint) => {
    const block = inputs(share, policy)[FIELD.limit]
    expect(elementOf(block)).toMatchObject({ min_value: '1', max_value: most })
    expect(elementOf(block).initial_value).toBe(initial)
    expect(block?.hint?.text).toMatch(hint)
    expect(block?.optional).toBe(true)
  })

  it('there is none to set for view only', () => {
    expect(Object.keys(inputs(VIEW_ONLY))).toEqual([FIELD.end])
  })
})

describe('extended', () => {
  it.each(SHARES)('%s: is within Slack’s limits and says what holds now', (_, share) => {
    const view = extendedView({ kind: 'extended', share })
    expect(viewFaults(view)).toEqual([])
    expect(view.text).toContain('Extended the link to Q3 report.docx.')
    expect(view.text).toContain('ID K7M4QX')
    expect(view.text).toContain('The link itself stays the same.')
    for (const secret of ['filehandler', '/s/', 'c2VhbGVk'])
      expect(JSON.stringify(view)).not.toContain(secret)
  })

  it('where there is no message it is the place of the link', () => {
    const view = extendedView({ kind: 'extended', share: aShare({ message: null }) })
    expect(viewFaults(view)).toEqual([])
    expect(view.text).toContain('filehandler')
  })
})
