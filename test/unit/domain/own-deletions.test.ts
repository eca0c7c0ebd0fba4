import { describe, expect, it } from 'vitest'
import { ownDeletions } from '../../../src/domain/own-deletions.ts'
import type { ChangeEvent } from '../../../src/domain/portal-facts.ts'
import { aRevokedShare, aShare, FILE_ID, HOUR, MINUTE, NOW, SECOND } from '../../support/builders.ts'

const event = (id: number, more: Partial<ChangeEvent> = {}): ChangeEvent => ({
  id,
  at: NOW,
  actionId: 5093,
  userId: 'u-owner',
  user: 'Owner',
  fileId: FILE_ID,
  ...more,
})
const BY = { now: NOW + MINUTE, skewMs: 0 }
const over = aRevokedShare({ end: { reason: 'limit', decidedAt: NOW, verifiedAt: NOW + SECOND } })
const own = (events: ChangeEvent[], shares = [over], by = BY) =>
  ownDeletions(events, shares, by).map(({ id }) => id)

describe('a deletion of a link', () => {
  it.each<[string, ChangeEvent, number[]]>([
    ['within the end of a share is ours', event(1), [1]],
    ['rounded up by the trail, too', event(1, { at: NOW + 2 * SECOND }), [1]],
    ['before it is not', event(1, { at: NOW - 5 * SECOND }), []],
    ['after it was seen to be gone is not', event(1, { at: NOW + 5 * SECOND }), []],
    ['is no edit', event(1, { actionId: 5092 }), []],
  ])('%s', (_, found, expected) => expect(own([found])).toEqual(expected))

  it('is ours once for each share that ended', () => {
    const other = { ...over, id: 'ABCDEF' }
    expect(own([event(1), event(2)])).toEqual([1])
    expect(own([event(1), event(2)], [over, other])).toEqual([1, 2])
    expect(own([event(1), event(2), event(3)], [over, other])).toEqual([1, 2])
  })

  it('is ours while the end is not carried out yet, and none of a share that lives', () => {
    const ending = aShare({ state: 'revoking', end: { reason: 'manual', decidedAt: NOW, verifiedAt: null } })
    expect(own([event(1, { at: NOW + 30 * SECOND })], [ending])).toEqual([1])
    expect(own([event(1)], [aShare()])).toEqual([])
  })

  it('is not ours where people had deleted the link already', () => {
    const removed = aRevokedShare({ end: { reason: 'removed', decidedAt: NOW, verifiedAt: NOW } })
    expect(own([event(1)], [removed])).toEqual([])
  })

  it('is ours for an end that was taken back', () => {
    const { end } = over
    if (end === null) throw new Error('it has ended')
    expect(own([event(1)], [aShare({ pastEnds: [{ ...end, revivedAt: NOW + 5 * SECOND }] })])).toEqual([1])
  })

  it('is dated by the portal’s clock', () => {
    expect(own([event(1, { at: NOW - HOUR })], [over], { ...BY, skewMs: -HOUR })).toEqual([1])
    expect(own([event(1)], [over], { ...BY, skewMs: -HOUR })).toEqual([])
  })
})
