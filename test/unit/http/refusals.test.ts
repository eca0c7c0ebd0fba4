import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createRefusals } from '../../../src/http/refusals.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('tells of the first at once, of all others once a second with their number, and counts each', () => {
  const counted: string[] = []
  const lines: unknown[] = []
  const refused = createRefusals((reason) => void counted.push(reason), {
    warn: (data) => void lines.push(data),
  })
  for (let n = 0; n < 1_000; n += 1) refused('wrong-signature')
  refused('unsigned')
  expect(lines).toEqual([{ refused: { 'wrong-signature': 1 } }])
  vi.advanceTimersByTime(1_000)
  expect(lines.slice(1)).toEqual([{ refused: { 'wrong-signature': 999, unsigned: 1 } }])
  vi.advanceTimersByTime(60_000)
  expect(lines).toHaveLength(2)
  refused('unsigned')
  expect(lines.slice(2)).toEqual([{ refused: { unsigned: 1 } }])
  expect(counted).toHaveLength(1_002)
})
