import { describe, expect, it } from 'vitest'
import type { RecordKind } from '../../../src/domain/record-line.ts'
import { recordOf } from '../../../src/domain/record-of.ts'
import type { ExtensionUnderWay, ShareLink } from '../../../src/domain/share.ts'
import { aRevokedShare, aShare, DAY, HOUR, NOW } from '../../support/builders.ts'

const kindsOf = (before: ShareLink, after: ShareLink, by?: string) =>
  recordOf(before, after, by).map(({ kind, actor, result }) => [
    kind,
    actor,
    ...(result === undefined ? [] : [result]),
  ])

const ENDED = { decidedAt: NOW, verifiedAt: null, by: null }
const making = aShare({ state: 'creating', step: 'posting' })
const live = aShare()
const extension = { expiresAt: NOW + 9 * DAY, limit: 5, askedAt: NOW, reference: 'REF1', by: 'U0BOB' }
const asked: ExtensionUnderWay = { ...extension, replyTo: null, refusal: null }
const suspended = aRevokedShare({ end: { ...ENDED, reason: 'blind', verifiedAt: NOW } })

type Case = [what: string, before: ShareLink, after: ShareLink, line: [RecordKind, ...string[]]]
const CASES: Case[] = [
  ['a link that is posted', making, live, ['made', 'U0ALICE']],
  [
    'one that a rule stands against in the worker',
    making,
    aShare({
      state: 'failed',
      failure: { refusal: { reason: 'policy', rule: 'MAX_LIVE_LINKS', most: 3, waitMs: null }, at: NOW },
    }),
    ['refused', 'U0ALICE', 'make: policy MAX_LIVE_LINKS'],
  ],
  [
    'one that cannot be made',
    making,
    aShare({ state: 'failed', failure: { refusal: { reason: 'portal-down' }, at: NOW } }),
    ['failed', 'U0ALICE', 'make: portal-down'],
  ],
  [
    'Revoke',
    live,
    aShare({ state: 'revoking', end: { ...ENDED, reason: 'manual', by: 'U0BOB' } }),
    ['revoked', 'U0BOB'],
  ],
  ...(['expired', 'limit', 'policy'] as const).map(
    (reason): Case => [
      `an end by ${reason}`,
      live,
      aShare({ state: 'revoking', end: { ...ENDED, reason } }),
      ['ended', 'app', reason],
    ],
  ),
  [
    'a link that was deleted in the portal',
    live,
    aShare({ state: 'revoking', end: { ...ENDED, reason: 'removed', portalUser: 'Dana' } }),
    ['ended', 'portal', 'removed'],
  ],
  [
    'downloads that cannot be seen',
    live,
    aShare({ state: 'revoking', end: { ...ENDED, reason: 'blind' } }),
    ['suspended', 'app'],
  ],
  ['their return', suspended, aShare({ extensions: [{ ...extension, by: null }] }), ['resumed', 'app']],
  [
    'an end that comes while it is suspended',
    suspended,
    aRevokedShare({ end: { ...ENDED, reason: 'expired', verifiedAt: NOW } }),
    ['ended', 'app', 'expired'],
  ],
  [
    'an extension',
    aShare({ extending: asked }),
    aShare({ extending: asked, extensions: [extension], terms: { expiresAt: NOW + 9 * DAY, limit: 2 } }),
    ['extended', 'U0BOB'],
  ],
  [
    'one that is refused in the worker',
    aShare({ extending: asked }),
    aShare({ extending: { ...asked, refusal: { reason: 'portal-down' } } }),
    ['failed', 'U0BOB', 'extend: portal-down'],
  ],
  [
    'a stricter rule',
    aShare({ extending: { ...asked, byRule: true } }),
    aShare({ extensions: [{ ...extension, byRule: true }], terms: { expiresAt: NOW + HOUR } }),
    ['shortened', 'U0BOB', 'policy'],
  ],
  [
    'Take over',
    live,
    aShare({ creator: { id: 'U0ADMIN', name: 'Ada' } }),
    ['taken-over', 'U0ADMIN', 'from U0ALICE'],
  ],
  ['outsiders may use it', live, aShare({ outsidersAgreed: true }), ['kept', 'U0ALICE', 'outsiders']],
]

describe('an act that changes a share', () => {
  it.each(CASES)('%s is one line', (_, before, after, expected) => {
    expect(kindsOf(before, after)).toEqual([expected])
  })

  it('is of whoever had it changed', () => {
    expect(kindsOf(live, aShare({ muted: true }), 'U0BOB')).toEqual([['muted', 'U0BOB']])
    expect(kindsOf(aShare({ muted: true }), live, 'U0BOB')).toEqual([['unmuted', 'U0BOB']])
  })

  it('says which link, file and channel, and its terms, but no title, address, key or note', () => {
    const share = aShare({ sealedPassword: 'sealed', terms: { note: 'for Dana only' } })
    const lines = recordOf(aShare({ ...share, state: 'creating' }), share)
    expect(lines).toEqual([
      {
        kind: 'made',
        actor: 'U0ALICE',
        share: 'K7M4QX',
        file: '4821',
        channel: 'C0TEAM',
        terms: { expiresAt: NOW + 7 * DAY, limit: 3, viewOnly: false, exact: false, password: true },
      },
    ])
  })
})

it('what is no act has no line', () => {
  const ending = aShare({ state: 'revoking', end: { ...ENDED, reason: 'limit' } })
  const none: [ShareLink, ShareLink][] = [
    [live, aShare({ downloads: 2, judgedEvents: 2 })],
    [live, aShare({ extending: asked })],
    [ending, aRevokedShare({ end: { ...ENDED, reason: 'limit', verifiedAt: NOW } })],
    [aShare({ extending: { ...asked, refusal: { reason: 'bug' } } }), live],
  ]
  for (const [before, after] of none) expect(kindsOf(before, after)).toEqual([])
})
