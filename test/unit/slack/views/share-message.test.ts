import { describe, expect, it } from 'vitest'
import type { ShareLink } from '../../../../src/domain/share.ts'
import type { EndReason } from '../../../../src/domain/share-state.ts'
import { DETAILS, EXTEND, OPEN, REVOKE } from '../../../../src/slack/views/actions.ts'
import { downloadsReply, endReply } from '../../../../src/slack/views/replies.ts'
import { shareMessage } from '../../../../src/slack/views/share-message.ts'
import { aRevokedShare, aShare, keyOf, LINK_ID, NOW, ORIGIN, SECOND } from '../../../support/builders.ts'
import { buttonsOf, HOSTILE, literalTexts, viewFaults } from './check-view.ts'

const REASONS: readonly EndReason[] = ['expired', 'limit', 'manual', 'removed', 'blind', 'policy']
const view = (share: ShareLink) => shareMessage(share, 10 * SECOND)
const PAGE = `${ORIGIN}/s/xW9K_fnb8vh3GHq`

const LIVE: readonly [string, ShareLink][] = [
  ['plain', aShare()],
  ['being posted', aShare({ state: 'creating', step: 'posting', message: null })],
  ['with a note', aShare({ terms: { note: 'for your review' } })],
  ['with a password', aShare({ sealedPassword: 'c2VhbGVk', direct: false, address: PAGE })],
  ['view only', aShare({ terms: { viewOnly: true, limit: null }, direct: false, address: PAGE })],
  ['without limit', aShare({ terms: { limit: null }, direct: false, address: PAGE })],
  ['used', aShare({ downloads: 2 })],
  ['used once of one', aShare({ downloads: 1, terms: { limit: 1 } })],
  ['overrun, not ended yet', aShare({ downloads: 5 })],
]

const OVER: readonly [string, ShareLink][] = [
  ...REASONS.flatMap((reason): [string, ShareLink][] => [
    [`revoking, ${reason}`, aShare({ state: 'revoking', end: { reason } })],
    [`revoked, ${reason}`, aRevokedShare({ end: { reason } })],
    [`revoked, ${reason}, overrun`, aRevokedShare({ end: { reason }, downloads: 7 })],
  ]),
  ['revoked by a person', aRevokedShare({ end: { reason: 'manual', by: 'U0BOB' } })],
  ['revoked with a note', aRevokedShare({ terms: { note: 'n' } })],
  ['revoked, view only', aRevokedShare({ terms: { viewOnly: true, limit: null } })],
  ['revoked, unlimited', aRevokedShare({ terms: { limit: null }, downloads: 12 })],
  ['failed', aShare({ state: 'failed', address: null })],
  // Should never be, and must do no harm.
  ['revoked with an address left', aRevokedShare({ address: PAGE })],
  ['failed with an address left', aShare({ state: 'failed' })],
]

describe('a live share', () => {
  it.each(LIVE)('%s: opens, and can be extended, looked at and revoked', (_, share) => {
    const [open, extend, details, revoke, ...others] = buttonsOf(view(share))
    expect(open).toMatchObject({ action_id: OPEN, url: share.address })
    expect(extend).toMatchObject({ action_id: EXTEND, value: share.id })
    expect(details).toMatchObject({ action_id: DETAILS, value: share.id })
    expect(revoke).toMatchObject({ action_id: REVOKE, value: share.id, confirm: expect.anything() })
    expect(others).toEqual([])
    expect(view(share).text).not.toContain('ended')
  })

  it.each<[string, ShareLink, string[]]>([
    ['limit', aShare({ downloads: 1 }), ['1 of 3 downloads', '3 downloads, checked every 10 s']],
    ['one download', aShare({ terms: { limit: 1 } }), ['0 of 1 download', '1 download, checked every 10 s']],
    [
      'no limit',
      aShare({ terms: { limit: null }, direct: false, downloads: 1 }),
      ['1 download', 'not counted'],
    ],
    [
      'direct address, without a limit',
      aShare({ terms: { limit: null } }),
      ['0 downloads', 'Any number of downloads, counted every 10 s'],
    ],
    [
      'page, with a limit',
      aShare({ direct: false }),
      ['0 of 3 downloads', 'Opens in the portal; downloads inside its editor are not counted'],
    ],
    [
      'view only',
      aShare({ terms: { limit: null, viewOnly: true }, direct: false }),
      ['view only', 'denies the download'],
    ],
    [
      'password',
      aShare({ sealedPassword: 'x', direct: false }),
      ['password protected', 'Opens in the portal'],
    ],
    [
      'password at the gate alone',
      aShare({ passwordHash: 'x', direct: false, address: null, terms: { exact: true } }),
      ['password outside Slack'],
    ],
    ['note', aShare({ terms: { note: 'read page 3' } }), ['read page 3']],
  ])('says its %s, in blocks and in text', (_, share, parts) => {
    const shown = view(share)
    const blocks = JSON.stringify(shown.blocks)
    for (const part of parts) {
      expect(shown.text).toContain(part)
      expect(blocks).toContain(part)
    }
  })

  it('says its id, its creator and its end in the viewer’s own time', () => {
    const { text, blocks } = view(aShare())
    expect(text).toContain('Share K7M4QX')
    expect(text).toContain('<@U0ALICE>')
    expect(text).toContain(
      `<!date^${aShare().terms.expiresAt / 1000}^{date_short_pretty} at {time}|2026-11-30 10:00 UTC>`,
    )
    expect(JSON.stringify(blocks)).toContain(`"timestamp":${aShare().terms.expiresAt / 1000}`)
  })
})

