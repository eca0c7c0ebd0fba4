import { describe, expect, it } from 'vitest'
import { tellsExtension } from '../../../src/domain/muted.ts'
import { countExtensions, MOST_KEPT, withExtension } from '../../../src/domain/past.ts'
import type { Extension, PastEnd } from '../../../src/domain/share.ts'
import { historyLines } from '../../../src/slack/views/history-lines.ts'
import { extensionsReply } from '../../../src/slack/views/replies.ts'
import { aShare, DAY, HOUR, NOW } from '../../support/builders.ts'

const extension = (index: number): Extension => ({
  expiresAt: NOW + DAY + index,
  limit: 3,
  by: index % 5 === 0 ? null : 'U0BOB',
  askedAt: NOW + index * HOUR,
  reference: `REF${index}`,
})
const end = (index: number): PastEnd => ({
  reason: 'limit',
  by: null,
  decidedAt: NOW + index * HOUR - 2,
  verifiedAt: NOW + index * HOUR - 1,
  revivedAt: NOW + index * HOUR,
})
/** Extended so often; each second time it was over before. */
const extended = (times: number) => {
  let share = aShare({ createdAt: NOW - DAY })
  for (let index = 0; index < times; index += 1)
    share = { ...share, ...withExtension(share, extension(index), index % 2 === 0 ? end(index) : null) }
  return share
}

describe('R13: the past of a share', () => {
  it('is kept whole while it is short', () => {
    const share = extended(MOST_KEPT)
    expect(share.extensions.map(({ reference }) => reference)).toEqual(
      Array.from({ length: MOST_KEPT }, (_, index) => `REF${index}`),
    )
    expect([share.pastEnds.length, share.folded, countExtensions(share)]).toEqual([15, undefined, MOST_KEPT])
  })

  it('stays small however often a share is extended, and its count is right', () => {
    const share = extended(1_000)
    expect(JSON.stringify(share).length).toBeLessThan(10_000)
    expect([share.extensions.length, share.pastEnds.length]).toEqual([MOST_KEPT, MOST_KEPT])
    expect([share.extensions.at(-1), share.pastEnds.at(-1)]).toEqual([extension(999), end(998)])
    expect(share.folded).toEqual({ extensions: 970, asked: 776, ends: 470 })
    expect(countExtensions(share)).toBe(1_000)
    expect(JSON.stringify(historyLines(share)[0])).toContain('Extended 800 times so far')
  })

  it('is told from where it was told, whatever is only counted by then', () => {
    const told = (extensions: number) => {
      const share = extended(100)
      return { ...share, notified: { ...share.notified, extensions } }
    }
    expect([99, 100].map((count) => tellsExtension(told(count)))).toEqual([true, false])
    const linesOf = (from: number) => extensionsReply(told(from), from).text
    expect(linesOf(98).match(/ extended (?:this link|it)\b/g)).toHaveLength(2)
    expect(linesOf(98)).not.toContain('before this')
    expect(linesOf(50)).toContain('Extended 20 times before this.')
  })
})
