import type { SlackState } from './model.ts'

const NORTH = { id: 'E0NORTH001', name: 'Northwind Group' }
const LABS = 'T0LABS0003'

/**
 * Makes the seed's company one workspace of an organisation (Enterprise Grid), whose other workspace has not got the app. Greta
 * is at home there and in both; Lars is only there. Both are in #general, Lars since it is shared within the organisation.
 */
export const makeOrganisation = (state: SlackState): void => {
  const [ours] = state.teams
  const [model] = state.users
  const general = state.channels.find((channel) => channel.name === 'general')
  if (ours === undefined || model === undefined || general === undefined) throw new Error('not the seed')
  ours.enterprise = NORTH
  state.teams.push({ id: LABS, domain: 'northwind-labs', name: 'Northwind Labs', enterprise: NORTH })
  const person = { ...model, team_id: LABS, tz: 'Etc/UTC' }
  state.users.push(
    { ...person, id: 'W0GRETA008', name: 'greta', real_name: 'Greta Grid', teams: [LABS, ours.id] },
    { ...person, id: 'W0LARS0009', name: 'lars', real_name: 'Lars of Labs', teams: [LABS] },
  )
  general.members.push('W0GRETA008', 'W0LARS0009')
}
