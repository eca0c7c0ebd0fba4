import { describe, expect, it } from 'vitest'
import type { Answer, Refusal } from '../../../src/domain/answer.ts'
import { answerView } from '../../../src/slack/views/answer.ts'
import { DO_NOT_POST, POST_ANYWAY } from '../../../src/slack/views/external-question.ts'
import { OPEN, REVOKE } from '../../../src/slack/views/share-message.ts'
import { aRevokedShare, aShare, keyOf, LINK_ID, ORIGIN, pageOf } from '../../support/builders.ts'
import { buttonsOf, HOSTILE, literalTexts, viewFaults } from './check-view.ts'

const PASSWORD = 'hunter2 <&>'

/** Each reason once, with `text` wherever somebody's own words stand. */
const refusals = (text: string): Refusal[] => [
  {
    reason: 'not-understood',
    quoted: text,
    problem: 'This is not a duration.',
    example: '/sharelink 4821 for 7d',
  },
  {
    reason: 'not-understood',
    quoted: null,
    problem: 'This is not a duration.',
    example: '/sharelink 4821 for 7d',
  },
  { reason: 'policy', rule: 'MAX_EXPIRY', message: 'Links may live at most 90 d here (MAX_EXPIRY).' },
  { reason: 'unknown-file', fileId: text },
  { reason: 'no-right-to-share', fileId: text },
  { reason: 'not-shareable', title: text },
  { reason: 'quota-full', title: text, quota: 6 },
  { reason: 'form-room', title: text },
  { reason: 'data-room', title: text },
  { reason: 'portal-down' },
  { reason: 'portal-busy' },
  { reason: 'portal-key' },
  { reason: 'portal-plan' },
  { reason: 'portal-rejected', hadPassword: true },
  { reason: 'portal-rejected', hadPassword: false },
  { reason: 'portal-scope' },
  { reason: 'portal-odd' },
  { reason: 'portal-broken' },
  { reason: 'no-vault' },
  { reason: 'slack-down' },
  { reason: 'storage-down' },
  { reason: 'bot-absent', channel: { id: 'C0TEAM', name: text } },
  { reason: 'cannot-post', channel: { id: 'C0TEAM', name: text }, code: text },
  { reason: 'unknown-channel', name: text },
  { reason: 'outsider' },
  { reason: 'unknown-share', id: text },
  { reason: 'not-yours' },
  { reason: 'admins-only' },
  { reason: 'not-ready', id: 'K7M4QX' },
  ...(['expired', 'limit', 'manual', 'removed', 'blind', 'policy'] as const).map(
    (reason): Refusal => ({
      reason: 'already-over',
      share: aRevokedShare({ file: { id: '1', title: text }, end: { reason } }),
    }),
  ),
  { reason: 'already-over', share: aShare({ state: 'failed', address: null }) },
  { reason: 'question-gone' },
  { reason: 'bug' },
]

const answers = (text: string): Answer[] => {
  const share = aShare({ file: { id: '1', title: text }, terms: { note: text }, sealedPassword: 'x' })
  return [
    ...refusals(text).map((refusal): Answer => ({ kind: 'refused', refusal, reference: 'REF23456' })),
    { kind: 'shared', share, password: null, botAbsent: false },
    { kind: 'shared', share, password: text === '' ? 'p' : text, botAbsent: false },
    { kind: 'shared', share, password: PASSWORD, botAbsent: true },
    { kind: 'shared', share: { ...share, address: null }, password: PASSWORD, botAbsent: true },
    { kind: 'ending', share },
    { kind: 'list', scope: 'mine', shares: [share], total: 1 },
    { kind: 'list', scope: 'here', shares: [], total: 0 },
    { kind: 'help', unknown: null },
    { kind: 'help', unknown: text },
    { kind: 'ask-external', key: 'K7M4QX', channel: { id: 'C0TEAM', name: text } },
    { kind: 'posting' },
    { kind: 'not-posted' },
  ]
}

const nameOf = (answer: Answer) => (answer.kind === 'refused' ? answer.refusal.reason : answer.kind)

describe.each([['a plain name', 'Q3 report.docx'], ['an empty name', ''], ...HOSTILE])(
  'with %s',
  (_, text) => {
    it.each(answers(text).map((answer) => [nameOf(answer), answer] as const))('%s', (_name, answer) => {
      expect(viewFaults(answerView(answer))).toEqual([])
    })
  },
)

describe('a refusal', () => {
  it.each(refusals('x').map((refusal) => [refusal.reason, refusal] as const))(
    '%s ends with its reference',
    (_, refusal) => {
      const view = answerView({ kind: 'refused', refusal, reference: 'REF23456' })
      expect(view.text.split('\n').at(-1)).toBe('Reference: REF23456')
      expect(view.text.split('\n').length).toBeGreaterThan(1)
    },
  )

  it('names the rule of the policy', () => {
    const refusal: Refusal = { reason: 'policy', rule: 'MAX_EXPIRY', message: 'At most 90 d (MAX_EXPIRY).' }
    expect(answerView({ kind: 'refused', refusal, reference: 'R' }).text).toContain('MAX_EXPIRY')
  })

  it('quotes what was not understood, as code', () => {
    const refusal: Refusal = {
      reason: 'not-understood',
      quoted: 'fro 7d',
      problem: 'P.',
      example: '/sharelink help',
    }
    const view = answerView({ kind: 'refused', refusal, reference: 'R' })
    expect(literalTexts(view)).toContain('fro 7d')
    expect(literalTexts(view)).toContain('/sharelink help')
  })
})

