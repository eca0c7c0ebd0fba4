import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutTitle } from '../../../src/portal/put-link.ts'

describe('cutTitle', () => {
  it('leaves what fits as it is', () => {
    expect(cutTitle('Отчёт 📄')).toBe('Отчёт 📄')
    expect(cutTitle('a'.repeat(255))).toHaveLength(255)
  })

  it('never leaves half of a surrogate pair at the cut', () => {
    expect(cutTitle(`${'a'.repeat(254)}📄`)).toBe('a'.repeat(254))
    expect(cutTitle(`${'a'.repeat(253)}📄b`)).toBe(`${'a'.repeat(253)}📄`)
  })

  it('is at most 255 units of well-formed text, whatever comes in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 200, maxLength: 400 }), (title) => {
        const cut = cutTitle(`\ud800${title}`)
        expect(cut.length).toBeLessThanOrEqual(255)
        expect(Buffer.from(cut).toString()).toBe(cut)
      }),
      { numRuns: 30 },
    )
  })
})
