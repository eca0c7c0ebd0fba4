/** As many as Slack recommends; it refuses 1,000 and more (Slack: Pagination, conversations.members). */
export const SLACK_PAGE_SIZE = 200

/** One page of a list; `isLast`: there is nothing behind it. */
interface Page<T> {
  found: T
  isLast: boolean
}

/** A list of Slack's, page by page, up to `mostPages`: where the list goes on behind them, none of them is the last. */
export async function* pagesOf<T extends { response_metadata?: { next_cursor?: string } }>(
  mostPages: number,
  read: (page: { limit: number; cursor?: string }) => Promise<T>,
): AsyncGenerator<Page<T>> {
  let cursor: string | undefined
  for (let page = 0; page < mostPages; page += 1) {
    const found = await read({ limit: SLACK_PAGE_SIZE, ...(cursor === undefined ? {} : { cursor }) })
    cursor = found.response_metadata?.next_cursor || undefined
    yield { found, isLast: cursor === undefined }
    if (cursor === undefined) return
  }
}
