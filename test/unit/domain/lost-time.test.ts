import { describe, expect, it } from 'vitest'
import { isBehind, type LaterFacts, lostSince, withLostTime } from '../../../src/domain/lost-time.ts'
import type { ShareLink } from '../../../src/domain/share.ts'
import { beginEnd } from '../../../src/domain/share-life.ts'
import { aLink, aRevokedShare, aShare, DAY, HOUR, MINUTE, NOW, SECOND } from '../../support/builders.ts'

describe('lostSince', () => {
  it.each<[string, number | null, number | null, number | null]>([
    ['no records are left', null, null, NOW - 100 * DAY],
    ['no records are left, though this process has seen some', null, NOW, NOW - 100 * DAY],
    ['the process has just begun', NOW - SECOND, null, NOW - SECOND - MINUTE],
    ['nobody saw to them for long', NOW - HOUR, NOW - HOUR, NOW - HOUR - MINUTE],
    ['they are older than this process knows', NOW - 40 * SECOND, NOW - 10 * SECOND, NOW - 100 * SECOND],
    ['all is as it was', NOW - 10 * SECOND, NOW - 10 * SECOND, null],
    ['another process has seen to them meanwhile', NOW - SECOND, NOW - 10 * SECOND, null],
    ['another process, whose clock is a little behind, has', NOW - 12 * SECOND, NOW, null],
  ])('%s', (_, aliveAt, seenAt, since) => expect(lostSince(aliveAt, seenAt, NOW)).toBe(since))
})

const LIVE = aShare({ terms: { expiresAt: NOW + HOUR } })
const facts = (over: Partial<LaterFacts> = {}): LaterFacts => ({
  link: aLink({ expiresAt: LIVE.terms.expiresAt }),
  events: [],
  isCertain: false,
  ...over,
})
const updated = { actionId: 5092, at: NOW }
const deleted = { actionId: 5093, at: NOW }
const gone = { link: undefined, events: [deleted] }
const later = { link: aLink({ expiresAt: NOW + DAY }), events: [updated] }

describe('withLostTime', () => {
  it.each<[string, ShareLink, LaterFacts]>([
    ['all is as on record', LIVE, facts()],
    ['people made its link end later', LIVE, facts({ link: later.link })],
    ['it ends sooner', LIVE, facts({ link: aLink({ expiresAt: NOW + MINUTE }), events: [updated] })],
    ['its extension is on record', { ...LIVE, extending: anExtension() }, facts(later)],
    ['its link was deleted, perhaps by hand', LIVE, facts(gone)],
    ['its link is being removed', { ...LIVE, state: 'revoking' }, facts(gone)],
    ['its link is missing, and nobody deleted it', LIVE, facts({ link: undefined, isCertain: true })],
    ['it is over', aRevokedShare(), facts({ ...gone, isCertain: true })],
    ['what is left of it is on record', aRevokedShare({ looseLinkIds: [LIVE.linkId] }), facts()],
  ])('leaves it where %s', (_, share, found) => expect(withLostTime(share, found)).toBeNull())

  it('takes over the end of an extension that was lost', () => {
    expect(withLostTime(LIVE, facts(later))?.terms.expiresAt).toBe(NOW + DAY)
    expect(isBehind(LIVE, facts(later))).toBe(true)
  })

  it.each<[string, ShareLink, LaterFacts]>([
    ['records were lost for certain', LIVE, facts({ ...gone, isCertain: true })],
    [
      'it was being removed, and records were lost',
      { ...LIVE, state: 'revoking' },
      facts({ ...gone, isCertain: true }),
    ],
    ['its time was over', { ...LIVE, terms: { ...LIVE.terms, expiresAt: NOW } }, facts(gone)],
  ])('takes an end for told where the app deleted its link: %s', (_, share, found) => {
    const after = withLostTime(share, found)
    expect(after).toMatchObject({ muted: true, notified: { end: 'notified' } })
    expect(isBehind(share, found)).toBe(false)
  })

  it('has the end that follows not told, and a later one told again', () => {
    const lost = withLostTime({ ...LIVE, downloads: 2 }, facts({ ...gone, isCertain: true })) ?? LIVE
    const ended = beginEnd(lost, { now: NOW, reason: 'limit', by: null })
    expect(ended?.notified).toMatchObject({ end: 'notified', downloads: 2 })
    const again = beginEnd({ ...(ended ?? LIVE), state: 'active' }, { now: NOW, reason: 'limit', by: null })
    expect(again?.notified.end).toBe('no')
  })

  it('has a link removed that came back after the end that is on record', () => {
    const over = aRevokedShare({ notified: { fingerprint: 'x' } })
    expect(withLostTime(over, facts())).toMatchObject({
      looseLinkIds: [over.linkId],
      notified: { fingerprint: null },
    })
    expect(isBehind(over, facts())).toBe(true)
  })
})

function anExtension(): NonNullable<ShareLink['extending']> {
  const asked = { expiresAt: NOW + DAY, limit: 3, by: 'U0ALICE', askedAt: NOW, reference: 'REF23456' }
  return { ...asked, replyTo: null, refusal: null }
}
