import { canSee, type Installed, installedTeams, installFor } from '../lookup.ts'
import type { Json, SlackEphemeral, SlackMessage, SlackUser, SlackView } from '../model.ts'
import type { Clickable } from '../types.ts'
import { viewBody } from '../view-body.ts'
import { messageBody } from '../web-api/messages.ts'
import type { World } from '../world.ts'
import { channelName } from './payload.ts'

export const isView = (on: Clickable): on is SlackView => 'private_metadata' in on
export const isEphemeral = (on: Clickable): on is SlackEphemeral => 'to' in on

/** The thing as it is now in the state; what was handed in may be an older copy. */
export const current = (world: World, on: Clickable): Clickable | undefined => {
  if (isView(on)) return world.state.views.find((view) => view.id === on.id)
  if (isEphemeral(on))
    return world.state.ephemerals.find((e) => e.ts === on.ts && e.to === on.to && !e.deleted)
  return world.state.messages.find((m) => m.ts === on.ts && m.channel === on.channel && !m.tombstone)
}

export const teamOf = (world: World, on: Clickable): Installed => {
  const id = isView(on) ? on.team_id : on.team
  const channel = isView(on) ? undefined : world.state.channels.find((c) => c.id === on.channel)
  const team =
    installedTeams(world.state).find((candidate) => candidate.id === id) ??
    (channel && installFor(world.state, channel))
  if (!team) throw new Error(`team ${id} has no app`)
  return team
}

/** Why this person could not press anything on it; undefined when they can. */
export const outOfReach = (world: World, user: SlackUser, on: Clickable): string | undefined => {
  if (isView(on))
    return on.user === user.id && on.open ? undefined : `${user.name} does not have this view open`
  if (isEphemeral(on))
    return on.to === user.id ? undefined : `${user.name} does not see this ephemeral message`
  const channel = world.state.channels.find((candidate) => candidate.id === on.channel)
  return channel && canSee(user, channel)
    ? undefined
    : `${user.name} cannot see ${channel?.name ?? on.channel}`
}

const inChannel = (world: World, on: SlackMessage | SlackEphemeral): Json => {
  const channel = world.state.channels.find((candidate) => candidate.id === on.channel)
  return { channel: { id: on.channel, name: channel ? channelName(channel) : 'unknown' } }
}

/** `container` and what goes with it: channel and message, or the view. An ephemeral carries no `message`. */
export const surfaceParts = (world: World, team: Installed, on: Clickable): Json => {
  if (isView(on)) return { container: { type: 'view', view_id: on.id }, view: viewBody(team, on) }
  const container = {
    type: 'message',
    message_ts: on.ts,
    channel_id: on.channel,
    is_ephemeral: isEphemeral(on),
    ...(on.thread_ts ? { thread_ts: on.thread_ts } : {}),
  }
  return {
    container,
    ...inChannel(world, on),
    ...(isEphemeral(on) ? {} : { message: messageBody(on) }),
    state: { values: {} },
  }
}
