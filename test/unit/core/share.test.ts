import { describe, expect, it } from 'vitest'
import { faceOf, hasEnded, isSettled, owed, type ShareLink } from '../../../src/domain/share.ts'
import { aRevokedShare, aShare, LINK_ID } from '../../support/builders.ts'

const told = (share: ShareLink, more: Partial<ShareLink['told']> = {}): ShareLink => ({
  ...share,
  told: { ...share.told, face: faceOf(share), ...more },
})

describe('owed', () => {
  it.each<[string, ShareLink, ReturnType<typeof owed>]>([
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
    ['no end that was told', told(aRevokedShare(), { end: 'told' }), null],
    ['the end without a message', aRevokedShare({ message: null }), 'end'],
    ['downloads', told(aShare({ downloads: 2 }), { downloads: 1 }), 'downloads'],
    ['the end before downloads', told(aRevokedShare({ downloads: 2 })), 'end'],
    ['downloads behind a told end', told(aRevokedShare({ downloads: 2 }), { end: 'told' }), 'downloads'],
    ['no downloads without a message', aShare({ downloads: 2, message: null }), null],
    ['no downloads when fewer are counted than told', told(aShare({ downloads: 1 }), { downloads: 2 }), null],
  ])('%s', (_, share, what) => {
    expect(owed(share)).toBe(what)
  })
})

describe('isSettled', () => {
  it.each<[string, ShareLink, boolean]>([
    ['live and told', told(aShare()), true],
    ['over and told', told(aRevokedShare(), { end: 'told' }), true],
    ['over, but perhaps untold', told(aRevokedShare(), { end: 'telling' }), false],
    ['failed, no link left', aShare({ state: 'failed' }), true],
    ['being made', aShare({ state: 'creating', step: 'linking' }), false],
    ['ending', told(aShare({ state: 'revoking', end: {} })), false],
    ['a link left', told(aShare({ looseLinkIds: [LINK_ID] })), false],
    ['failed, a link left', aShare({ state: 'failed', looseLinkIds: [LINK_ID] }), false],
    ['something owed', aShare(), false],
  ])('%s: %s', (_, share, settled) => {
    expect(isSettled(share)).toBe(settled)
  })
})

describe('faceOf', () => {
  it.each<[string, Partial<ShareLink>]>([
    ['state', { state: 'revoking' }],
    ['count', { downloads: 1 }],
    ['end of life', { terms: { ...aShare().terms, expiresAt: 1 } }],
    ['limit', { terms: { ...aShare().terms, limit: 4 } }],
    ['no limit', { terms: { ...aShare().terms, limit: null } }],
    ['reason', { end: { reason: 'limit', by: null, decidedAt: 1, verifiedAt: null } }],
    ['actor', { end: { reason: 'limit', by: 'U0BOB', decidedAt: 1, verifiedAt: null } }],
  ])('changes with %s', (_, change) => {
    expect(faceOf({ ...aShare(), ...change })).not.toBe(faceOf(aShare()))
  })

  it('tells reason and actor apart', () => {
    const by = (reason: 'limit' | 'manual', user: string | null) =>
      faceOf(aRevokedShare({ end: { reason, by: user } }))
    expect(
      new Set([by('limit', null), by('manual', null), by('manual', 'U1'), by('manual', 'U2')]).size,
    ).toBe(4)
  })

  it('does not change with what the message does not show', () => {
    const share = aShare({ judgedEvents: 5, told: { downloads: 2 }, bornAt: 1, looseLinkIds: ['x'] })
    expect(faceOf(share)).toBe(faceOf(aShare()))
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
