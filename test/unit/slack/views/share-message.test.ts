import { describe, expect, it } from 'vitest'
import type { Drift } from '../../../../src/domain/drift.ts'
import type { ShareLink } from '../../../../src/domain/share.ts'
import type { EndReason } from '../../../../src/domain/share-state.ts'
import { DETAILS, EXTEND, GET_FILE, OPEN, REVOKE } from '../../../../src/slack/views/actions.ts'
import { downloadsReply, endReply } from '../../../../src/slack/views/replies.ts'
import { shareMessage } from '../../../../src/slack/views/share-message.ts'
import { aRevokedShare, aShare, DAY, keyOf, LINK_ID, NOW, ORIGIN, SECOND } from '../../../support/builders.ts'
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
  it.each(LIVE)('%s: opens, and can be looked at and revoked', (_, share) => {
    const [open, details, revoke, ...others] = buttonsOf(view(share))
    expect(open).toMatchObject({ action_id: OPEN, url: share.address })
    expect(details).toMatchObject({ action_id: DETAILS, value: share.id })
    expect(revoke).toMatchObject({ action_id: REVOKE, value: share.id, confirm: expect.anything() })
    expect(others).toEqual([])
    expect(view(share).text).not.toMatch(/closed|expired/i)
  })

  it.each<[string, ShareLink, string[]]>([
    ['limit', aShare({ downloads: 1 }), ['1 of 3 downloads', 'Closes within seconds of the last download']],
    ['one download', aShare({ terms: { limit: 1 } }), ['0 of 1 download', 'Closes within seconds']],
    [
      'no limit',
      aShare({ terms: { limit: null }, direct: false, downloads: 1 }),
      ['1 download', "aren't counted"],
    ],
    [
      'direct address, without a limit',
      aShare({ terms: { limit: null } }),
      ['0 downloads', 'No limit, counted every 10 s'],
    ],
    [
      'page, with a limit',
      aShare({ direct: false }),
      ['0 of 3 downloads', "Opens in DocSpace · edits and downloads there aren't counted"],
    ],
    [
      'view only',
      aShare({ terms: { limit: null, viewOnly: true }, direct: false }),
      ['view only', 'Opens in DocSpace'],
    ],
    ['password', aShare({ sealedPassword: 'x', direct: false }), ['password protected', 'Opens in DocSpace']],
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
    expect(text).toContain('ID K7M4QX')
    expect(text.split('\n')[0]).toBe('<@U0ALICE> shared Q3 report.docx')
    expect(text).toContain(
      `<!date^${aShare().terms.expiresAt / 1000}^Expires {date_long_pretty} at {time}|Expires 2026-11-30 10:00 UTC>`,
    )
    expect(JSON.stringify(blocks)).toContain(`"timestamp":${aShare().terms.expiresAt / 1000}`)
  })
})

describe('the way to the file', () => {
  const drifted = (more: Partial<Drift>): Pick<ShareLink, 'drift'> => ({
    drift: { link: [], kept: [], file: 'there', by: null, seenAt: NOW, repair: 'none', ...more },
  })
  const denied = drifted({ link: [{ what: 'denyDownload', denied: true }] })
  const exact = { address: null, direct: false, terms: { exact: true as const } }

  it.each<[string, ShareLink]>([
    ['its download denied', aShare(denied)],
    ['its download denied, exact', aShare({ ...exact, ...denied })],
    ...(['trash', 'archive', 'hidden'] as const).map((file): [string, ShareLink] => [
      file,
      aShare(drifted({ file })),
    ]),
  ])('is not offered while it leads nowhere: %s', (_, share) => {
    const shown = view(share)
    expect(buttonsOf(shown).map(({ action_id }) => action_id)).toEqual([DETAILS, REVOKE])
    expect(shown.text).not.toContain('Closes')
  })

  it.each<[string, ShareLink, string]>([
    ['a page that still shows it', aShare({ direct: false, address: PAGE, ...denied }), OPEN],
    ['the file in another folder', aShare(drifted({ file: 'moved' })), OPEN],
    ['the download denied and put back', aShare(drifted({ ...denied.drift, repair: 'done' })), OPEN],
    ['an exact link', aShare(exact), GET_FILE],
  ])('is offered: %s', (_, share, action) => {
    expect(buttonsOf(view(share))[0]?.action_id).toBe(action)
  })
})

describe('people of the portal', () => {
  const end = { reason: 'removed', portalUser: 'Rita Roomadmin' } as const

  it('are named in the own workspace, and nowhere else', () => {
    const [ours, shared] = [aRevokedShare({ end }), aRevokedShare({ end, outsidersAgreed: true })]
    for (const share of [ours, shared]) {
      const said = [view(share), endReply(share)].map(({ text }) => text.includes('Rita Roomadmin'))
      expect(said).toEqual([share === ours, share === ours])
    }
  })
})

