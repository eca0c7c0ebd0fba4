import leven from 'leven'

/**
 * Variables of later versions. Null: one that is set is only named in the log. A text: the program would do less than
 * the variable promises, so it does not start, and says that this was expected.
 */
export const NOT_YET: Readonly<Record<string, string | null>> = {
  UPLOAD_ROOM: null,
}

/** Variables whose values are secrets. They are never shown, and may be read from a file. */
export const isSecretVariable = (name: string): boolean =>
  /TOKEN|SECRET|KEY|WEBHOOK_URL|REDIS_(URL|CLUSTER|SENTINEL)/.test(name)

/** How many letters may be wrong, missing or too many in a misspelt name. */
const LETTERS = 2

/**
 * An ordinary environment has names that are like our short ones (HOME is like HOST). So a short name there counts as
 * misspelt only when it has a letter too many.
 */
const LONG_ENOUGH = 6

/** The variable that this unknown name is probably a misspelling of; undefined where it is like none of ours. */
export const nearMiss = (
  name: string,
  known: readonly string[],
  from: 'environment' | 'file',
): string | undefined => {
  const typed = name.toUpperCase()
  return known.find((each) => {
    const isShort = Math.min(each.length, typed.length) < LONG_ENOUGH
    if (isShort && from === 'environment' && typed.length <= each.length) return false
    return leven(each, typed, { maxDistance: LETTERS + 1 }) <= (isShort ? 1 : LETTERS)
  })
}
