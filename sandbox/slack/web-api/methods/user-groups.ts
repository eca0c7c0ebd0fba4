import { type Method, refuse } from '../call.ts'

/** Who is in a user group (docs.slack.dev, usergroups.users.list). */
const usersList: Method = {
  scopes: ['usergroups:read'],
  run: ({ world, team, args }) => {
    const groups = world.state.userGroups ?? []
    const group = groups.find(({ id, team_id }) => id === args.usergroup && team_id === team.id)
    return group === undefined ? refuse('no_such_subteam') : { ok: true, users: group.users }
  },
}

export const USER_GROUPS: Record<string, Method> = { 'usergroups.users.list': usersList }
