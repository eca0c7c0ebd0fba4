import { describe, expect, it } from 'vitest'
import { cutsLetter, foldTitle, titleHolds } from '../../../src/domain/title-match.ts'

describe('a title holds words', () => {
  it.each([
    ['an accent', 'Résumé 2026.docx', 'res'],
    ['an accent, capitals', 'RÉSUMÉ.docx', 'résumé'],
    ['an accent that was typed where there is none', 'Resume.docx', 'résu'],
    ['accents as signs of their own', 'Re\u0301sume\u0301.docx', 'résumé'],
    ['an umlaut', 'Übersicht.xlsx', 'ubers'],
    ['sharp s as two', 'Straße.pdf', 'strasse'],
    ['sharp s as one', 'Straße.pdf', 'strase'],
    ['sharp s in capitals', 'STRASSE.pdf', 'straße'],
    ['a letter with a stroke', 'Smørrebrød.docx', 'smorrebrod'],
    ['letters of Polish', 'Łódź.docx', 'lodz'],
    ['letters grown together', 'Ægir Œuvre.docx', 'aegir oeuvre'],
    ['a ligature', 'O\ufb03ce \ufb01le.docx', 'office file'],
    ['dotless i', 'Sayısal.docx', 'sayisal'],
    ['i with a dot in capitals', 'İstanbul.docx', 'istanbul'],
    ['a final sigma', 'ΟΔΟΣ.docx', 'οδοσ'],
    ['a final sigma that was typed', 'Οδοσήμανση.docx', 'ΟΔΟΣ'],
    ['short i of Cyrillic', 'Йогурт.docx', 'иогурт'],
    ['yo of Cyrillic', 'Отчёт.docx', 'отчет'],
    ['full-width letters', 'Ｐｌａｎ２６.docx', 'plan26'],
    ['half-width kana', 'ﾚﾎﾟｰﾄ.docx', 'レポート'],
    ['hiragana for katakana', 'レポート.docx', 'れぽーと'],
    ['voiced kana', 'が.docx', 'か'],
    ['Korean in parts', '보고서.docx'.normalize('NFD'), '보고서'],
    ['Korean as a whole', '보고서.docx', '보고'.normalize('NFD')],
    ['Arabic with vowels', 'مُدَرِّس.docx', 'مدرس'],
    ['a soft hyphen', 'Haus\u00adordnung.docx', 'hausordnung'],
    ['words in any order', 'Plan of the first year.docx', 'year plan'],
  ])('%s: %s holds %s', (_, title, words) => {
    expect(titleHolds(title, words)).toBe(true)
  })

  it.each([
    ['Report.docx', 'res'],
    ['Résumé.docx', 'resumes'],
    ['Отчёт.docx', 'отчи'],
    ['보고서.docx', '보곳'],
    ['Plan.docx', 'plan year'],
  ])('not: %s, %s', (title, words) => {
    expect(titleHolds(title, words)).toBe(false)
  })

  it('folds what is folded to itself', () => {
    for (const text of ['Résumé', 'Straße', 'İı', 'ΟΔΟΣ', 'ﾚﾎﾟｰﾄ', '보고서']) {
      expect(foldTitle(foldTitle(text))).toBe(foldTitle(text))
    }
  })
})

describe('a text is cut in the middle of a letter', () => {
  it.each([
    ['strass', 5, true],
    ['strass', 4, false],
    ['STRASSE', 5, true],
    ['oeuvre', 1, true],
    ['res', 2, false],
    ['re\u0301s', 2, true],
    ['a\u{1f4c4}b', 2, true],
    ['a\u{1f4c4}b', 3, false],
  ])('%s at %d: %s', (text, at, cuts) => {
    expect(cutsLetter(text, at)).toBe(cuts)
  })
})
