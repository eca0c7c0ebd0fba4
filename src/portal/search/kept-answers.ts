/** How long the answer to a search is kept, and how many at most. */
export const KEEP_ANSWER_MS = 30_000
export const KEEP_ANSWERS = 500
