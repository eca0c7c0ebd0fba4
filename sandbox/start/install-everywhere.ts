import type { Slack } from '../slack/types.ts'
import { install } from './install-app.ts'

/** As Slack shows it of an app that workspaces install by themselves. */
export const OAUTH = { clientId: '1111.2222', clientSecret: 'client-secret-of-the-sandbox' }

/** Variables of a bot that several workspaces install. */
export const SEVERAL = {
  SLACK_BOT_TOKEN: '',
  SLACK_CLIENT_ID: OAUTH.clientId,
  SLACK_CLIENT_SECRET: OAUTH.clientSecret,
  SLACK_STATE_SECRET: 'state-secret-of-the-sandbox',
}

/** As an admin of each workspace does in a browser. The first is where the app is at home. Rejects where one is refused. */
export const installEverywhere = async (slack: Slack, origin: string): Promise<void> => {
  for (const who of ['carol', 'yara']) {
    const { status } = await install(origin, slack, who)
    if (status !== 200) throw new Error(`the app could not be installed by ${who} (${status})`)
  }
  slack.change(({ teams, channels }) => {
    const own = channels.find(({ name }) => name === 'acme-hq')
    const bot = teams.find(({ id }) => id === own?.team_id)?.install?.userId
    if (bot !== undefined && own?.members.includes(bot) === false) own.members.push(bot)
  })
}
