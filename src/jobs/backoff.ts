/**
 * Waits between tries, in ms: quick at first, then patient; spread so that many jobs do not come at once.
 * Cleaning up what is dead already has the most patience.
 */
export const backoff = (job: string | undefined, attempt: number, random: () => number): number => {
  const longest = job === 'clean-links' ? 5 * 60_000 : 15_000
  return Math.round(Math.min(500 * 2 ** (attempt - 1), longest) * (0.75 + random() / 2))
}

/** What must be done however long it takes: revoking and telling go on until the other side is back. */
export const UNTIL_DONE = 1_000_000

/** Somebody waits for the answer: after about two minutes they are told that it did not work. */
export const WHILE_SOMEBODY_WAITS = 14
