import { describe, expect, it } from 'vitest'
import {
  isOpenEnded,
  planBytes,
  portalRange,
  readRange,
  readValidator,
} from '../../../src/domain/byte-range.ts'
import type { Claim } from '../../../src/domain/claim.ts'
import { letsStreamsGoOn, whyClaimGone, whyShareGone } from '../../../src/domain/gone.ts'
import { aRevokedShare, aShare, MINUTE, NOW } from '../../support/builders.ts'

const claim: Claim = {
  id: 'c',
  taker: { kind: 'visitor', mark: 'm' },
  at: NOW,
  until: NOW + MINUTE,
  begunAt: null,
  bytes: 0,
}
const endedBy = (reason: 'limit' | 'expired' | 'manual' | 'blind') => aRevokedShare({ end: { reason } })

describe('why a share gives nothing', () => {
  it.each([
    ['there is one left', aShare(), 2, null],
    ['there is none left', aShare(), 3, 'used-up'],
    ['there is no limit', aShare({ terms: { limit: null } }), 99, null],
    ['its time is over', aShare({ terms: { expiresAt: NOW } }), 0, 'expired'],
    ['it ended so', endedBy('expired'), 0, 'expired'],
    ['it was used up', endedBy('limit'), 3, 'used-up'],
    ['it was revoked', endedBy('manual'), 0, 'revoked'],
    ['it is suspended', endedBy('blind'), 0, 'paused'],
  ])('where %s', (_, share, taken, why) => expect(whyShareGone(share, taken, NOW)).toBe(why))
})

describe('why a claim gives nothing', () => {
  it.each([
    ['it is open', aShare(), claim, NOW, null],
    ['it was the last one', endedBy('limit'), claim, NOW, null],
    ['its window is over', aShare(), claim, NOW + MINUTE, 'late'],
    ['there is none', aShare(), null, NOW, 'given-back'],
    ['its share was revoked', endedBy('manual'), claim, NOW, 'revoked'],
  ])('where %s', (_, share, own, now, why) => expect(whyClaimGone(share, own, now)).toBe(why))
})

it('streams outlive the end of their share by its own terms, and no other', () => {
  expect(
    (['limit', 'expired', 'manual', 'blind'] as const).map((end) => letsStreamsGoOn(endedBy(end))),
  ).toEqual([true, true, false, false])
  expect(letsStreamsGoOn(aShare())).toBe(true)
})

describe('what is passed on to the portal', () => {
  it.each([
    ['bytes=0-', 'bytes=0-'],
    ['bytes=1-5', 'bytes=1-5'],
    ['BYTES=1-5', 'bytes=1-5'],
    ['bytes=00-05', 'bytes=0-5'],
    [' bytes= 1 - 5 ', 'bytes=1-5'],
    ['bytes=-5', 'bytes=95-99'],
    ['bytes=-500', 'bytes=0-99'],
    ['bytes=-0', null],
    ['bytes=5-2', null],
    ['bytes=-', null],
    ['bytes=0-1,3-4', null],
    ['items=0-1', null],
    ['bytes=0-1\r\nx: y', null],
    ['bytes=99999999999999999999-', null],
    [undefined, null],
  ])('range %s', (header, range) => expect(portalRange(readRange(header), 100)).toBe(range))

  it('no range of last bytes where the size is not known', () => {
    expect(portalRange(readRange('bytes=-5'), null)).toBeNull()
    expect(portalRange(readRange('bytes=-5'), 0)).toBeNull()
  })

  it.each([
    ['"abc"', '"abc"'],
    ['W/"abc"', 'W/"abc"'],
    ['Mon, 23 Nov 2026 10:00:00 GMT', 'Mon, 23 Nov 2026 10:00:00 GMT'],
    ['abc', null],
    ['"a"\r\nx: y', null],
    [undefined, null],
  ])('validator %s', (header, found) => expect(readValidator(header)).toBe(found))
})

it('a claim is three times the file at most, as the portal says it is now', () => {
  const whole = (length: number | null, total: number | null) =>
    planBytes({ length, total, recorded: 50 }, false)
  expect(whole(10, 100)).toEqual({ promised: 10, piece: null, most: 300 })
  expect(whole(10, null)).toEqual({ promised: 10, piece: null, most: 150 })
  expect(whole(null, null)).toEqual({ promised: 50, piece: null, most: 150 })
})

it('a part without an end is promised piece by piece', () => {
  const open = (length: number, total: number) => planBytes({ length, total, recorded: null }, true)
  expect(open(900, 1_000)).toEqual({ promised: 63, piece: 63, most: 3_000 })
  expect(open(63, 1_000)).toEqual({ promised: 63, piece: null, most: 3_000 })
  expect(open(0, 0)).toEqual({ promised: 0, piece: null, most: 0 })
  const ranges = [undefined, 'bytes=1-', 'bytes=1-2', 'bytes=-5'].map(readRange)
  expect(ranges.map(isOpenEnded)).toEqual([false, true, false, false])
})
