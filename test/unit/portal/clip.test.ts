import { describe, expect, it } from 'vitest'
import { clip, clipTitle } from '../../../src/portal/clip.ts'

describe('clip', () => {
  it.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'abc'],
    ['📄📄', 1, '📄'],
    ['a📄b', 2, 'a📄'],
    ['', 3, ''],
  ])('%j to %d is %j', (text, most, left) => {
    expect(clip(text, most)).toBe(left)
  })
})

describe('clipTitle', () => {
  it('leaves what the portal allows', () => {
    const title = `${'t'.repeat(250)}.docx`
    expect(clipTitle(title)).toBe(title)
  })

  it.each(['.docx', '.pdf', '.7z', ''])('keeps the extension %j', (extension) => {
    const cut = clipTitle(`${'t'.repeat(3_000_000)}${extension}`)
    expect(cut).toHaveLength(255)
    expect(cut.endsWith(`t…${extension}`)).toBe(true)
  })

  it('takes no sentence for an extension', () => {
    expect(clipTitle(`${'t'.repeat(300)}. And what came of it`)).toBe(`${'t'.repeat(254)}…`)
  })
})
