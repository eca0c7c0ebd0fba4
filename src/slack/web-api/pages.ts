/** The size that Slack recommends. It refuses 1,000 and more (Slack: Pagination, conversations.members). */
export const SLACK_PAGE_SIZE = 200

/** One page of a list. `isLast`: no page follows. */
interface Page<T> {
  found: T
  isLast: boolean
}

/** Reads a list page by page, up to `mostPages`. Where the list goes on after these, no page is marked as the last. */
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
