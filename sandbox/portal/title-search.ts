/** Unicode's own weights, in which accents, forms and case are passed over, as in a database of the portal's. */
const same = new Intl.Collator('en', { sensitivity: 'base', usage: 'search' })

const letters = (text: string): string[] => [...text.normalize('NFC')]

/**
 * Whether the portal finds a title by these words: `LIKE` over `utf8_general_ci`, which compares letter by letter, so
 * that none is ever taken for two (docs/portal.md, Files and accounts).
 */
export const findsTitle = (title: string, words: string): boolean => {
  const [there, wanted] = [letters(title), letters(words.trim())]
  return there.some(
    (_, at) =>
      at + wanted.length <= there.length &&
      wanted.every((letter, index) => same.compare(there[at + index] ?? '', letter) === 0),
  )
}
