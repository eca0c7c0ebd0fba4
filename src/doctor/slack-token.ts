import { SCOPES } from '../slack/install/bot-scopes.ts'
import type { ClientFor } from '../slack/web-api/client.ts'
import { type Finding, findingsOf } from './finding.ts'
import { slackTrouble } from './slack-trouble.ts'

const token = findingsOf('slack.token')
const scopes = findingsOf('slack.scopes')

/** The link that leads to the app's own settings. */
const APPS = 'https://api.slack.com/apps'

const scopeFindings = (granted: readonly string[]): Finding[] => {
  const missing = SCOPES.filter(({ scope }) => !granted.includes(scope))
  if (missing.length === 0) return [scopes.pass(`The app has all ${SCOPES.length} scopes.`)]
  return missing.map(({ scope, isOptional, without }) => {
    const found = `The app lacks the ${isOptional ? 'optional ' : ''}scope ${scope}: ${without}.`
    const remedy = `Add it at ${APPS} (OAuth & Permissions, Bot Token Scopes) and install the app again.`
    return isOptional ? scopes.warn(found, remedy) : scopes.fail(found, remedy)
  })
}

/** Whether Slack takes the bot token, and what the app may do by it. */
export const slackTokenFindings = async (client: ReturnType<ClientFor>): Promise<Finding[]> => {
  try {
    const { team, user, response_metadata: about } = await client.auth.test()
    return [
      token.pass(`Slack takes SLACK_BOT_TOKEN: workspace ${team}, bot ${user}.`),
      // A proxy may keep the header with the scopes to itself.
      ...(about?.scopes === undefined
        ? [scopes.warn("Slack doesn't tell the app's scopes.", `Compare them with manifest.yml at ${APPS}.`)]
        : scopeFindings(about.scopes)),
    ]
  } catch (error) {
    const { found, remedy } = slackTrouble(error, 'SLACK_BOT_TOKEN')
    return [token.fail(found, remedy)]
  }
}

/** Where workspaces install the app by themselves there is no token to try: only whether Slack answers. */
export const slackReachFindings = async (client: ReturnType<ClientFor>): Promise<Finding[]> => {
  try {
    await client.api.test()
    return [token.pass('Slack answers. Each workspace has a token of its own, which is not tried here.')]
  } catch (error) {
    const { found, remedy } = slackTrouble(error, 'SLACK_BOT_TOKEN')
    return [token.fail(found, remedy)]
  }
}