describe('the password', () => {
  it('stands in the answer to whoever set it', () => {
    const view = answerView({ kind: 'shared', share: aShare(), password: PASSWORD, botAbsent: false })
    expect(literalTexts(view)).toContain(PASSWORD)
    expect(view.text).toContain('hunter2 &lt;&amp;&gt;')
  })

  it('is passed on exactly, spaces and all', () => {
    const view = answerView({ kind: 'shared', share: aShare(), password: '  two  words ', botAbsent: false })
    expect(literalTexts(view)).toContain('  two  words ')
  })

  it('is in no other answer', () => {
    const all = answers('x').filter((answer) => answer.kind !== 'shared')
    expect(JSON.stringify(all.map(answerView))).not.toContain('hunter2')
  })
})

describe('shared where the bot cannot write', () => {
  const share = aShare()
  it('gives the address, this once', () => {
    const view = answerView({ kind: 'shared', share, password: null, botAbsent: true })
    expect(JSON.stringify(view.blocks)).toContain(pageOf(LINK_ID))
    expect(view.text).toContain('share=')
  })

  it('gives none where the channel has it', () => {
    const view = answerView({ kind: 'shared', share, password: null, botAbsent: false })
    expect(JSON.stringify(view)).not.toContain('filehandler')
  })
})

describe('the list', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      aShare({
        id: `K7M4${String.fromCharCode(65 + Math.floor(index / 20))}${'ABCDEFGHJKMNPQRSTVWX'[index % 20]}`,
      }),
    )
  const list = (shown: number, total: number, scope: 'mine' | 'here' | 'all' = 'all') =>
    answerView({ kind: 'list', scope, shares: many(shown), total })

  it.each([
    [1, 1],
    [15, 15],
    [15, 16],
    [15, 500],
  ])('%d of %d', (shown, total) => {
    const view = list(shown, total)
    expect(viewFaults(view, 40_000)).toEqual([])
    const buttons = buttonsOf(view).map(({ action_id, value, url }) => [action_id, value ?? url])
    expect(buttons).toEqual(
      many(shown).flatMap(({ id, address }) => [
        [OPEN, address],
        [REVOKE, id],
      ]),
    )
    expect(new Set(buttonsOf(view).flatMap(({ value }) => value ?? [])).size).toBe(shown)
    expect(view.text).toContain(`: ${total}`)
    expect(view.text.includes('older ones')).toBe(total > shown)
    if (total > shown) expect(view.text).toContain(`And ${total - shown} older ones.`)
  })

  it.each(HOSTILE)('of the longest names there are: %s', (_, title) => {
    const shares = many(15).map((share) => ({ ...share, file: { id: '1', title } }))
    expect(viewFaults(answerView({ kind: 'list', scope: 'all', shares, total: 500 }), 40_000)).toEqual([])
  })

  it('says how to begin when there is none', () => {
    expect(list(0, 0, 'mine').text).toContain('none')
    expect(buttonsOf(list(0, 0))).toEqual([])
  })

  it.each([
    ['direct', { direct: true }, 'Download'],
    ['a page', { direct: false, address: `${ORIGIN}/s/xW9K_fnb8vh3GHq` }, 'Open'],
  ])('opens the address of a row by a button alone: %s', (_, over, words) => {
    const share = aShare(over)
    const view = answerView({ kind: 'list', scope: 'mine', shares: [share], total: 1 })
    const [open] = buttonsOf(view)
    expect(open).toMatchObject({ url: share.address, text: { text: words } })
    expect(view.text).not.toContain(share.address)
    expect(view.text).not.toContain(keyOf(LINK_ID))
    expect(JSON.stringify(view.blocks).split(String(share.address))).toHaveLength(2)
  })

  it('offers no button, and hands out no address, where nothing is live', () => {
    const shares = [
      // Decided only: the record still has its address.
      aShare({ id: 'AAAAAA', state: 'revoking', end: {} }),
      aShare({ id: 'BBBBBB', state: 'creating', step: 'linking', address: null }),
    ]
    const view = answerView({ kind: 'list', scope: 'mine', shares, total: 2 })
    expect(viewFaults(view)).toEqual([])
    expect(buttonsOf(view)).toEqual([])
    expect(view.text).toContain('Ending now')
    expect(JSON.stringify(view)).not.toContain('filehandler')
  })
})

describe('the question before another company reads along', () => {
  it('has two buttons that say which request', () => {
    const view = answerView({ kind: 'ask-external', key: 'K7M4QX', channel: { id: 'C0TEAM', name: 'x' } })
    expect(buttonsOf(view).map(({ action_id, value }) => [action_id, value])).toEqual([
      [POST_ANYWAY, 'K7M4QX'],
      [DO_NOT_POST, 'K7M4QX'],
    ])
  })
})
