import { newId } from './ids.ts'
import { findUser, type Installed } from './lookup.ts'
import type { Json, SlackChannel } from './model.ts'
import type { ChannelActs, Heard, Place } from './types.ts'
import type { World } from './world.ts'

/** Events of private channels have names of their own (docs.slack.dev: group_archive). */
const archiving = ({ kind }: SlackChannel, what: 'archive' | 'unarchive'): string =>
  `${kind === 'private' ? 'group' : 'channel'}_${what}`

/** Everything that names a channel by its id. */
const renameIn = (world: World, from: string, to: string): void => {
  const { messages, ephemerals, hooks } = world.state
  for (const one of [...messages, ...ephemerals, ...hooks]) if (one.channel === from) one.channel = to
}

/** What people who manage channels do to them, and what the app is told of it. */
export const channelActs = (
  world: World,
  team: Installed,
  find: (place: Place) => SlackChannel,
  tell: (event: Json) => Promise<unknown>,
): ChannelActs => {
  const bot = team.install.userId

  const done = async (event: Json, { heard = true }: Heard = {}): Promise<void> => {
    world.changed()
    if (heard) await tell(event)
  }
  const setArchived = (place: Place, is: boolean, how?: Heard): Promise<void> => {
    const channel = find(place)
    channel.is_archived = is
    return done({ type: archiving(channel, is ? 'archive' : 'unarchive'), channel: channel.id }, how)
  }

  return {
    archive: (place, how) => setArchived(place, true, how),
    unarchive: (place, how) => setArchived(place, false, how),
    kickBot: (place) => {
      const channel = find(place)
      channel.members = channel.members.filter((id) => id !== bot)
      world.changed()
    },
    inviteBot: (place, how) => {
      const channel = find(place)
      if (!channel.members.includes(bot)) channel.members.push(bot)
      const channelType = channel.kind === 'private' ? 'G' : 'C'
      return done(
        {
          type: 'member_joined_channel',
          user: bot,
          channel: channel.id,
          channel_type: channelType,
          team: team.id,
        },
        how,
      )
    },
    changeChannelId: async (place, how) => {
      const channel = find(place)
      const from = channel.id
      channel.id = newId(world, 'C')
      renameIn(world, from, channel.id)
      await done({ type: 'channel_id_changed', old_channel_id: from, new_channel_id: channel.id }, how)
      return channel.id
    },
    leave: async (place, name, { heard = true } = {}) => {
      const channel = find(place)
      const user = findUser(world.state, name)?.id ?? name
      channel.members = channel.members.filter((id) => id !== user)
      world.changed()
      // Slack tells an app of the channels alone that it is in.
      if (heard && channel.members.includes(bot))
        await tell({
          type: 'member_left_channel',
          user,
          channel: channel.id,
          channel_type: channel.kind === 'private' ? 'G' : 'C',
          team: team.id,
        })
    },
    shareChannel: (place, { company, ...how } = {}) => {
      const channel = find(place)
      const other = company ?? world.state.teams.find(({ id }) => id !== team.id)?.id ?? ''
      channel.is_ext_shared = true
      channel.is_pending_ext_shared = false
      if (!channel.connected_team_ids.includes(other)) channel.connected_team_ids.push(other)
      return done({ type: 'channel_shared', connected_team_id: other, channel: channel.id }, how)
    },
    unshareChannel: (place, how) => {
      const channel = find(place)
      const [other = ''] = channel.connected_team_ids
      channel.is_ext_shared = false
      channel.connected_team_ids = []
      return done(
        {
          type: 'channel_unshared',
          previously_connected_team_id: other,
          channel: channel.id,
          is_ext_shared: false,
        },
        how,
      )
    },
  }
}
