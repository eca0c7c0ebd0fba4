import { describe, expect, it } from 'vitest'
import { viewFaults as modalFaults } from '../../../../sandbox/slack/limits/view.ts'
import type { Access, Answer } from '../../../../src/domain/answer.ts'
import type { Verdict } from '../../../../src/domain/downloads.ts'
import { EXTEND, MUTE, REVOKE, UNMUTE, WHY } from '../../../../src/slack/views/actions.ts'
import { infoView } from '../../../../src/slack/views/info.ts'
import { modalView } from '../../../../src/slack/views/modal-view.ts'
import { aRevokedShare, aShare, DAY, HOUR, keyOf, LINK_ID, MINUTE, NOW } from '../../../support/builders.ts'
import { buttonsOf, DECEIVING, HOSTILE, viewFaults } from './check-view.ts'

type Info = Extract<Answer, { kind: 'info' }>

const anAccess = (over: Partial<Access> = {}): Access => ({
  at: NOW - MINUTE,
  actionId: 5009,
  verdict: 'counted',
  place: 'Berlin, Germany',
  browser: 'Chrome 138',
  platform: 'Windows 10',
  ...over,
})
const info = (over: Partial<Info> = {}): Info => ({
  kind: 'info',
  share: aShare(),
  accesses: [],
  total: 0,
  viewsCut: false,
  claims: null,
  mayChange: true,
  auditIntervalMs: 10_000,
  replace: false,
  ...over,
})
const text = (over: Partial<Info> = {}) => infoView(info(over)).text
const actions = (over: Partial<Info> = {}) =>
  buttonsOf(infoView(info(over))).map(({ action_id: id, value }) => [id, value])

const extension = { expiresAt: NOW + 14 * DAY, limit: 5, by: 'U0CAROL', askedAt: NOW - HOUR, reference: 'R' }
const EXTENDED = aShare({
  extensions: [extension],
  pastEnds: [
    {
      reason: 'limit',
      by: null,
      decidedAt: NOW - 2 * HOUR,
      verifiedAt: NOW - 2 * HOUR,
      revivedAt: NOW - HOUR,
    },
  ],
})

describe('what a share is', () => {
  it.each<[string, Partial<Info>, RegExp]>([
    [
      'who, where, when',
      {},
      /<!date\^\d+\^Shared \{date_long_pretty\} at \{time\}\|.*> by <@U0ALICE> in <#C0TEAM>/,
    ],
    ['its end and use', {}, /Live\. <!date\^\d+\^Ends .*\n0 of 3 downloads · ID K7M4QX/],
    ['its note', { share: aShare({ terms: { note: 'for the board' } }) }, /\nfor the board\n/],
    ['its password, that there is one', { share: aShare({ sealedPassword: 'x' }) }, /password protected/],
    ['view only', { share: aShare({ terms: { viewOnly: true, limit: null }, direct: false }) }, /view only/],
    ['a direct address', {}, /\nCloses within seconds of the last download\.\n/],
    [
      'another one',
      { share: aShare({ direct: false }) },
      /Opens in DocSpace · edits and downloads there aren't counted\./,
    ],
    [
      'its end',
      { share: aRevokedShare({ end: { reason: 'manual', by: 'U0BOB' } }) },
      /\nRevoked by <@U0BOB> <!date[^>]*> · 0 of 3 downloads used\n/,
    ],
    ['an end on its way', { share: aShare({ state: 'revoking', end: {} }) }, /Revoking this link…/],
    [
      'that it failed',
      { share: aShare({ state: 'failed', address: null, message: null }) },
      /could not be made/,
    ],
    [
      'extensions',
      { share: EXTENDED },
      /Extended once so far\.[\s\S]*<@U0CAROL> extended <!date\^\d+\^it .*\^until .*, limit 5 downloads/,
    ],
    [
      'ends taken back',
      { share: EXTENDED },
      /Ended \(its limit was <!date\^\d+\^reached\) .* and came <!date\^\d+\^back /,
    ],
    ['that it is muted', { share: aShare({ muted: true }) }, /Muted: its thread is told only of its end/],
    [
      'a lost message',
      { share: aShare({ message: null, messageLost: true }) },
      /not in the channel any more/,
    ],
    [
      'no message',
      { share: aShare({ message: null }) },
      /It was not posted: Sharelink is not in the channel/,
    ],
  ])('%s', (_, over, words) => {
    expect(text(over)).toMatch(words)
    expect(viewFaults(infoView(info(over)))).toEqual([])
  })

  it('never its address, its key, or its password', () => {
    const share = aShare({ sealedPassword: 'c2VhbGVk' })
    const all = JSON.stringify([infoView(info({ share })), infoView(info({ share: EXTENDED }))])
    for (const secret of ['filehandler', 'share=', keyOf(LINK_ID), 'c2VhbGVk', LINK_ID]) {
      expect(all).not.toContain(secret)
    }
  })
})

