import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { endUrgency } from '../../../src/domain/end-urgency.ts'
import {
  minuteLinkAsked,
  minuteLinkFor,
  minuteLinksToEnd,
  newMinuteLink,
} from '../../../src/domain/minute-links.ts'
import { aRevokedShare, aShare, HOUR, MINUTE, NOW, SECOND } from '../../support/builders.ts'

const aMinuteLink = (until: number) => ({ id: 'minute', until, expiresAt: until, askedAt: NOW })

describe('a minute link', () => {
  it('lasts two minutes at most, and long enough for a slow portal, whenever its share ends', () => {
    const cases = fc.record({
      endsIn: fc.integer({ min: -HOUR, max: HOUR }),
      skewMs: fc.integer({ min: -HOUR, max: HOUR }),
    })
    fc.assert(
      fc.property(cases, ({ endsIn, skewMs }) => {
        const share = aShare({ terms: { expiresAt: NOW + endsIn } })
        const link = newMinuteLink(share, { id: 'minute', now: NOW, skewMs })
        const lastsMs = link.until - NOW
        expect(lastsMs).toBeLessThanOrEqual(2 * MINUTE)
        expect(lastsMs).toBeGreaterThanOrEqual(80 * SECOND)
        if (lastsMs > 80 * SECOND) expect(lastsMs).toBeLessThanOrEqual(Math.max(endsIn, 80 * SECOND))
        expect(link.expiresAt - link.until).toBe(skewMs)
      }),
    )
  })

  it('is handed out as long as it has a minute left', () => {
    const share = { minuteLinks: [aMinuteLink(NOW + 2 * MINUTE)] }
    expect(minuteLinkFor(share, NOW + MINUTE)?.id).toBe('minute')
    expect(minuteLinkFor(share, NOW + MINUTE + 1)).toBeNull()
  })

  it('is not made where many are still to be removed', () => {
    const minuteLinks = [...'abcdefgh'].map((id) => ({ ...aMinuteLink(NOW + MINUTE), id }))
    expect(
      minuteLinkAsked(aShare({ minuteLinks: minuteLinks.slice(1) }), aMinuteLink(NOW), NOW),
    ).not.toBeNull()
    expect(minuteLinkAsked(aShare({ minuteLinks }), aMinuteLink(NOW), NOW)).toBeNull()
  })

  it('goes with any end of its share, but for that by the limit, after which claims go on', () => {
    const minuteLinks = [aMinuteLink(NOW + MINUTE)]
    const over = (reason: 'manual' | 'expired' | 'removed' | 'limit') =>
      minuteLinksToEnd(aRevokedShare({ minuteLinks, end: { reason } }), NOW).length
    expect([over('manual'), over('expired'), over('removed'), over('limit')]).toEqual([1, 1, 1, 0])
    expect(minuteLinksToEnd(aShare({ minuteLinks }), NOW)).toEqual([])
  })

  it('that outlives its share makes the removal urgent', () => {
    const urgency = (until: number) =>
      endUrgency(aShare({ state: 'revoking', end: { reason: 'expired' }, minuteLinks: [aMinuteLink(until)] }))
    expect([urgency(NOW), urgency(NOW + 1)]).toEqual(['expired', 'now'])
  })
})
