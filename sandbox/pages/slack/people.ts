import { findUser, installedTeams, installOf } from '../../slack/lookup.ts'
import type { SlackState, SlackUser } from '../../slack/model.ts'
import type { Slack } from '../../slack/types.ts'
import type { PersonInfo } from '../contract.ts'
import { Refused } from '../http.ts'

const isActable = (user: SlackUser): boolean => !user.is_bot && !user.deleted

const companyOf = (state: SlackState, teamId: string): string =>
  state.teams.find(({ id }) => id === teamId)?.name ?? teamId

const describe = ({ state }: Slack, user: SlackUser): PersonInfo => ({
  id: user.id,
  name: user.name,
  realName: user.real_name,
  tz: user.tz,
  isAdmin: user.is_admin,
  isGuest: user.is_restricted,
  isBot: user.is_bot,
  company: companyOf(state, user.team_id),
  isOutsider: installOf(state, user) === undefined,
})

/** The one who looks or acts, by name or id. Throws `Refused` when nobody can be acted as by that name. */
export const findActor = ({ state }: Slack, as: string): SlackUser => {
  const user = findUser(state, as)
  if (user && isActable(user)) return user
  throw new Refused(400, `there is nobody called "${as}" here`)
}

/** The app's own users: one in each workspace that has it. */
export const botsOf = (state: SlackState): string[] =>
  installedTeams(state).map(({ install }) => install.userId)

/** The people of this world, and who of them `me` is. */
export const drawPeople = (slack: Slack, me: SlackUser) => ({
  me: describe(slack, me),
  workspace: companyOf(slack.state, me.team_id),
  botUserIds: botsOf(slack.state),
  people: slack.state.users.filter(isActable).map((user) => describe(slack, user)),
  names: Object.fromEntries(slack.state.users.map(({ id, real_name }) => [id, real_name])),
})