describe('the access log', () => {
  it.each<[Verdict, RegExp]>([
    ['counted', /· counted$/m],
    ['burst', /not counted: the same visitor/],
    ['unnamed', /· counted: by a program that the portal has no name for$/m],
    ['expander-again', /· counted: it looks like a link preview/],
    ['forged', /· counted: the address was changed to give a false browser/],
    ['viewed', /not counted: looked at on the page of the portal$/m],
    ['expander', /not counted: a program/],
    ['member', /not counted: somebody signed in/],
    ['other-link', /not counted: by another link/],
    ['unattributed', /not counted: the portal does not say/],
    ['before-birth', /not counted: before/],
    ['after-end', /not counted: after this link had ended/],
  ])('says of %s what it means', (verdict, words) => {
    expect(text({ accesses: [anAccess({ verdict })], total: 1 })).toMatch(words)
  })

  it.each<[string, Partial<Access>, RegExp]>([
    ['all of it', {}, /UTC> · Berlin, Germany · Chrome 138 on Windows 10 · counted/],
    ['no place', { place: '' }, /UTC> · Chrome 138 on Windows 10 · counted/],
    ['no program', { browser: ' ', platform: '' }, /UTC> · Berlin, Germany · counted/],
    ['only a system', { browser: '' }, /Germany · Windows 10 · counted/],
  ])('leaves out what the portal does not know: %s', (_, over, words) => {
    expect(text({ accesses: [anAccess(over)], total: 1 })).toMatch(words)
  })

  it('says when there is none, and how many are older', () => {
    expect(text()).toContain('No download was recorded yet.')
    const accesses = Array.from({ length: 20 }, () => anAccess())
    expect(text({ accesses, total: 57 })).toContain('And 37 older: see every event.')
    expect(text({ accesses, total: 20 })).not.toContain('older')
  })

  it.each([...HOSTILE, ...DECEIVING])('fits, whatever a visitor or a file is called: %s', (_, name) => {
    const accesses = Array.from({ length: 20 }, () =>
      anAccess({ place: name, browser: name, platform: name }),
    )
    const share = { ...EXTENDED, file: { id: '1', title: name }, terms: { ...EXTENDED.terms, note: name } }
    const answer = info({ share, accesses, total: 500 })
    const view = infoView(answer)
    expect(viewFaults(view)).toEqual([])
    expect(modalFaults(modalView(answer, null), 'modal')).toEqual([])
    const shown = view.text.match(/· counted$/gm)?.length ?? 0
    expect(shown).toBeGreaterThan(0)
    expect(view.text).toContain(`And ${500 - shown} older`)
  })

  it('fits after very many extensions', () => {
    const share = {
      ...EXTENDED,
      extensions: Array.from({ length: 60 }, () => extension),
      pastEnds: Array.from({ length: 60 }, () => EXTENDED.pastEnds[0] as never),
    }
    const view = infoView(info({ share, accesses: [anAccess()], total: 1 }))
    expect(viewFaults(view)).toEqual([])
    expect(view.text).toContain('Extended 60 times so far.')
  })
})

describe('its buttons', () => {
  const why = [WHY, 'K7M4QX 0']
  it.each<[string, Partial<Info>, string[][]]>([
    ['whoever may change it', {}, [why, [MUTE, 'K7M4QX'], [EXTEND, 'K7M4QX'], [REVOKE, 'K7M4QX']]],
    [
      'a muted one',
      { share: aShare({ muted: true }) },
      [why, [UNMUTE, 'K7M4QX'], [EXTEND, 'K7M4QX'], [REVOKE, 'K7M4QX']],
    ],
    ['whoever may only look', { mayChange: false }, [why]],
    ['one that is being revoked', { share: aShare({ state: 'revoking', end: {} }) }, [why]],
    [
      'one that can come back',
      { share: aRevokedShare({ end: { reason: 'limit' } }) },
      [why, [EXTEND, 'K7M4QX']],
    ],
    ['one that was never made', { share: aShare({ state: 'failed' }) }, [why]],
  ])('%s', (_, over, buttons) => {
    expect(actions(over)).toEqual(buttons)
  })
})

it('says that older views are not kept, where there may have been some', () => {
  const line = 'Of views that are not counted only the newest 200 are kept.'
  const one = { accesses: [anAccess()], total: 1 }
  expect(text({ ...one, viewsCut: true })).toContain(line)
  expect(text(one)).not.toContain(line)
})
