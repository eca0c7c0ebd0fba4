import { describe, expect, it } from 'vitest'
import { type LinkDifference, opensFurther } from '../../../src/domain/drift.ts'
import { isFoughtOver, keeping, keptByExtension, planRepair, withRepair } from '../../../src/domain/repair.ts'
import { aShare, DAY, HOUR, MINUTE, NOW, SECOND } from '../../support/builders.ts'

const share = aShare()
const END = share.terms.expiresAt

const OPENING: [string, LinkDifference][] = [
  ['no end', { what: 'end', end: null }],
  ['a later end', { what: 'end', end: END + SECOND }],
  ['editing', { what: 'access', access: 10 }],
  ['reading and writing', { what: 'access', access: 1 }],
  ['commenting', { what: 'access', access: 6 }],
  ['reviewing', { what: 'access', access: 5 }],
  ['filling in', { what: 'access', access: 7 }],
  ['an access that is not known', { what: 'access', access: 42 }],
  ['the download allowed', { what: 'denyDownload', denied: false }],
  ['no password', { what: 'password', has: false }],
]
const CLOSING: [string, LinkDifference][] = [
  ['an earlier end', { what: 'end', end: END - DAY }],
  ['internal', { what: 'internal' }],
  ['the download denied', { what: 'denyDownload', denied: true }],
  ['a password', { what: 'password', has: true }],
]

it.each(OPENING)('opens the link further: %s', (_, one) => {
  expect(opensFurther(one, share.terms)).toBe(true)
})
it.each(CLOSING)('does not: %s', (_, one) => {
  expect(opensFurther(one, share.terms)).toBe(false)
})

describe('what is put back', () => {
  const all = [...OPENING, ...CLOSING].map(([, one]) => one)
  const ofEach = (list: [string, LinkDifference][]) => list.map(([, one]) => one)

  it('is all of it, what opens it further, or nothing', () => {
    expect(planRepair(all, share, 'repair', NOW)).toEqual({ back: all, kept: [] })
    expect(planRepair(all, share, 'guard', NOW)).toEqual({ back: ofEach(OPENING), kept: ofEach(CLOSING) })
    expect(planRepair(all, share, 'tell', NOW)).toEqual({ back: [], kept: all })
  })

  it.each([
    ['that has passed', NOW - MINUTE, true],
    ['that a late write could miss', NOW + 30 * SECOND, true],
    ['that is still to come', NOW + 31 * SECOND, false],
  ])('is nothing under an earlier end %s', (_, end, over) => {
    const link: LinkDifference[] = [
      { what: 'end', end },
      { what: 'access', access: 10 },
    ]
    expect(planRepair(link, share, 'guard', NOW).back).toEqual(over ? [] : [{ what: 'access', access: 10 }])
  })

  it('is written with what stays', () => {
    expect(keeping(ofEach(CLOSING))).toEqual({
      expiresAt: END - DAY,
      internal: true,
      denyDownload: true,
      password: { kept: true },
    })
    expect(keeping([])).toEqual({})
  })
})

describe('what stays of it through an extension', () => {
  const found = [...OPENING, ...CLOSING].map(([, one]) => one)
  const closed = CLOSING.map(([, one]) => one).filter(({ what }) => what !== 'end')

  it('is what only closes it, but for the end that is asked for', () => {
    const later = { expiresAt: END + DAY }
    for (const onDrift of ['guard', 'tell'] as const) {
      expect(keptByExtension(found, share, later, onDrift)).toEqual(closed)
    }
    expect(keptByExtension(found, share, later, 'repair')).toEqual([])
  })

  it('is an earlier end too, where only another limit is asked for', () => {
    expect(keptByExtension(found, share, share.terms, 'guard')).toEqual([
      { what: 'end', end: END - DAY },
      ...closed,
    ])
    expect(keptByExtension(found, share, share.terms, 'repair')).toEqual([])
  })
})

describe('a link that is opened as often as it is put back', () => {
  it('is fought over at the sixth time within an hour', () => {
    let repairs: number[] = []
    for (let time = 0; time < 5; time += 1) {
      expect(isFoughtOver({ repairs }, NOW + time * MINUTE)).toBe(false)
      repairs = withRepair({ repairs }, NOW + time * MINUTE)
    }
    expect(isFoughtOver({ repairs }, NOW + 59 * MINUTE)).toBe(true)
    expect(isFoughtOver({ repairs }, NOW + HOUR)).toBe(false)
    expect(withRepair({ repairs }, NOW + 2 * HOUR)).toEqual([NOW + 2 * HOUR])
  })
})
