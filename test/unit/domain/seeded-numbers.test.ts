import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { seededNumbers } from '../../../src/domain/seeded-numbers.ts'
import { newShareId, readShareId } from '../../../src/domain/share-id.ts'

const SEED = '9f1c2a34-5b6d-4e7f-8a90-b1c2d3e4f506'

it('gives the same numbers for the same seed, and others for another', () => {
  const five = (seed: string) => Array.from({ length: 5 }, seededNumbers(seed))
  expect(five(SEED)).toEqual(five(SEED))
  expect(new Set([...five(SEED), ...five(`${SEED}!`)]).size).toBe(10)
})

it('gives numbers in [0, 1), spread evenly', () => {
  const next = seededNumbers(SEED)
  const tenths = Array.from({ length: 10 }, () => 0)
  for (let n = 0; n < 10_000; n += 1) {
    const tenth = Math.floor(next() * 10)
    tenths[tenth] = (tenths[tenth] ?? 0) + 1
  }
  expect(tenths).toHaveLength(10)
  for (const count of tenths) expect(Math.abs(count - 1_000)).toBeLessThan(150)
})

it('makes ids that can be read and hardly ever meet, also of seeds that are alike', () => {
  const ids = Array.from({ length: 5_000 }, (_, n) => newShareId(seededNumbers(`${SEED}${n}`)))
  expect(ids.filter((id) => readShareId(id) !== id)).toEqual([])
  // Of 29^6 ids; by chance alone 5,000 of them meet 0.02 times.
  expect(new Set(ids).size).toBeGreaterThan(4_997)
  expect(
    new Set(Array.from({ length: 5_000 }, () => newShareId(seededNumbers(randomUUID())))).size,
  ).toBeGreaterThan(4_997)
})
