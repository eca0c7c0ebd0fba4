import type { WebClient } from '@slack/web-api'
import { asking } from './client.ts'

/** Pages of a channel's members that are read, of 1,000 each. */
const MOST_PAGES = 10

/** Who is in a channel that the bot may see, a page at a time. Throws `NoticeError`, also where Slack refuses. */
export async function* membersOf(client: WebClient, channel: string): AsyncGenerator<readonly string[]> {
  let cursor: string | undefined
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const result = await asking(() =>
      client.conversations.members({ channel, limit: 1_000, ...(cursor === undefined ? {} : { cursor }) }),
    )
    yield result.members ?? []
    cursor = result.response_metadata?.next_cursor || undefined
    if (cursor === undefined) return
  }
}
