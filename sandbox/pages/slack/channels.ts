import { canSee, findChannel } from '../../slack/lookup.ts'
import type { SlackChannel, SlackState, SlackUser } from '../../slack/model.ts'
import type { Slack } from '../../slack/types.ts'
import type { ChannelInfo } from '../contract.ts'
import { botsOf } from './people.ts'

/** The channel of this id or name, if this person sees it. */
export const visibleChannel = (state: SlackState, me: SlackUser, name: string): SlackChannel | undefined => {
  const channel = findChannel(state, name)
  return channel && canSee(me, channel) ? channel : undefined
}

const isDirect = ({ kind }: SlackChannel): boolean => kind === 'im' || kind === 'mpim'

const labelOf = (state: SlackState, channel: SlackChannel, me: SlackUser): string => {
  if (!isDirect(channel)) return channel.name
  const others = channel.members.filter((id) => id !== me.id)
  const names = (others.length > 0 ? others : [me.id]).map(
    (id) => state.users.find((user) => user.id === id)?.real_name ?? id,
  )
  return names.join(', ')
}

/** The newest thing that stands in each channel itself, by channel id: `ts` grows with time. */
const latestSeen = ({ messages, ephemerals }: SlackState, me: SlackUser): Map<string, string> => {
  const latest = new Map<string, string>()
  const see = (channel: string, ts: string) => {
    if (ts > (latest.get(channel) ?? '')) latest.set(channel, ts)
  }
  for (const m of messages) if (m.thread_ts === undefined || m.broadcast) see(m.channel, m.ts)
  for (const e of ephemerals)
    if (e.to === me.id && !e.deleted && e.thread_ts === undefined) see(e.channel, e.ts)
  return latest
}

/** Every channel that this person sees, archived ones too. */
export const drawChannels = ({ state }: Slack, me: SlackUser): ChannelInfo[] => {
  const bots = botsOf(state)
  const latest = latestSeen(state, me)
  const companies = new Map(state.teams.map(({ id, name }) => [id, name]))
  return state.channels
    .filter((channel) => canSee(me, channel))
    .map((channel) => {
      const newest = latest.get(channel.id)
      return {
        id: channel.id,
        label: labelOf(state, channel, me),
        kind: channel.kind,
        memberCount: channel.members.length,
        hasBot: channel.members.some((id) => bots.includes(id)),
        isArchived: channel.is_archived,
        companies: [channel.team_id, ...channel.connected_team_ids]
          .filter((id) => id !== me.team_id)
          .map((id) => companies.get(id) ?? id),
        isPendingShared: channel.is_pending_ext_shared,
        ...(newest === undefined ? {} : { latest: newest }),
      }
    })
}
