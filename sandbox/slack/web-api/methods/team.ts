import { type Call, type Method, refuse } from '../call.ts'

/** Another company is seen through a channel that the bot's company shares with it (docs.slack.dev, team.info). */
const isConnected = ({ world, team: own }: Call, id: string): boolean =>
  world.state.channels.some((channel) => {
    const all = [channel.team_id, ...channel.connected_team_ids]
    return all.includes(id) && all.includes(own.id)
  })

const info: Method = {
  scopes: ['team:read'],
  run: (call) => {
    const id = String(call.args.team ?? call.team.id)
    const team = call.world.state.teams.find((one) => one.id === id)
    if (team === undefined || !(id === call.team.id || isConnected(call, id))) return refuse('team_not_found')
    const { name, domain, enterprise } = team
    const organisation = enterprise && { enterprise_id: enterprise.id, enterprise_name: enterprise.name }
    return { ok: true, team: { id, name, domain, ...organisation } }
  },
}

export const TEAM: Record<string, Method> = { 'team.info': info }