describe('a share that is over', () => {
  it('has its name struck out, but not while it is only paused', () => {
    const styles = (share: ShareLink) =>
      JSON.stringify(view(share).blocks).match(/"style":\{"(\w+)":true\}/)?.[1]
    expect(styles(aRevokedShare())).toBe('strike')
    expect(styles(aRevokedShare({ end: { reason: 'blind' } }))).toBe('bold')
    expect(styles(aShare())).toBe('bold')
  })

  it.each<[string, Parameters<typeof aRevokedShare>[0], RegExp]>([
    [
      'closed',
      { downloads: 3, end: { reason: 'limit' } },
      /Closed \S.*>: limit reached · 3 of 3 downloads used\n/,
    ],
    [
      'closed by its only one',
      { downloads: 1, terms: { limit: 1 }, end: { reason: 'limit' } },
      />: limit reached · 1 of 1 download used\n/,
    ],
    ['expired', { downloads: 1, end: { reason: 'expired' } }, /Expired \S.*> · 1 of 3 downloads used\n/],
    [
      'revoked',
      { end: { reason: 'manual', by: 'U0BOB' } },
      /Revoked by <@U0BOB> <.*> · 0 of 3 downloads used\n/,
    ],
  ])('says when, and how much was used, once: %s', (_, changes, line) => {
    const { text } = view(aRevokedShare(changes))
    expect(text).toMatch(line)
    expect(text.match(/downloads? used/g)).toHaveLength(1)
  })

  it('expired when it was to, however late that was seen to', () => {
    const { text } = view(aRevokedShare({ end: { reason: 'expired', decidedAt: NOW + 9 * DAY } }))
    expect(text).toContain(`<!date^${aShare().terms.expiresAt / 1_000}^Expired`)
  })

  it.each(OVER)('%s: has no address, no key and no button left but Details', (_, share) => {
    const shown = JSON.stringify([view(share), endReply(share), downloadsReply(share, 0)])
    expect(buttonsOf(view(share))).toMatchObject([{ action_id: DETAILS, value: share.id }])
    for (const secret of ['filehandler', '/s/', keyOf(LINK_ID), LINK_ID, '"url"', REVOKE, OPEN, EXTEND]) {
      expect(shown).not.toContain(secret)
    }
  })

  it.each<[EndReason, string]>([
    ['expired', 'expired'],
    ['limit', '0 of 3 downloads used'],
    ['manual', 'evoked by <@U0BOB>'],
    ['removed', 'omeone deleted the link or its file in DocSpace'],
    ['blind', "ownloads can't be counted right now"],
    ['policy', "our workspace's rules no longer allow this link"],
  ])('%s: says why', (reason, words) => {
    const share = aRevokedShare({ end: { reason, by: reason === 'manual' ? 'U0BOB' : null } })
    for (const shown of [view(share), endReply(share)])
      expect(shown.text.toLowerCase()).toContain(words.toLowerCase())
    const now = { blind: 'Paused: ', manual: '<@U0BOB> is revoking', expired: 'Expired. Closing now' }[
      String(reason)
    ]
    expect(view({ ...share, state: 'revoking' }).text).toContain(now ?? 'Closing now: ')
  })

  it.each<[number, string]>([
    [4, 'link closed, 4 downloads (limit 3). The last one slipped in before it closed.'],
    [7, 'link closed, 7 downloads (limit 3). The last 4 slipped in before it closed.'],
  ])('is honest about an overrun of %d', (downloads, words) => {
    const share = aRevokedShare({ downloads, end: { reason: 'limit' } })
    expect(endReply(share).text).toContain(words)
    expect(view(share).text).toContain(`${downloads} downloads (limit 3)`)
  })

  it('speaks of no overrun where there is none', () => {
    expect(endReply(aRevokedShare({ downloads: 3, end: { reason: 'limit' } })).text).toContain(
      'link closed, all 3 downloads used.\n',
    )
  })

  it('does not offer what was promised of the living', () => {
    expect(view(aRevokedShare()).text).not.toContain('within seconds')
  })
})

describe('the thread', () => {
  it.each<[number, number, number | null, string]>([
    [0, 1, 3, 'Downloaded (1 of 3).'],
    [1, 3, 3, '2 downloads (3 of 3).'],
    [0, 2, null, '2 downloads (2 so far).'],
    [0, 1, null, 'Downloaded (1 so far).'],
  ])('from %d to %d of %s', (from, downloads, limit, words) => {
    expect(downloadsReply(aShare({ downloads, terms: { limit } }), from).text).toBe(words)
  })

  it.each<[number, number, number | null, string]>([
    [3, 4, 3, '1 earlier download showed up late: 4 in all.'],
    [3, 5, 3, '2 earlier downloads showed up late: 5 in all.'],
    [1, 2, null, '1 earlier download showed up late: 2 in all.'],
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
    expect(shown.text.split('\n')[0]).toBe('<@U0ALICE> shared a fdp.exe b c d e')
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
