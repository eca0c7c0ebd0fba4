import { describe, expect, it } from 'vitest'
import { homeFingerprintOf } from '../../../src/domain/home.ts'
import type { ShareLink } from '../../../src/domain/share.ts'
import { aRevokedShare, aShare, NOW } from '../../support/builders.ts'

const SHARE = aShare()

describe('a Home looks different', () => {
  it.each<[string, ShareLink]>([
    ['when a link is being made', aShare({ state: 'creating', step: 'linking' })],
    ['when it is ending', aShare({ state: 'revoking', end: {} })],
    ['when it has ended', aRevokedShare()],
    ['when it could not be made', aShare({ state: 'failed' })],
    ['when it was downloaded', aShare({ downloads: 1 })],
    ['when its end was moved', aShare({ terms: { expiresAt: NOW } })],
    ['when its limit was changed', aShare({ terms: { limit: 4 } })],
    ['when it was muted', aShare({ muted: true })],
    ['when its message, which a row leads to, is gone', aShare({ message: null, messageLost: true })],
  ])('%s', (_, share) => {
    expect(homeFingerprintOf(share)).not.toBe(homeFingerprintOf(SHARE))
  })

  it('when another ended it, for another reason, or when it cannot resume', () => {
    const fingerprints = [
      aRevokedShare(),
      aRevokedShare({ end: { reason: 'limit' } }),
      aRevokedShare({ end: { reason: 'manual', by: 'U0BOB' } }),
      aRevokedShare({ end: { reason: 'blind' } }),
      aRevokedShare({
        end: { reason: 'blind', stuck: { refusal: { reason: 'bug' }, tries: 1, triedAt: NOW } },
      }),
    ].map(homeFingerprintOf)
    expect(new Set(fingerprints).size).toBe(5)
  })
})

it.each<[string, ShareLink]>([
  ['what was told', aShare({ notified: { downloads: 3, fingerprint: 'x', end: 'notified' } })],
  ['an answer', aShare({ answered: true })],
  ['an event that does not count', aShare({ judgedEvents: 9 })],
])('%s is not seen there', (_, share) => {
  expect(homeFingerprintOf(share)).toBe(homeFingerprintOf(SHARE))
})
