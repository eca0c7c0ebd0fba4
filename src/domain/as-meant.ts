// Text from a phone or a paste is read as what it looks like. Only where it is compared with something: command words,
// numbers, dates, ids. Notes and passwords stay as they were typed.

/** Far longer than anything that can be read. More would only cost time. */
const LONGEST = 4_000

const DASHES = /[\u2010-\u2015\u2212\ufe58\ufe63]/g
const FULL_WIDTH = /[\uff01-\uff5e]/g
/** The distance in Unicode between a full-width character and the one of the keyboard. */
const FULL_WIDTH_OFFSET = 0xfee0

/** Replaces full-width characters and typographic dashes by those of a keyboard. */
export const inKeyboardSigns = (text: string): string =>
  text
    .replace(FULL_WIDTH, (sign) => String.fromCharCode(sign.charCodeAt(0) - FULL_WIDTH_OFFSET))
    .replace(DASHES, '-')

const PAIRS = ['()', '[]', '{}', '<>', '（）', '［］', '｛｝', '「」', '『』', '【】', '《》', '〈〉']
const CLOSED_BY = new Map(PAIRS.map(([open = '', close = '']) => [open, close]))
const OPENED_BY = new Map(PAIRS.map(([open = '', close = '']) => [close, open]))
const QUOTES = new Set('"\'`“”„‟‘’‚‛«»‹›＂＇')
/** What ends a sentence, or a part of one. Not the underscore and the hyphen: ids end with them. */
const STOPS = new Set(',.;:!?…，．。、；：！？｡､')

/**
 * A word without the punctuation around it: quotation marks, brackets, what ends a sentence. A bracket whose partner is
 * inside the word stays. A word of nothing but punctuation becomes empty.
 */
export const withoutPunctuation = (text: string): string => {
  if (text.length > LONGEST) return text
  let word = text
  for (;;) {
    const first = word.charAt(0)
    const last = word.slice(-1)
    const inner = word.slice(1)
    if (word === '') return word
    if (STOPS.has(last) || QUOTES.has(last)) word = word.slice(0, -1)
    else if (QUOTES.has(first) || isLoose(CLOSED_BY.get(first), inner)) word = inner
    else if (isLoose(OPENED_BY.get(last), word.slice(0, -1))) word = word.slice(0, -1)
    else if (CLOSED_BY.get(first) === last) word = inner.slice(0, -1)
    else return word
  }
}

/** Whether a bracket at the edge has no partner in the rest of the word. */
const isLoose = (partner: string | undefined, rest: string): boolean =>
  partner !== undefined && !rest.includes(partner)

/** The same, in the characters of a keyboard: for what is compared. */
export const asMeant = (text: string): string => inKeyboardSigns(withoutPunctuation(text))
