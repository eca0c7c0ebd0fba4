import { describe, expect, it } from 'vitest'
import type { RefusedFile } from '../../../../src/domain/answer.ts'
import { briefOf } from '../../../../src/domain/brief-share.ts'
import type { Refusal } from '../../../../src/domain/refusal.ts'
import { answerView } from '../../../../src/slack/views/answer.ts'
import { aRevokedShare, aShare, LINK_ID, pageOf } from '../../../support/builders.ts'
import { everyRefusal } from '../../../support/every-answer.ts'
import { literalTexts } from './check-view.ts'

const PASSWORD = 'hunter2 <&>'

describe('a refusal', () => {
  it.each(everyRefusal('x').map(({ what, value }) => [what, value] as const))(
    '%s ends with its reference',
    (_, refusal) => {
      const view = answerView({ kind: 'refused', refusal, reference: 'REF23456' })
      expect(view.text.split('\n').at(-1)).toBe('Reference: REF23456')
      expect(view.text.split('\n').length).toBeGreaterThan(1)
      if (refusal.reason === 'policy') expect(view.text).toContain(refusal.rule)
    },
  )

  it.each([
    ['portal-slow', 'DocSpace is answering too slowly just now.'],
    ['portal-down', 'DocSpace cannot be reached just now.'],
    ['portal-busy', 'DocSpace is being asked too much just now.'],
  ] as const)('%s says so, and of which file', (reason, words) => {
    const textOf = (file: RefusedFile) =>
      answerView({ kind: 'refused', refusal: { reason }, reference: 'R', file }).text
    const file = { id: '4821', title: 'Logo.png' }
    expect(textOf({ ...file, link: 'none' })).toContain(`${words}\nNo link to Logo.png was made.\nTry again`)
    expect(textOf({ ...file, title: null, link: 'none' })).toContain('No link to 4821 was made.')
    expect(textOf({ ...file, link: 'unsure' })).toContain(
      'Whether it made a link to Logo.png is not known. If so, Sharelink removes it; nobody has its address.',
    )
    expect(textOf({ ...file, link: 'live' })).toContain('The link to Logo.png keeps the end and the limit')
    expect(textOf({ ...file, link: 'over' })).toContain('The link to Logo.png stays ended.')
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

  it('gives none where the channel has it', () => {
    const view = answerView({ kind: 'shared', share, password: null, noMessage: null })
    expect(JSON.stringify(view)).not.toContain('filehandler')
  })
})
