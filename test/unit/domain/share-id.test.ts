import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newShareId, readShareId } from '../../../src/domain/share-id.ts'

const fromList = (numbers: number[]) => {
  let at = 0
  return () => numbers[at++ % numbers.length] ?? 0
}

describe('newShareId', () => {
  it('has six characters that cannot be mistaken, one of them a letter', () => {
    const randoms = fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 1 })
    fc.assert(
      fc.property(randoms, (numbers) => {
        const id = newShareId(fromList(numbers))
        expect(id).toMatch(/^[2-9A-HJKMNP-TV-Z]{6}$/)
        expect(id).toMatch(/[A-Z]/)
        expect(readShareId(id)).toBe(id)
      }),
    )
  })

  it('is not all digits even when chance says so', () => {
    expect(newShareId(() => 0)).toBe('A22222')
  })

  it('uses the whole alphabet', () => {
    const used = new Set(
      Array.from({ length: 3_000 }, (_, index) => newShareId(() => (index % 30) / 30)).join(''),
    )
    expect(used.size).toBe(30)
  })

  it('bears a random source that reaches 1', () => {
    expect(newShareId(() => 1)).toBe('ZZZZZZ')
  })
})

describe('readShareId', () => {
  it.each([
    ['K7M4QX', 'K7M4QX'],
    ['k7m4qx', 'K7M4QX'],
    ['k7m-4qx', 'K7M4QX'],
    [' K7M 4QX ', 'K7M4QX'],
    ['k-7-m-4-q-x', 'K7M4QX'],
  ])('reads %j', (text, id) => {
    expect(readShareId(text)).toBe(id)
  })

  it.each([
    '',
    'K7M4Q',
    'K7M4QXX',
    'K7M4Q0',
    'K7M4QO',
    'K7M4QI',
    'K7M4Q1',
    'K7M4QL',
    'K7M4QU',
    '234567',
    'K7M_4QX',
    '__proto__',
  ])('does not take %j', (text) => {
    expect(readShareId(text)).toBeNull()
  })
})
