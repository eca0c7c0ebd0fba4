import type { WebClient } from '@slack/web-api'
import { asking } from '../web-api/client.ts'
import { pagesOf, SLACK_PAGE_SIZE } from '../web-api/pages.ts'

/** How many members of a channel are read: each page is a call, and somebody waits. */
const MOST_MEMBERS = 10_000

/**
 * The members of a channel that the bot may see, a page at a time. Where a channel has more members than are read, no
 * page is marked as the last. Throws `SlackError`, also where Slack refuses.
 */
export async function* membersOf(
  client: WebClient,
  channel: string,
): AsyncGenerator<{ ids: readonly string[]; isLast: boolean }> {
  const pages = pagesOf(MOST_MEMBERS / SLACK_PAGE_SIZE, (page) =>
    asking(() => client.conversations.members({ channel, ...page })),
  )
  for await (const { found, isLast } of pages) yield { ids: found.members ?? [], isLast }
}
