/** Letters that a database may treat as equal to others, though they are not just the same letter with an accent. */
const TAKEN_FOR: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ŧ: 't',
  ı: 'i',
  ς: 'σ',
}
const ODD_LETTERS = new RegExp(`[${Object.keys(TAKEN_FOR).join('')}]`, 'g')
const KATAKANA = /[\u30a1-\u30f6]/g
const TO_HIRAGANA = 0x60

/** A text without what portals may ignore when they compare: accents, forms of letters, case, invisible characters. */
export const foldTitle = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .replace(ODD_LETTERS, (letter) => TAKEN_FOR[letter] ?? letter)
    .replace(KATAKANA, (letter) => String.fromCharCode(letter.charCodeAt(0) - TO_HIRAGANA))

/**
 * Whether a title holds all of these words. Compared more loosely than any portal does, so that nothing is lost that a
 * portal would find. Some portals treat ß as one s.
 */
export const titleHolds = (title: string, words: string): boolean => {
  const spellings = [title, title.replace(/[ßẞ]/g, 's')].map(foldTitle)
  return foldTitle(words)
    .split(' ')
    .every((word) => spellings.some((spelling) => spelling.includes(word)))
}

/** Two letters that may be one in a title, so that a search for the first alone does not find it. */
const ONE_LETTER = /^(?:ss|ae|oe|ij|dz|lj|nj|ff|fi|fl|st)$/

/** Whether a cut at this place may split a letter. */
export const cutsLetter = (text: string, at: number): boolean =>
  /^[\p{M}\p{Cs}]/u.test(text.slice(at)) || ONE_LETTER.test(foldTitle(text.slice(at - 1, at + 1)))
