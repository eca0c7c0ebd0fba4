import type { WebClient } from '@slack/web-api'
import { type Belonging, type Installation, isMember } from '../../domain/membership.ts'
import { isAbsence, isNobody, SlackError } from '../../domain/slack-error.ts'
import { sharedAsking } from '../../timing/shared-asking.ts'
import type { Channel, Directory, Log, Now } from '../../use-cases/ports.ts'
import { asking, type ClientFor } from '../web-api/client.ts'
import { pagesOf, SLACK_PAGE_SIZE } from '../web-api/pages.ts'
import { isGuest } from './guest-list.ts'
import { membersOf } from './members.ts'
import { timeZoneOf } from './time-zone.ts'

type UserAnswer = Awaited<ReturnType<WebClient['users']['info']>>
type ChannelAnswer = Awaited<ReturnType<WebClient['conversations']['info']>>
type User = NonNullable<UserAnswer['user']> & { is_stranger?: boolean }
type Conversation = NonNullable<ChannelAnswer['channel']>

/** How many channels are read to find one by its name. */
const MOST_CHANNELS = 10_000

const toChannel = (found: Conversation, id: string): Channel => ({
  id: found.id ?? id,
  name: found.name ?? (found.is_im ? 'direct message' : id),
  // Only these two tell it: `is_shared` is also set for channels shared inside one company (Slack: Understanding Slack
  // Connect).
  isExternal: found.is_ext_shared === true || found.is_pending_ext_shared === true,
  isPrivate: found.is_private === true || found.is_mpim === true || found.is_im === true,
  isDirect: found.is_mpim === true || found.is_im === true,
})

/**
 * What Slack answers, or null where the thing does not exist for the bot. Throws on any other refusal, which tells
 * nothing.
 */
const unless = async <T>(
  isNone: (error: SlackError) => boolean,
  call: () => Promise<T>,
): Promise<T | null> => {
  try {
    return await asking(call)
  } catch (error) {
    if (error instanceof SlackError && isNone(error)) return null
    throw error
  }
}

const belongingOf = (user: User): Belonging => ({
  team: user.team_id ?? null,
  teams: user.enterprise_user?.teams ?? [],
  enterprise: user.enterprise_user?.enterprise_id ?? null,
  isStranger: user.is_stranger === true,
})

const workspacesOf = (user: User): string[] => {
  const { team, teams } = belongingOf(user)
  return [...new Set(team === null ? teams : [team, ...teams])]
}

export interface DirectoryDeps {
  clientFor: ClientFor
  guestsIn: Directory['guestsIn']
  companies: Pick<Directory, 'companyOf' | 'companiesIn'>
  userGroups: Pick<Directory, 'isInGroup'>
  workspace: (team: string) => Promise<Installation>
  /** Who is an admin there besides those that Slack names. */
  moreAdmins: (team: string) => Promise<readonly string[]>
  now: Now
  log: Log
}

/** People's time zones. The first zone in which our data differ from Slack's is logged. */
const createTimeZones = (now: Now, log: Log) => {
  let isSaid = false
  return (user: User | undefined): string => {
    const { name, old } = timeZoneOf(user ?? {}, now())
    if (old && !isSaid) {
      isSaid = true
      const { tz: zone, tz_offset: offsetSeconds } = user ?? {}
      log.warn(
        { zone, offsetSeconds },
        'the zone data of this Node are older than those of Slack: update Node',
      )
    }
    return name
  }
}

/**
 * People and channels as Slack knows them now; nothing on which rights depend is kept. Several interactions that ask for the
 * same thing at the same time wait for one answer, so that one member's flood costs few calls. The next call asks anew.
 */
export const createDirectory = ({
  clientFor,
  guestsIn,
  companies,
  userGroups,
  workspace,
  moreAdmins,
  now,
  log,
}: DirectoryDeps): Directory => {
  const timeZone = createTimeZones(now, log)
  const people = sharedAsking<UserAnswer | null>()
  const channels = sharedAsking<ChannelAnswer | null>()
  return {
    person: async (team, userId) => {
      const ask = () => unless(isNobody, () => clientFor(team).users.info({ user: userId }))
      const user: User | undefined = (await people(`${team}:${userId}`, ask))?.user
      const { enterprise } = await workspace(team)
      // Somebody whom Slack does not know is a stranger, without rights. So is somebody who was deactivated.
      const isOutsider =
        user === undefined || user.deleted === true || !isMember(belongingOf(user), { team, enterprise })
      const isNamed = (await moreAdmins(team)).includes(userId)
      return {
        id: userId,
        name: user?.profile?.display_name || user?.real_name || user?.name || userId,
        timeZone: timeZone(user),
        // An admin of another company is no admin here.
        isAdmin: (user?.is_admin === true || user?.is_owner === true || isNamed) && !isOutsider,
        isOutsider,
        ...(user?.deleted === true ? { hasLeft: true as const } : {}),
        workspaces: user === undefined ? [] : workspacesOf(user),
        isGuest: !isOutsider && isGuest(user),
      }
    },

    channel: async (team, channelId) => {
      const ask = () => unless(isAbsence, () => clientFor(team).conversations.info({ channel: channelId }))
      const found = await channels(`${team}:${channelId}`, ask)
      return found?.channel === undefined ? null : toChannel(found.channel, channelId)
    },

    isMember: async (team, channel, userId) => {
      try {
        for await (const { ids, isLast } of membersOf(clientFor(team), channel)) {
          if (ids.includes(userId)) return true
          if (isLast) return false
        }
      } catch (error) {
        if (!(error instanceof SlackError) || error.outcome !== 'refused') throw error
        // In a channel that the bot cannot see, nobody counts as a member. With any other error it is not known.
        if (isAbsence(error)) return false
      }
      return null
    },

    guestsIn,
    ...companies,
    ...userGroups,

    channelNamed: async (team, name) => {
      const wanted = name.replace(/^#/, '').toLowerCase()
      const pages = pagesOf(MOST_CHANNELS / SLACK_PAGE_SIZE, (page) =>
        asking(() =>
          clientFor(team).conversations.list({
            types: 'public_channel,private_channel',
            exclude_archived: true,
            ...page,
          }),
        ),
      )
      for await (const { found } of pages) {
        const named = found.channels?.find((channel) => channel.name?.toLowerCase() === wanted)
        if (named?.id !== undefined) return toChannel(named as Conversation, named.id)
      }
      return null
    },
  }
}
