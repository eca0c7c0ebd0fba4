/** Waits between tries, in ms: quick at first, then patient; spread so that many jobs do not come at once. */
export const backoff = (attempt: number, random: () => number): number =>
  Math.round(Math.min(500 * 2 ** (attempt - 1), 15_000) * (0.75 + random() / 2))

/** What must be done however long it takes: revoking and telling go on until the other side is back. */
export const UNTIL_DONE = 1_000_000

/** Somebody waits for the answer: after about two minutes they are told that it did not work. */
export const WHILE_SOMEBODY_WAITS = 14
