import { letters, newId } from './ids.ts'
import type { SlackInstall, SlackTeam } from './model.ts'
import { ALL_SCOPES } from './seed.ts'
import type { World } from './world.ts'

/** Installs the app in a team, with a bot user of its own; an installed one keeps token and user, scopes are added. */
export const installApp = (world: World, team: SlackTeam, scopes: string[] = ALL_SCOPES): SlackInstall => {
  if (team.install) {
    team.install.scopes = [...new Set([...team.install.scopes, ...scopes])]
    return team.install
  }
  const userId = newId(world, 'U')
  team.install = {
    token: `xoxb-${team.domain}-${letters(world, 12)}`,
    userId,
    botId: newId(world, 'B'),
    appId: world.state.teams.find((other) => other.install)?.install?.appId ?? newId(world, 'A'),
    scopes: [...scopes],
  }
  world.state.users.push({
    id: userId,
    team_id: team.id,
    name: 'sharelink',
    real_name: 'Sharelink',
    tz: 'Etc/UTC',
    is_admin: false,
    is_owner: false,
    is_restricted: false,
    is_bot: true,
    deleted: false,
  })
  world.changed()
  return team.install
}
