import { describe, expect, it } from 'vitest'
import type { RefusedFile } from '../../../../src/domain/answer.ts'
import { briefOf } from '../../../../src/domain/brief-share.ts'
import type { Refusal } from '../../../../src/domain/refusal.ts'
import { answerView } from '../../../../src/slack/views/answer.ts'
import { aRevokedShare, aShare, LINK_ID, pageOf } from '../../../support/builders.ts'
import { everyRefusal } from '../../../support/every-answer.ts'
import { literalTexts } from './check-view.ts'

const PASSWORD = 'hunter2 <&>'

/** Somebody has to look into the log for these. */
const FOR_THE_LOG = /^(portal-(?!rejected: with a password)|slack-|storage-|bug|no-vault|not-extended)/

describe('a refusal', () => {
  it.each(everyRefusal('x').map(({ what, value }) => [what, value] as const))(
    '%s gives its reference only where somebody has to look into the log',
    (what, refusal) => {
      const view = answerView({ kind: 'refused', refusal, reference: 'REF23456' })
      expect(view.text.endsWith('Reference: REF23456')).toBe(FOR_THE_LOG.test(what))
    },
  )

  it.each(everyRefusal('x').map(({ what, value }) => [what, value] as const))(
    '%s names a rule last and small',
    (_, refusal) => {
      const view = answerView({ kind: 'refused', refusal, reference: 'REF23456' })
      if (refusal.reason !== 'policy') return
      const place = refusal.line === undefined ? refusal.rule : `POLICY_FILE, line ${refusal.line}`
      expect(view.text.split('\n').at(-1)).toMatch(
        new RegExp(`^(Y|For y)our Sharelink admin.*${place}\\)?\\.$`),
      )
      expect(view.blocks.at(-1)).toMatchObject({ type: 'context' })
      expect(JSON.stringify(view.blocks[0])).not.toContain(place)
    },
  )

  it.each([
    ['portal-slow', 'DocSpace is slow right now'],
    ['portal-down', "DocSpace isn't answering"],
    ['portal-busy', 'DocSpace is busy'],
    ['slack-down', "Slack didn't answer"],
    ['storage-down', "Sharelink can't reach its database"],
  ] as const)('%s says so, and of which file', (reason, words) => {
    const textOf = (file: RefusedFile) =>
      answerView({ kind: 'refused', refusal: { reason }, reference: 'R', file }).text
    const file = { id: '4821', title: 'Logo.png' }
    expect(textOf({ ...file, link: 'none' })).toContain(`${words}, so Logo.png wasn't shared.\nTry again`)
    expect(textOf({ ...file, title: null, link: 'none' })).toContain("so file 4821 wasn't shared.")
    expect(textOf({ ...file, link: 'unsure' })).toContain(
      "so I can't tell whether Logo.png got a link. If it did, Sharelink removes it. Nobody has that link.",
    )
    expect(textOf({ ...file, link: 'live' })).toContain('so the link to Logo.png stays as it was.')
    expect(textOf({ ...file, link: 'over' })).toContain('so the link to Logo.png stays closed.')
  })

  it('advises a command that can be typed as it stands', () => {
    const share = aRevokedShare({ file: { id: 'sbox-12-\u202ecba', title: 'x' }, end: { reason: 'manual' } })
    const view = answerView({
      kind: 'refused',
      refusal: { reason: 'cannot-extend', share: briefOf(share) },
      reference: 'R',
    })
    expect(literalTexts(view)).toContain('/sharelink')
  })

  it('quotes what was not understood, as code', () => {
    const refusal: Refusal = {
      reason: 'not-understood',
      quoted: 'fro 7d',
      problem: "I didn't understand {}. Say `7d`.",
      example: '/sharelink help',
    }
    const view = answerView({ kind: 'refused', refusal, reference: 'R' })
    expect(view.text).toMatch(/^I didn't understand fro 7d\. Say 7d\.\n/)
    expect(literalTexts(view)).toContain('fro 7d')
    expect(literalTexts(view)).toContain('7d')
    expect(literalTexts(view)).toContain('/sharelink help')
  })
})

describe('the password', () => {
  it('stands in the answer to whoever set it', () => {
    const view = answerView({ kind: 'shared', share: aShare(), password: PASSWORD, noMessage: null })
    expect(literalTexts(view)).toContain(PASSWORD)
    expect(view.text).toContain('hunter2 &lt;&amp;&gt;')
  })

  it('is passed on exactly, spaces and all', () => {
    const view = answerView({ kind: 'shared', share: aShare(), password: '  two  words ', noMessage: null })
    expect(literalTexts(view)).toContain('  two  words ')
  })
})

describe('shared where the bot cannot write', () => {
  const share = aShare()
  it('gives the address, this once', () => {
    const view = answerView({ kind: 'shared', share, password: null, noMessage: 'bot-absent' })
    expect(JSON.stringify(view.blocks)).toContain(pageOf(LINK_ID))
    expect(view.text).toContain('share=')
  })

  it.each(['directmessage', 'direct message'])('names a conversation of two in words (%s)', (name) => {
    const share = aShare({ channel: { id: 'D0ALICE', name } })
    const { text } = answerView({ kind: 'shared', share, password: null, noMessage: null })
    expect(text).toMatch(/^Shared Q3 report\.docx in a direct message\.$/m)
  })

  it.each([null, 'bot-absent'] as const)('is text to send on, which no tap can spend (%s)', (noMessage) => {
    const view = answerView({ kind: 'shared', share, password: null, noMessage })
    expect(literalTexts(view)).toContain(share.address)
    expect(JSON.stringify(view)).not.toContain('"type":"link"')
  })
})
