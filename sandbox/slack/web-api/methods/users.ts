import { isOf, isStranger } from '../../lookup.ts'
import type { Json, SlackUser } from '../../model.ts'
import { type Call, type Method, refuse } from '../call.ts'
import { MOST, pageOf } from '../paging.ts'

/** Seconds east of UTC at this moment. */
const zoneOffset = (tz: string, now: number): number => {
  const shown = new Date(now).toLocaleString('sv-SE', { timeZone: tz })
  return Math.round((Date.parse(`${shown.replace(' ', 'T')}Z`) - now) / 60_000) * 60
}

/** What Slack adds for people of an organisation (docs.slack.dev: User object). */
const inOrganisation = (user: SlackUser, { id, name }: { id: string; name: string }): Json => ({
  id: user.id,
  enterprise_id: id,
  enterprise_name: name,
  is_admin: false,
  is_owner: false,
  teams: user.teams ?? [user.team_id],
})

/** A person as Slack shows them to the app. */
export const userBody = (call: Pick<Call, 'world' | 'team'>, user: SlackUser): Json => {
  const foreign = !isOf(user, call.team.id)
  const organisation = call.world.state.teams.find((team) => team.id === user.team_id)?.enterprise
  const clock = user.clock ?? { tz: user.tz, tz_offset: zoneOffset(user.tz, call.world.now()) }
  const email = !foreign && user.email && call.team.install.scopes.includes('users:read.email')
  return {
    id: user.id,
    team_id: user.team_id,
    name: user.name,
    real_name: user.real_name,
    deleted: user.deleted,
    tz: clock.tz,
    tz_label: clock.tz ?? '',
    tz_offset: clock.tz_offset,
    is_bot: user.is_bot,
    is_app_user: false,
    updated: 1_760_000_000,
    profile: {
      real_name: user.real_name,
      real_name_normalized: user.real_name,
      display_name: user.name,
      display_name_normalized: user.name,
      team: user.team_id,
      ...(email ? { email: user.email } : {}),
    },
    ...(organisation ? { enterprise_user: inOrganisation(user, organisation) } : {}),
    // Of other companies Slack says whether they are strangers, and nothing of their role.
    ...(foreign
      ? { is_stranger: isStranger(call.world.state, call.team, user) }
      : {
          is_admin: user.is_admin,
          is_owner: user.is_owner,
          is_primary_owner: false,
          is_restricted: user.is_restricted,
          is_ultra_restricted: user.is_ultra_restricted === true,
        }),
  }
}

const info: Method = {
  scopes: ['users:read'],
  run: (call) => {
    const user = call.world.state.users.find((candidate) => candidate.id === call.args.user)
    return user ? { ok: true, user: userBody(call, user) } : refuse('user_not_found')
  },
}

const list: Method = {
  scopes: ['users:read'],
  run: (call) => {
    const known = call.world.state.users.filter(
      (user) => isOf(user, call.team.id) || !isStranger(call.world.state, call.team, user),
    )
    const paged = pageOf(known, call.args, MOST)
    if ('ok' in paged) return paged
    const { page, response_metadata } = paged
    return { ok: true, members: page.map((user) => userBody(call, user)), response_metadata }
  },
}

export const USERS: Record<string, Method> = { 'users.info': info, 'users.list': list }
