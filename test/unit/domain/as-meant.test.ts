import { describe, expect, it } from 'vitest'
import { asMeant, inKeyboardSigns, withoutPunctuation } from '../../../src/domain/as-meant.ts'

describe('punctuation around a word', () => {
  it.each([
    ['4821,', '4821'],
    ['4821.', '4821'],
    ['4821;', '4821'],
    ['4821:', '4821'],
    ['4821!?', '4821'],
    ['4821…', '4821'],
    ['4821）。', '4821'],
    ['(4821)', '4821'],
    ['（4821）', '4821'],
    ['(4821),', '4821'],
    ['(4821', '4821'],
    ['4821)', '4821'],
    ['<4821>', '4821'],
    ['"4821"', '4821'],
    ['“4821”', '4821'],
    ['«4821»', '4821'],
    ['»4821«', '4821'],
    ['‘4821’,', '4821'],
    ['`4821`', '4821'],
    ['「4821」', '4821'],
    ['("4821").', '4821'],
    ['sbox-12-a(1)', 'sbox-12-a(1)'],
    ['sbox-12-a(1),', 'sbox-12-a(1)'],
    ['drive-12-1Ab_', 'drive-12-1Ab_'],
    ['drive-12-1Ab-', 'drive-12-1Ab-'],
    ['.5', '.5'],
    ['-1', '-1'],
    ['#team.', '#team'],
    ["it's", "it's"],
    [',', ''],
    ['...', ''],
    ['()', ''],
    ['', ''],
  ])('%j leaves %j', (text, left) => {
    expect(withoutPunctuation(text)).toBe(left)
  })

  it('costs no time in what nobody types', () => {
    const long = '('.repeat(300_000)
    expect(withoutPunctuation(long)).toBe(long)
  })
})

describe('the signs of another keyboard', () => {
  it.each([
    ['４８２１', '4821'],
    ['ｆｏｒ', 'for'],
    ['１７：００', '17:00'],
    ['2026–12—31', '2026-12-31'],
    ['2026‑12‐31', '2026-12-31'],
    ['−1', '-1'],
    ['Größe', 'Größe'],
    ['٣', '٣'],
  ])('%j is %j', (text, meant) => {
    expect(inKeyboardSigns(text)).toBe(meant)
  })

  it('and punctuation at once', () => {
    expect(asMeant('“４８２１”，')).toBe('4821')
  })
})
