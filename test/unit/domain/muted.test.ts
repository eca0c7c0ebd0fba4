import { describe, expect, it } from 'vitest'
import { markMuted, setMuted } from '../../../src/domain/muted.ts'
import { hasRevival, isRevival } from '../../../src/domain/revival.ts'
import type { Extension, Notified, PastEnd, ShareLink } from '../../../src/domain/share.ts'
import { aShare, DAY, NOW, SECOND } from '../../support/builders.ts'

const extension = (askedAt: number, by = 'U0BOB'): Extension => ({
  expiresAt: askedAt + DAY,
  limit: 3,
  by,
  askedAt,
  reference: `REF${askedAt}`,
})
const pastEnd = (revivedAt: number): PastEnd => ({
  reason: 'expired',
  by: null,
  decidedAt: revivedAt - SECOND,
  verifiedAt: revivedAt - SECOND,
  revivedAt,
})

describe('an extension that took an end back', () => {
  const share = {
    extensions: [extension(NOW), extension(NOW + DAY), extension(NOW + 2 * DAY)],
    // The second was announced while the link was being removed.
    pastEnds: [pastEnd(NOW + DAY + SECOND)],
  }

  it('is told from those that moved one', () => {
    expect([0, 1, 2, 3].map((index) => isRevival(share, index))).toEqual([false, true, false, false])
  })

  it('is looked for among those that are not told', () => {
    expect([0, 1, 2, 3].map((from) => hasRevival(share, from))).toEqual([true, true, false, false])
  })
})

describe('markMuted', () => {
  const near = aShare({ downloads: 2, endIsNear: aShare().terms.expiresAt })

  it.each<[string, ShareLink, Partial<Notified> | null]>([
    ['nothing of a thread that may speak', { ...near, extensions: [extension(NOW)] }, null],
    [
      'downloads and warnings of a quiet one',
      { ...near, muted: true },
      { downloads: 2, warnedEnd: near.terms.expiresAt, warnedLimit: 3 },
    ],
    ['nothing of a quiet one of which there is none', aShare({ muted: true }), null],
    [
      'extensions of a quiet one',
      { ...aShare({ muted: true }), extensions: [extension(NOW)] },
      { extensions: 1 },
    ],
    [
      'no return, though it is quiet',
      { ...aShare({ muted: true }), extensions: [extension(NOW)], pastEnds: [pastEnd(NOW)] },
      null,
    ],
    [
      'what its creator has extended, where only they would be told',
      { ...aShare({ message: null }), extensions: [extension(NOW, 'U0ALICE')] },
      { extensions: 1 },
    ],
    ['not what somebody else has', { ...aShare({ message: null }), extensions: [extension(NOW)] }, null],
  ])('is %s', (_, share, marks) => {
    expect(markMuted(share)).toEqual(
      marks === null ? null : { ...share, notified: { ...share.notified, ...marks } },
    )
  })

  it('happens once', () => {
    const share = markMuted({ ...near, muted: true, extensions: [extension(NOW)] })
    expect(share === null ? 'nothing' : markMuted(share)).toBeNull()
  })
})

describe('muting', () => {
  it('changes nothing where it is so already', () => {
    expect(setMuted(aShare({ muted: true }), true)).toBeNull()
    expect(setMuted(aShare({ muted: false }), false)).toBeNull()
  })

  it('makes up for nothing when the thread may speak again', () => {
    const quiet = setMuted(aShare(), true)
    expect(quiet?.muted).toBe(true)
    const share = { ...aShare({ muted: true }), downloads: 2 }
    expect(setMuted(share, false)).toMatchObject({ muted: false, notified: { downloads: 2 } })
  })
})
