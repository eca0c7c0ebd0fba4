/** Rows on one page of an answer. With two blocks each, they stay well within what Slack takes in a message. */
export const PAGE_SIZE = 15

/** Where the page begins that `skip` asks for, or the last page where there are fewer rows by now. */
export const pageStart = (skip: number, total: number, size: number): number =>
  skip < total ? skip : Math.max(0, Math.floor((total - 1) / size) * size)
