import { type Method, refuse } from '../call.ts'

const test: Method = {
  run: ({ team, world }) => ({
    ok: true,
    url: `https://${team.domain}.slack.com/`,
    team: team.name,
    user: world.state.users.find((user) => user.id === team.install.userId)?.name ?? 'sharelink',
    team_id: team.id,
    user_id: team.install.userId,
    bot_id: team.install.botId,
    ...(team.enterprise ? { enterprise_id: team.enterprise.id } : {}),
    is_enterprise_install: false,
  }),
}

export const AUTH: Record<string, Method> = {
  'auth.test': test,
  // Socket Mode needs an app-level token.
  'apps.connections.open': { run: () => refuse('not_allowed_token_type') },
}
