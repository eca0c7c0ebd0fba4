import { describe, expect, it } from 'vitest'
import { fingerprintOf } from '../../../src/domain/fingerprint.ts'
import { isFinished, pendingNotice } from '../../../src/domain/pending-notice.ts'
import { hasEnded, type ShareLink } from '../../../src/domain/share.ts'
import { aRevokedShare, aShare, DAY, LINK_ID, NOW } from '../../support/builders.ts'

const told = (share: ShareLink, more: Partial<ShareLink['notified']> = {}): ShareLink => ({
  ...share,
  notified: { ...share.notified, fingerprint: fingerprintOf(share), ...more },
})

const MANY = { limit: 9 }
const BY_BOB = { expiresAt: NOW + DAY, limit: 3, by: 'U0BOB', askedAt: NOW, reference: 'REF23456' }
const extendedBy = (by: string): ShareLink => aShare({ extensions: [{ ...BY_BOB, by }] })
const ITS_END = { reason: 'expired' as const, by: null, decidedAt: NOW - 1, verifiedAt: NOW - 1 }
const backAgain: ShareLink = { ...extendedBy('U0BOB'), pastEnds: [{ ...ITS_END, revivedAt: NOW }] }
const GONE = { message: null, messageLost: true }
const LOST = aShare(GONE)
const NEAR = aShare({ endIsNear: aShare().terms.expiresAt })

describe('owed', () => {
  it.each<[string, ShareLink, ReturnType<typeof pendingNotice>]>([
    ['nothing while it is being made', aShare({ state: 'creating', step: 'posting', downloads: 1 }), null],
    ['nothing of one that failed', aShare({ state: 'failed', downloads: 1 }), null],
    ['nothing when all is told', told(aShare({ downloads: 1 }), { downloads: 1 }), null],
    ['a message never written', aShare(), 'message'],
    ['a message that shows another count', { ...told(aShare()), downloads: 1 }, 'message'],
    ['a message that still shows it alive', { ...told(aShare()), state: 'revoking' }, 'message'],
    ['the end, behind the message', told(aRevokedShare()), 'end'],
    ['the message, before the end', aRevokedShare(), 'message'],
    ['no end before it is proved', told(aShare({ state: 'revoking', end: {} })), null],
    ['the end whose answer was lost, again', told(aRevokedShare(), { end: 'telling' }), 'end'],
    ['no end that was told', told(aRevokedShare(), { end: 'notified' }), null],
    ['the end without a message', aRevokedShare({ message: null }), 'end'],
    ['downloads', told(aShare({ downloads: 2, terms: MANY }), { downloads: 1 }), 'downloads'],
    ['the end before downloads', told(aRevokedShare({ downloads: 2 })), 'end'],
    ['downloads behind a told end', told(aRevokedShare({ downloads: 2 }), { end: 'notified' }), 'downloads'],
    ['no downloads without a message', aShare({ downloads: 2, terms: MANY, message: null }), null],
    ['no downloads when fewer are counted than told', told(aShare({ downloads: 1 }), { downloads: 2 }), null],
    ['an extension', told(extendedBy('U0BOB')), 'extension'],
    ['no extension that was told', told(extendedBy('U0BOB'), { extensions: 1 }), null],
    ['the message, before the extension', extendedBy('U0BOB'), 'message'],
    ['no extension while its end is on its way', told({ ...extendedBy('U0BOB'), state: 'revoking' }), null],
    ['the end before an extension', told({ ...aRevokedShare(), extensions: [BY_BOB] }), 'end'],
    [
      'no extension behind a told end',
      told({ ...aRevokedShare(), extensions: [BY_BOB] }, { end: 'notified' }),
      null,
    ],
    ['an extension without a message', { ...extendedBy('U0BOB'), message: null }, 'extension'],
    [
      'no extension of the creator’s own without a message',
      { ...extendedBy('U0ALICE'), message: null },
      null,
    ],
    ['no extension in a quiet thread', told({ ...extendedBy('U0BOB'), muted: true }), null],
    ['a return, in a quiet thread too', told({ ...backAgain, muted: true }), 'extension'],
    ['that the message is gone', LOST, 'lost'],
    ['an extension by somebody else before that', { ...LOST, extensions: [BY_BOB] }, 'extension'],
    ['not again that it is gone', { ...LOST, notified: { ...LOST.notified, lost: true } }, null],
    ['no message that is gone of one that never had any', { ...LOST, messageLost: false }, null],
    ['no message that is gone once the link is too', { ...LOST, state: 'revoking' }, null],
    ['the end, not that the message is gone', aRevokedShare({ message: null, messageLost: true }), 'end'],
    [
      'nothing of that behind the end',
      { ...aRevokedShare(), ...GONE, notified: { ...LOST.notified, end: 'notified' } },
      null,
    ],
    ['that its end is near', told(NEAR), 'warning'],
    ['not again that its end is near', told(NEAR, { warnedEnd: NEAR.terms.expiresAt }), null],
    ['a warning of a moved end', told(NEAR, { warnedEnd: NEAR.terms.expiresAt - 1 }), 'warning'],
    [
      'no warning of an end that was moved since',
      told({ ...NEAR, endIsNear: NEAR.terms.expiresAt - 1 }),
      null,
    ],
    ['no warning while it ends', told({ ...NEAR, state: 'revoking' }), null],
    [
      'no warning of what is over',
      told(aRevokedShare({ endIsNear: NEAR.terms.expiresAt }), { end: 'notified' }),
      null,
    ],
    ['no warning in a quiet thread', told({ ...NEAR, muted: true }), null],
    ['a warning without a message', { ...NEAR, message: null }, 'warning'],
    ['that it is gone before a warning', { ...NEAR, ...GONE }, 'lost'],
    ['the last download, before the line on it', told(aShare({ downloads: 2 })), 'warning'],
    ['the line, once that was said', told(aShare({ downloads: 2 }), { warnedLimit: 3 }), 'downloads'],
    ['the last download of a new limit', told(aShare({ downloads: 2 }), { warnedLimit: 5 }), 'warning'],
    ['no last download of a limit of one', told(aShare({ terms: { limit: 1 } })), null],
    ['no last download of an unlimited one', told(aShare({ terms: { limit: null } })), null],
    ['no downloads in a quiet thread', told({ ...aShare({ downloads: 2 }), muted: true }), null],
    ['the end of a quiet one', told(aRevokedShare({ muted: true })), 'end'],
  ])('%s', (_, share, what) => {
    expect(pendingNotice(share)).toBe(what)
  })
})

