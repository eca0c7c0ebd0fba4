import { describe, expect, it } from 'vitest'
import { viewFaults as modalFaults } from '../../../../sandbox/slack/limits/view.ts'
import type { Access, Answer } from '../../../../src/domain/answer.ts'
import type { Verdict } from '../../../../src/domain/downloads.ts'
import { COPY_LINK, EXTEND, MUTE, REVOKE, UNMUTE, WHY } from '../../../../src/slack/views/actions.ts'
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
  timeZone: 'Etc/UTC',
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
    ['its end and use', {}, /Live\. <!date\^\d+\^Expires .*\n0 of 3 downloads · ID K7M4QX/],
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
      /couldn't be made/,
    ],
    [
      'extensions',
      { share: EXTENDED },
      /Extended once so far\.[\s\S]*• <@U0CAROL> extended <!date\^\d+\^it .*\^until .*, limit 5 downloads/,
    ],
    ['ends taken back', { share: EXTENDED }, /• Used <!date\^\d+\^up .*, <!date\^\d+\^back /],
    ['that it is muted', { share: aShare({ muted: true }) }, /Thread muted: only the end will be posted/],
    [
      'a lost message',
      { share: aShare({ message: null, messageLost: true }) },
      /was deleted from the channel/,
    ],
    ['no message', { share: aShare({ message: null }) }, /It wasn't posted: I'm not in the channel/],
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
    ['counted', /^Counted\n.*\n• .* · counted$/m],
    ['unnamed', /^Counted\n.*\n• .* · counted \(unknown program\)$/m],
    ['expander-again', /^Counted\n.*\n• .* · counted \(a link preview would not take it three times\)$/m],
    ['forged', /^Counted\n.*\n• .* · counted \(faked browser or address\)$/m],
    ['burst', /^Not counted\n.*\n• .* · not counted \(double click\)$/m],
    ['viewed', /not counted \(only viewed\)$/m],
    ['expander', /not counted \(link preview\)$/m],
    ['member', /not counted \(signed in to DocSpace\)$/m],
    ['other-link', /not counted \(another link\)$/m],
    ['unattributed', /not counted \(link unknown\)$/m],
    ['before-birth', /not counted \(before this link\)$/m],
    ['after-end', /not counted \(after the end\)$/m],
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
    expect(text()).toContain('No downloads yet.')
    const accesses = Array.from({ length: 20 }, () => anAccess())
    expect(text({ accesses, total: 57 })).toContain('And 37 older: see Activity.')
    expect(text({ accesses, total: 20 })).not.toContain('older')
  })

  it('puts those that count first, and each day once, by the clock of who reads', () => {
    const at = (hour: number) => Date.parse('2026-11-23T00:00:00Z') - 24 * HOUR + hour * HOUR
    const accesses = [
      anAccess({ at: at(34) }),
      anAccess({ at: at(33), verdict: 'burst' }),
      anAccess({ at: at(23) }),
      anAccess({ at: at(22) }),
    ]
    const log = (timeZone: string) =>
      text({ accesses, total: 4, timeZone })
        .split('\n')
        .slice(text().split('\n').length - 1)
        .map((line) => line.replace(/<!date\^\d+\^\{(\w+)\}\|([^>]*)>.*/, '$1 $2'))
    expect(log('Etc/UTC')).toEqual([
      'Counted',
      'date_long_pretty 2026-11-23 UTC',
      '• time 10:00 UTC',
      'date_long_pretty 2026-11-22 UTC',
      '• time 23:00 UTC',
      '• time 22:00 UTC',
      'Not counted',
      'date_long_pretty 2026-11-23 UTC',
      '• time 09:00 UTC',
    ])
    // In Tokyo all of it is one day.
    expect(log('Asia/Tokyo').filter((line) => line.startsWith('date'))).toHaveLength(2)
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
    [
      'whoever may change it',
      {},
      [why, [COPY_LINK, 'K7M4QX'], [MUTE, 'K7M4QX'], [EXTEND, 'K7M4QX'], [REVOKE, 'K7M4QX']],
    ],
    [
      'a muted one',
      { share: aShare({ muted: true }) },
      [why, [COPY_LINK, 'K7M4QX'], [UNMUTE, 'K7M4QX'], [EXTEND, 'K7M4QX'], [REVOKE, 'K7M4QX']],
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
  const line = "Of views that don't count, only the newest 200 are kept."
  const one = { accesses: [anAccess()], total: 1 }
  expect(text({ ...one, viewsCut: true })).toContain(line)
  expect(text(one)).not.toContain(line)
})
