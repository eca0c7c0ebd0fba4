import { describe, expect, it } from 'vitest'
import type { ShareLink } from '../../../src/domain/share.ts'
import { endNears, warned, warningsDue, warnMoment } from '../../../src/domain/warning.ts'
import { aRevokedShare, aShare, DAY, HOUR, NOW } from '../../support/builders.ts'

const living = (ms: number): ShareLink => aShare({ createdAt: NOW, terms: { expiresAt: NOW + ms } })
const extended = (share: ShareLink, askedAt: number, expiresAt: number): ShareLink => ({
  ...share,
  terms: { ...share.terms, expiresAt },
  extensions: [{ expiresAt, limit: 3, by: 'U0BOB', askedAt, reference: 'REF23456' }],
})

describe('warnMoment', () => {
  it.each<[string, ShareLink, number, number | null]>([
    ['a week', living(7 * DAY), DAY, NOW + 6 * DAY],
    ['just over twice the time', living(2 * DAY + 1), DAY, NOW + DAY + 1],
    ['twice the time', living(2 * DAY), DAY, null],
    ['an hour', living(HOUR), DAY, null],
    ['an hour, warned of shortly before', living(HOUR), HOUR / 6, NOW + HOUR - HOUR / 6],
    ['turned off', living(90 * DAY), 0, null],
    ['extended for long', extended(living(DAY), NOW + DAY / 2, NOW + 9 * DAY), DAY, NOW + 8 * DAY],
    [
      'a week, extended for a day on its last one',
      extended(living(7 * DAY), NOW + 7 * DAY - HOUR, NOW + 8 * DAY),
      DAY,
      NOW + 7 * DAY,
    ],
    ['two days in all', extended(living(DAY), NOW + DAY / 2, NOW + 2 * DAY), DAY, null],
    [
      'extended for an hour on the last day',
      extended(living(7 * DAY), NOW + 7 * DAY - HOUR, NOW + 7 * DAY + HOUR),
      DAY,
      null,
    ],
    ['back for a day', extended(living(7 * DAY), NOW + 9 * DAY + 1, NOW + 10 * DAY + 1_000), DAY, null],
    ['back for longer', extended(living(7 * DAY), NOW + 9 * DAY, NOW + 11 * DAY), DAY, NOW + 10 * DAY],
  ])('%s', (_, share, before, at) => {
    expect(warnMoment(share, before)).toBe(at)
  })
})

describe('endNears', () => {
  const end = NOW + DAY
  const share = aShare({ terms: { expiresAt: end } })

  it('keeps which end it is for', () => {
    expect(endNears(share, end, NOW)).toEqual({ ...share, endIsNear: end })
    expect(endNears({ ...share, endIsNear: end - DAY }, end, NOW)?.endIsNear).toBe(end)
  })

  it.each<[string, ShareLink, number]>([
    ['a moved end', { ...share, terms: { ...share.terms, expiresAt: end + 1 } }, NOW],
    ['one that is known', { ...share, endIsNear: end }, NOW],
    ['one that has come', share, end],
    ['one that is decided', { ...share, state: 'revoking' }, NOW],
    ['what is over', aRevokedShare({ terms: { expiresAt: end } }), NOW],
    ['what is being made', { ...share, state: 'creating' }, NOW],
  ])('is nothing for %s', (_, other, now) => {
    expect(endNears(other, end, now)).toBeNull()
  })
})

describe('warningsDue', () => {
  const both = aShare({ downloads: 2, endIsNear: aShare().terms.expiresAt })

  it('are both at once where both are due, and none once they were given', () => {
    expect(warningsDue(both)).toEqual(['end', 'last-download'])
    const notified = { ...both.notified, ...warned(both, warningsDue(both)) }
    expect(notified).toMatchObject({ warnedEnd: both.terms.expiresAt, warnedLimit: 3 })
    expect(warningsDue({ ...both, notified })).toEqual([])
  })

  it('leave the other one due', () => {
    const notified = { ...both.notified, ...warned(both, ['end']) }
    expect(warningsDue({ ...both, notified })).toEqual(['last-download'])
  })

  it.each([0, 1, 3, 4])('with %i of 3 downloads none is the last to come', (downloads) => {
    expect(warningsDue(aShare({ downloads }))).toEqual([])
  })
})