describe('isFinished', () => {
  it.each<[string, ShareLink, boolean]>([
    ['live and told', told(aShare()), true],
    ['over and told', told(aRevokedShare(), { end: 'notified' }), true],
    ['over, but perhaps untold', told(aRevokedShare(), { end: 'telling' }), false],
    ['failed, no link left', aShare({ state: 'failed' }), true],
    ['being made', aShare({ state: 'creating', step: 'linking' }), false],
    ['ending', told(aShare({ state: 'revoking', end: {} })), false],
    ['a link left', told(aShare({ looseLinkIds: [LINK_ID] })), false],
    ['failed, a link left', aShare({ state: 'failed', looseLinkIds: [LINK_ID] }), false],
    ['something owed', aShare(), false],
  ])('%s: %s', (_, share, finished) => {
    expect(isFinished(share)).toBe(finished)
  })
})

describe('fingerprintOf', () => {
  it.each<[string, Partial<ShareLink>]>([
    ['state', { state: 'revoking' }],
    ['count', { downloads: 1 }],
    ['end of life', { terms: { ...aShare().terms, expiresAt: 1 } }],
    ['limit', { terms: { ...aShare().terms, limit: 4 } }],
    ['no limit', { terms: { ...aShare().terms, limit: null } }],
    ['reason', { end: { reason: 'limit', by: null, decidedAt: 1, verifiedAt: null } }],
    ['actor', { end: { reason: 'limit', by: 'U0BOB', decidedAt: 1, verifiedAt: null } }],
  ])('changes with %s', (_, change) => {
    expect(fingerprintOf({ ...aShare(), ...change })).not.toBe(fingerprintOf(aShare()))
  })

  it('tells reason and actor apart', () => {
    const by = (reason: 'limit' | 'manual', user: string | null) =>
      fingerprintOf(aRevokedShare({ end: { reason, by: user } }))
    expect(
      new Set([by('limit', null), by('manual', null), by('manual', 'U1'), by('manual', 'U2')]).size,
    ).toBe(4)
  })

  it('does not change with what the message does not show', () => {
    const share = aShare({ judgedEvents: 5, notified: { downloads: 2 }, bornAt: 1, looseLinkIds: ['x'] })
    expect(fingerprintOf(share)).toBe(fingerprintOf(aShare()))
  })
})

it.each([
  ['creating', false],
  ['active', false],
  ['revoking', true],
  ['revoked', true],
  ['failed', true],
] as const)('hasEnded %s: %s', (state, ended) => {
  expect(hasEnded(aShare({ state }))).toBe(ended)
})
