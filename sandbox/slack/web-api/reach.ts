import { findChannel, findUser, openDm } from '../lookup.ts'
import type { SlackChannel } from '../model.ts'
import { type Answer, type Call, refuse } from './call.ts'

/** The channel as this bot may know of it: a private one, or a DM of others, does not exist for it. */
export const visibleChannel = (call: Call, name: string): SlackChannel | undefined => {
  const channel = findChannel(call.world.state, name)
  if (!channel) return undefined
  const near = channel.team_id === call.team.id || channel.connected_team_ids.includes(call.team.id)
  const inside = channel.members.includes(call.team.install.userId)
  return near && (inside || channel.kind === 'public') ? channel : undefined
}

export const isRefused = (found: SlackChannel | Answer): found is Answer => 'ok' in found

/** Where a message may go: a channel the bot is in, a public one with chat:write.public, or a user's DM. */
export const postingTarget = (call: Call): SlackChannel | Answer => {
  const name = call.args.channel
  if (typeof name !== 'string' || name === '') return refuse('channel_not_found')
  const person = /^[UW]/.test(name) ? findUser(call.world.state, name) : undefined
  if (person) return person.deleted ? refuse('channel_not_found') : openDm(call.world, call.team, [person.id])
  const channel = visibleChannel(call, name)
  if (!channel) return refuse('channel_not_found')
  if (channel.is_archived) return refuse('is_archived')
  const inside = channel.members.includes(call.team.install.userId)
  // chat:write.public does not reach channels that another company owns (Slack Connect).
  const open = call.team.install.scopes.includes('chat:write.public') && channel.team_id === call.team.id
  return inside || open ? channel : refuse('not_in_channel')
}
