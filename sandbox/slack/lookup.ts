import { newId } from './ids.ts'
import type { SlackChannel, SlackInstall, SlackState, SlackTeam, SlackUser } from './model.ts'
import type { World } from './world.ts'

export type Installed = SlackTeam & { install: SlackInstall }

export const installedTeams = (state: SlackState): Installed[] =>
  state.teams.filter((team): team is Installed => team.install !== undefined)

export const findUser = (state: SlackState, name: string): SlackUser | undefined =>
  state.users.find((user) => user.id === name || user.name === name.replace(/^@/, ''))

export const findChannel = (state: SlackState, name: string): SlackChannel | undefined =>
  state.channels.find((channel) => channel.id === name) ??
  state.channels.find((channel) => channel.name !== '' && channel.name === name.replace(/^#/, ''))

/** The installation whose bot meets this channel: that of the person's own workspace, the channel's own, or the first connected one. */
export const installFor = (
  state: SlackState,
  channel: SlackChannel,
  user?: SlackUser,
): Installed | undefined => {
  const near = [channel.team_id, ...channel.connected_team_ids]
  const found = installedTeams(state).filter((team) => near.includes(team.id))
  return found.find((team) => user !== undefined && isOf(user, team.id)) ?? found[0]
}

/** Is this person in that workspace, wherever they are at home? */
export const isOf = (user: SlackUser, teamId: string): boolean =>
  user.team_id === teamId || user.teams?.includes(teamId) === true

/** The installation in a workspace of this person. */
export const installOf = (state: SlackState, user: SlackUser): Installed | undefined =>
  installedTeams(state).find((team) => isOf(user, team.id))

/** May this person read the channel? Members may; full members of the workspace also read public ones. */
export const canSee = (user: SlackUser, channel: SlackChannel): boolean =>
  channel.members.includes(user.id) ||
  (channel.kind === 'public' && isOf(user, channel.team_id) && !user.is_restricted)

/** From another company and, unless the state says so itself, in no channel that the bot is in. */
export const isStranger = (state: SlackState, team: Installed, user: SlackUser): boolean =>
  user.is_stranger ??
  (!isOf(user, team.id) &&
    !state.channels.some((c) => c.members.includes(user.id) && c.members.includes(team.install.userId)))

/** The direct conversation of exactly these people, made when there is none. */
export const openDm = (world: World, team: Installed, userIds: string[]): SlackChannel => {
  const members = [...new Set([...userIds, team.install.userId])]
  const kind = members.length > 2 ? 'mpim' : 'im'
  const same = world.state.channels.find(
    (c) =>
      c.kind === kind && c.members.length === members.length && members.every((m) => c.members.includes(m)),
  )
  if (same) return same
  const made: SlackChannel = {
    id: newId(world, kind === 'im' ? 'D' : 'G'),
    name: kind === 'im' ? '' : `mpdm-${members.join('--').toLowerCase()}-1`,
    kind,
    team_id: team.id,
    members,
    is_archived: false,
    is_ext_shared: false,
    is_pending_ext_shared: false,
    connected_team_ids: [],
    created: Math.floor(world.now() / 1000),
    creator: team.install.userId,
  }
  world.state.channels.push(made)
  return made
}
