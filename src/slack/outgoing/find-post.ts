import type { WebClient } from '@slack/web-api'
import type { MessagePlace } from '../../domain/closed-place.ts'
import { isNoMethod, SlackError } from '../../domain/slack-error.ts'
import { calling } from '../web-api/client.ts'
import { isNamed } from './post-ids.ts'

/** Slack's clock may be off from ours by so much: it and we take requests within that. */
const SKEW_MS = 5 * 60_000
/** As many messages as Slack recommends to ask for at once. */
const MOST = 200

/** Without the scopes, which are optional, and where the bot is no member, nobody can look. */
const mayNotLook = (error: SlackError): boolean => {
  const { outcome, code } = error
  return (
    outcome === 'refused' ||
    code === 'missing_scope' ||
    code === 'not_allowed_token_type' ||
    isNoMethod(error)
  )
}

/** The conversation of the bot with that person, where it is known only who they are. */
const conversationWith = async (client: WebClient, channel: string): Promise<string> => {
  if (!/^[UW]/.test(channel)) return channel
  const opened = await client.conversations.open({ users: channel })
  return opened.channel?.id ?? channel
}

/**
 * Looks for a post by the id that was written beside it, among what stands in that channel, or was written to that person,
 * since then. Throws `SlackError` where another look makes sense.
 */
export const findPost = async (
  client: WebClient,
  { channel, since, id }: { channel: string; since: number; id: string },
): Promise<MessagePlace | 'absent' | 'unknown'> => {
  try {
    return await calling(async () => {
      const place = await conversationWith(client, channel)
      const { messages, has_more: hasMore } = await client.conversations.history({
        channel: place,
        oldest: String((since - SKEW_MS) / 1_000),
        limit: MOST,
        include_all_metadata: true,
      })
      const found = messages?.find(({ metadata }) => isNamed(metadata, id))
      if (found?.ts !== undefined) return { channel: place, ts: found.ts }
      return hasMore ? 'unknown' : 'absent'
    })
  } catch (error) {
    if (error instanceof SlackError && mayNotLook(error)) return 'unknown'
    throw error
  }
}
