import leven from 'leven'

/** Words that people try first, and the command that does it; those of the app stand first. */
const MEANT: ReadonlyMap<string, string> = new Map([
  ['list', 'list'],
  ['info', 'info ID'],
  ['why', 'why ID'],
  ['extend', 'extend ID for 7d'],
  ['revoke', 'revoke ID'],
  ['help', 'help'],
  ['canary', 'canary'],
  ['audit', 'audit'],
  ['connect', 'connect'],
  ['disconnect', 'disconnect'],
  ['login', 'connect'],
  ['logout', 'disconnect'],
  ['forget', 'forget @bob'],
  ['links', 'list'],
  ['show', 'list'],
  ['details', 'info ID'],
  ['activity', 'why ID'],
  ['reopen', 'extend ID for 7d'],
  ['delete', 'revoke ID'],
  ['remove', 'revoke ID'],
  ['share', '4821'],
  ['create', '4821'],
  ['upload', '4821'],
  ['for', '4821 for 7d'],
  ['until', '4821 until friday'],
  ['max', '4821 max 3'],
  ['view', '4821 view'],
])

/** How many letters may be wrong, missing or too many: of short words one, since they are like many others. */
const lettersOf = (word: string): number => (word.length < 5 ? 1 : 2)

/** Longer words are like none of these. */
const LONGEST = 12

/** The command that somebody may have meant by this word (lower case), with an example after it; null: it is like none. */
export const guessCommand = (typed: string): string | null => {
  const exact = MEANT.get(typed)
  if (exact !== undefined || typed.length > LONGEST) return exact ?? null
  const found = [...MEANT].find(([word]) => {
    const letters = Math.min(lettersOf(word), lettersOf(typed))
    return leven(word, typed, { maxDistance: letters + 1 }) <= letters
  })
  return found?.[1] ?? null
}
