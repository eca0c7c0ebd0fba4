import { describe, expect, it } from 'vitest'
import { boundLine, usualLine } from '../../../../src/slack/views/bound-words.ts'
import { rulesInForce } from '../../../../src/slack/views/home-rules.ts'
import { textOf } from '../../../../src/slack/views/rich.ts'
import { whyView } from '../../../../src/slack/views/why.ts'
import { aPolicy, aShare, MINUTE, NOW } from '../../../support/builders.ts'

describe('the bound of one share', () => {
  const bound = { reachedAt: NOW + 1_000, seenAt: NOW + 4_000, deadAt: NOW + 4_600 }

  it('tells when, to the second, and how long after; never a step before its cause', () => {
    // Seen before it happened, as the clocks have it.
    for (const seenAt of [NOW, NOW + 4_000])
      expect(textOf(boundLine({ ...bound, seenAt }))).toMatch(
        /^Limit <!date\^1795428001\^reached [^>]*\{time_secs\}\|[^>]*>; closed within 4 s\.$/,
      )
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
    expect(textOf(line)).toContain(`; closed within ${words}.`)
  })

  it('is nothing where a share did not end by its limit', () => {
    expect(boundLine(null)).toEqual([])
  })
})

describe('the bound of all', () => {
  it.each([
    [{ count: 1, p50: 2_600, p95: 2_600, max: 2_600 }, 'Used-up links closed within 3 s lately.'],
    [
      { count: 14, p50: 3_000, p95: 12_000, max: 12_000 },
      'Used-up links closed in 3 s (median) lately, 12 s at worst.',
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
  const words = 'Used-up links closed in 3 s (median) lately, 12 s at worst.'
  expect(JSON.stringify(rulesInForce(aPolicy(), 10_000, usual))).toContain(words)
  const why = {
    kind: 'why',
    share: aShare(),
    events: [],
    counted: 0,
    total: 0,
    older: 0,
    hidden: 0,
    viewsCut: false,
    timeZone: 'Etc/UTC',
    skip: 0,
    replace: false,
  } as const
  const bound = { reachedAt: NOW, seenAt: NOW, deadAt: NOW + 4_000 }
  expect(whyView({ ...why, bound, usual }).text).toMatch(/Limit .*reached .*within 4 s\.\nUsed-up links/)
  expect(whyView({ ...why, bound: null, usual: null }).text).not.toMatch(/reached|lately/)
})
