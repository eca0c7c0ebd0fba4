/** Rows on one page of an answer: two blocks each, and all their words, are well within what Slack takes of a message. */
export const PAGE_SIZE = 15

/** Where a page begins that was asked for by `skip`; when there are not so many any more, the last page does. */
export const pageStart = (skip: number, total: number, size: number): number =>
  skip < total ? skip : Math.max(0, Math.floor((total - 1) / size) * size)
