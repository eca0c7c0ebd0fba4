import { describe, expect, it } from 'vitest'
import { isSoleWayIn, newestOf, readFrom } from '../../../src/domain/sweep-plan.ts'
import { aFile, aLink, anEvent, LINK_ID, MINUTE, NOW, OTHER_LINK_ID } from '../../support/builders.ts'

describe('isSoleWayIn', () => {
  it.each<[string, boolean, Parameters<typeof aFile>[0], Parameters<typeof aLink>[0][]]>([
    ['only our link', true, {}, [{}]],
    ['ours and one that is over', true, {}, [{}, { id: OTHER_LINK_ID, isExpired: true }]],
    ['ours and another', false, {}, [{}, { id: OTHER_LINK_ID }]],
    ['ours and the primary one', false, {}, [{}, { id: OTHER_LINK_ID, primary: true }]],
    ['ours and an internal one', false, {}, [{}, { id: OTHER_LINK_ID, internal: true }]],
    ['ours not listed', false, {}, []],
    ['only another', false, {}, [{ id: OTHER_LINK_ID }]],
    ['a public room', false, { roomType: 22 }, [{}]],
    ['another room', true, { roomType: 19 }, [{}]],
    ['a shared folder above', false, { parentShared: true }, [{}]],
  ])('%s: %s', (_, sole, file, links) => {
    expect(
      isSoleWayIn(
        LINK_ID,
        aFile(file),
        links.map((link) => aLink(link)),
      ),
    ).toBe(sole)
  })
})

describe('the cursor', () => {
  it('reads from the newest event less the overlap, or from now less the overlap', () => {
    expect(readFrom(NOW - MINUTE, 10 * MINUTE, NOW)).toBe(NOW - 11 * MINUTE)
    expect(readFrom(null, 10 * MINUTE, NOW)).toBe(NOW - 10 * MINUTE)
    expect(readFrom(0, 0, NOW)).toBe(0)
  })

  it('is the newest of all, in whatever order, and never older than before', () => {
    const events = [anEvent({ at: 5 }), anEvent({ at: 9 }), anEvent({ at: 7 })]
    expect(newestOf(events, null)).toBe(9)
    expect(newestOf(events, 8)).toBe(9)
    expect(newestOf(events, 10)).toBe(10)
    expect(newestOf([], 8)).toBe(8)
    expect(newestOf([], null)).toBeNull()
  })
})