describe('a share that is over', () => {
  it.each(OVER)('%s: has no address, no key and no button left but Details', (_, share) => {
    const shown = JSON.stringify([view(share), endReply(share), downloadsReply(share, 0)])
    expect(buttonsOf(view(share))).toMatchObject([{ action_id: DETAILS, value: share.id }])
    for (const secret of ['filehandler', '/s/', keyOf(LINK_ID), LINK_ID, '"url"', REVOKE, OPEN, EXTEND]) {
      expect(shown).not.toContain(secret)
    }
  })

  it.each<[EndReason, string]>([
    ['expired', 'Its time is over.'],
    ['limit', 'The limit of 3 downloads was reached.'],
    ['manual', 'Revoked by <@U0BOB>.'],
    ['removed', 'The link or its file was deleted in the portal.'],
    ['blind', 'audit trail cannot be read'],
    ['policy', 'rule of this workspace'],
  ])('%s: says why', (reason, words) => {
    const share = aRevokedShare({ end: { reason, by: reason === 'manual' ? 'U0BOB' : null } })
    for (const shown of [view(share), endReply(share)]) expect(shown.text).toContain(words)
    const now = reason === 'blind' ? 'Suspended: ' : 'Ending now. '
    expect(view({ ...share, state: 'revoking' }).text).toContain(now)
  })

  it.each<[number, string]>([
    [4, '4 downloads happened before the link was dead'],
    [7, '7 downloads happened before the link was dead'],
  ])('is honest about an overrun of %d', (downloads, words) => {
    expect(view(aRevokedShare({ downloads, end: { reason: 'limit' } })).text).toContain(words)
  })

  it('speaks of no overrun where there is none', () => {
    expect(view(aRevokedShare({ downloads: 3, end: { reason: 'limit' } })).text).not.toContain('happened')
  })

  it('does not offer what was promised of the living', () => {
    expect(view(aRevokedShare()).text).not.toContain('checked every')
  })
})

describe('the thread', () => {
  it.each<[number, number, number | null, string]>([
    [0, 1, 3, '1 new download: 1 of 3 downloads.'],
    [1, 3, 3, '2 new downloads: 3 of 3 downloads.'],
    [0, 2, null, '2 new downloads, 2 downloads so far.'],
    [0, 1, null, '1 new download, 1 download so far.'],
  ])('from %d to %d of %s', (from, downloads, limit, words) => {
    expect(downloadsReply(aShare({ downloads, terms: { limit } }), from).text).toBe(words)
  })

  it.each<[number, number, number | null, string]>([
    [3, 4, 3, '1 download from before the link stopped working was seen only now: 4 of 3 downloads.'],
    [3, 5, 3, '2 downloads from before the link stopped working were seen only now: 5 of 3 downloads.'],
    [1, 2, null, '1 download from before the link stopped working was seen only now, 2 downloads in all.'],
  ])('from %d to %d of %s, after the end', (from, downloads, limit, words) => {
    expect(downloadsReply(aRevokedShare({ downloads, terms: { limit } }), from).text).toBe(words)
  })
})

describe('a hostile name or note', () => {
  it.each(HOSTILE)('%s: is shown as it is, and never read as markup', (_, name) => {
    for (const share of [
      aShare({ file: { id: '1', title: name }, terms: { note: name } }),
      aRevokedShare({ file: { id: '1', title: name }, terms: { note: name } }),
    ]) {
      for (const shown of [view(share), endReply(share)]) {
        expect(viewFaults(shown)).toEqual([])
        const cut = [...name].length > 150 ? `${[...name].slice(0, 149).join('')}…` : name
        expect(literalTexts(shown)).toContain(cut)
      }
    }
  })

  it.each([
    ['empty', ''],
    ['blank', ' \t '],
    ['nothing to see', '\u200b\u202e\u2066\ufeff'],
    ['line breaks only', '\r\n\n\u2028'],
  ])('%s: has words for it', (_, title) => {
    const shown = view(aShare({ file: { id: '1', title } }))
    expect(viewFaults(shown)).toEqual([])
    expect(literalTexts(shown)).toContain('(no name)')
  })

  it('turns no direction and breaks no line', () => {
    const shown = view(aShare({ file: { id: '1', title: 'a\u202efdp.exe\u2069\nb\r\nc\u0000d\u2028e' } }))
    expect(viewFaults(shown)).toEqual([])
    expect(literalTexts(shown)).toContain('a fdp.exe b c d e')
    expect(shown.text.split('\n')[0]).toBe('a fdp.exe b c d e')
  })

  it('a creator or a channel only ever appear by id', () => {
    const share = aShare({
      creator: { id: 'U0ALICE', name: '<!channel>' },
      channel: { id: 'C0TEAM', name: '<!here>' },
    })
    expect(JSON.stringify(view(share))).not.toContain('<!channel>')
    expect(JSON.stringify(view(share))).not.toContain('<!here>')
  })

  it('the date of an end is a whole number of seconds', () => {
    expect(viewFaults(view(aShare({ terms: { expiresAt: NOW + 999 } })))).toEqual([])
  })
})

it.each([
  ['soft hyphens and fillers', '\u00ad\u3164\u115f\u180e\u2064'],
  ['tags', '\u{e0041}\u{e0042}'],
])('%s alone are no name', (_, title) => {
  expect(literalTexts(view(aShare({ file: { id: '1', title } })))).toContain('(no name)')
})
