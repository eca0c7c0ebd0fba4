import type { WebClient } from '@slack/web-api'
import { NoticeError } from '../domain/notice-error.ts'
import type { Channel, Directory } from '../use-cases/ports.ts'
import { asking } from './client.ts'
import { isGuest } from './guest-list.ts'
import { membersOf } from './members.ts'

type User = NonNullable<Awaited<ReturnType<WebClient['users']['info']>>['user']>
type Conversation = NonNullable<Awaited<ReturnType<WebClient['conversations']['info']>>['channel']>

/** Pages of conversations.list that are read to find a channel by its name. */
const MOST_PAGES = 10

const toChannel = (found: Conversation, id: string): Channel => ({
  id: found.id ?? id,
  name: found.name ?? (found.is_im ? 'direct message' : id),
  // Only these two tell: `is_shared` includes sharing inside one company (Slack: Understanding Slack Connect).
  isExternal: found.is_ext_shared === true || found.is_pending_ext_shared === true,
  isPrivate: found.is_private === true || found.is_mpim === true || found.is_im === true,
})

/** What Slack tells, or null where it refuses to. */
const unlessRefused = async <T>(call: () => Promise<T>): Promise<T | null> => {
  try {
    return await asking(call)
  } catch (error) {
    if (error instanceof NoticeError && error.outcome === 'refused') return null
    throw error
  }
}

/** People and channels as Slack knows them at this moment; nothing that rights hang on is kept. */
export const createDirectory = (client: WebClient, guestsIn: Directory['guestsIn']): Directory => ({
  person: async (team, userId) => {
    const user = (await unlessRefused(() => client.users.info({ user: userId })))?.user as
      | (User & { is_stranger?: boolean })
      | undefined
    // Slack does not know them as one of ours: a stranger, with no rights.
    const isOutsider =
      user === undefined || user.is_stranger === true || (user.team_id !== undefined && user.team_id !== team)
    return {
      id: userId,
      name: user?.profile?.display_name || user?.real_name || user?.name || userId,
      timeZone: user?.tz ?? 'UTC',
      // An admin of another company is no admin here.
      isAdmin: (user?.is_admin === true || user?.is_owner === true) && !isOutsider,
      isOutsider,
      isGuest: !isOutsider && isGuest(user),
    }
  },

  channel: async (_team, channelId) => {
    const found = await unlessRefused(() => client.conversations.info({ channel: channelId }))
    return found?.channel === undefined ? null : toChannel(found.channel, channelId)
  },

  isMember: async (_team, channel, userId) => {
    const isIn = async (): Promise<boolean> => {
      for await (const page of membersOf(client, channel)) if (page.includes(userId)) return true
      return false
    }
    // What people may see hangs on it: where Slack does not tell, the answer is no.
    return (await unlessRefused(isIn)) ?? false
  },

  guestsIn,

  channelNamed: async (_team, name) => {
    const wanted = name.replace(/^#/, '').toLowerCase()
    let cursor: string | undefined
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const result = await asking(() =>
        client.conversations.list({
          types: 'public_channel,private_channel',
          exclude_archived: true,
          limit: 1_000,
          ...(cursor === undefined ? {} : { cursor }),
        }),
      )
      const found = result.channels?.find((channel) => channel.name?.toLowerCase() === wanted)
      if (found?.id !== undefined) return toChannel(found as Conversation, found.id)
      cursor = result.response_metadata?.next_cursor || undefined
      if (cursor === undefined) return null
    }
    return null
  },
})
