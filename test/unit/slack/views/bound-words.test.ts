import { describe, expect, it } from 'vitest'
import { boundLine, usualLine } from '../../../../src/slack/views/bound-words.ts'
import { rulesInForce } from '../../../../src/slack/views/home-rules.ts'
import { richText, textOf } from '../../../../src/slack/views/rich.ts'
import { whyView } from '../../../../src/slack/views/why.ts'
import { aPolicy, aShare, MINUTE, NOW } from '../../../support/builders.ts'

describe('the bound of one share', () => {
  const bound = { reachedAt: NOW + 1_000, seenAt: NOW + 4_000, deadAt: NOW + 4_600 }

  it('tells the three moments to the second, and adds up', () => {
    const { elements } = richText(boundLine(bound))
    expect(elements[0]).toMatchObject({
      elements: [
        { text: 'Limit reached ' },
        {
          timestamp: NOW / 1_000 + 1,
          format: '{date_short_pretty} at {time_secs}',
          fallback: '2026-11-23 10:00:01 UTC',
        },
        { text: ' as the portal has it, seen ' },
        { timestamp: NOW / 1_000 + 4, format: '{time_secs}', fallback: '10:00:04 UTC' },
        { text: ', link dead ' },
        { timestamp: NOW / 1_000 + 4, format: '{time_secs}', fallback: '10:00:04 UTC' },
        { text: ': 4 s.' },
      ],
    })
    expect(textOf(boundLine(bound))).toMatch(/^Limit reached <!date\^.*>: 4 s\.$/)
  })

  it.each<[deadAfter: number, words: string]>([
    [0, '1 s'],
    // The portal rounds to whole seconds, up as well as down.
    [-700, '1 s'],
    [1_000, '1 s'],
    [1_001, '2 s'],
    [MINUTE + 100, '1 min 1 s'],
  ])('%d ms are told as %s', (deadAfter, words) => {
    const line = boundLine({ ...bound, deadAt: bound.reachedAt + deadAfter })
    expect(textOf(line)).toContain(`: ${words}.`)
  })

  it('is nothing where a share did not end by its limit', () => {
    expect(boundLine(null)).toEqual([])
  })
})

describe('the bound of all', () => {
  it.each([
    [
      { count: 1, p50: 2_600, p95: 2_600, max: 2_600 },
      'In the last 30 days one link reached its limit. It was dead within 3 s.',
    ],
    [
      { count: 14, p50: 3_000, p95: 12_000, max: 12_000 },
      'In the last 30 days 14 links reached their limit. Half of them were dead within 3 s, all within 12 s.',
    ],
    [
      { count: 1_200, p50: 3_000, p95: 9_000, max: 12_000 },
      'In the last 30 days 1,200 links reached their limit. Half of them were dead within 3 s, 19 of 20 within 9 s, all within 12 s.',
    ],
  ])('%o', (usual, words) => {
    expect(textOf(usualLine(usual))).toBe(words)
  })

  it('is nothing where none has reached its limit', () => {
    expect(usualLine(null)).toEqual([])
  })
})

it('stands in the rules in force, for everybody, and with every event', () => {
  const usual = { count: 14, p50: 3_000, p95: 12_000, max: 12_000 }
  const words = 'In the last 30 days 14 links reached their limit.'
  expect(textOf(rulesInForce(aPolicy(), 10_000, usual))).toContain(words)
  const why = {
    kind: 'why',
    share: aShare(),
    events: [],
    counted: 0,
    total: 0,
    older: 0,
    hidden: 0,
    viewsCut: false,
    skip: 0,
    replace: false,
  } as const
  const bound = { reachedAt: NOW, seenAt: NOW, deadAt: NOW + 4_000 }
  expect(whyView({ ...why, bound, usual }).text).toMatch(/Limit reached .*: 4 s\.\nIn the last 30 days 14/)
  expect(whyView({ ...why, bound: null, usual: null }).text).not.toMatch(/reached|30 days/)
})
