/** What the variables of Slack say. */
interface SlackValues {
  SLACK_BOT_TOKEN?: string | undefined
  SLACK_SIGNING_SECRET?: string | undefined
  SLACK_APP_TOKEN?: string | undefined
  SLACK_CLIENT_ID?: string | undefined
  SLACK_CLIENT_SECRET?: string | undefined
  SLACK_STATE_SECRET?: string | undefined
  SLACK_API_URL: string
}

/** Of the Slack app, where workspaces install it by themselves. */
export interface SlackInstall {
  clientId: string
  clientSecret: string
  stateSecret: string
}

export interface SlackConfig {
  /** Of the one workspace. Null: workspaces install the app by themselves. */
  botToken: string | null
  /** Null: there is one workspace. */
  install: SlackInstall | null
  signingSecret: string | null
  appToken: string | null
  apiUrl: string
  /** A secret that all processes have. */
  shared: string
}

const installOf = (values: SlackValues): SlackInstall | null => {
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret } = values
  const { SLACK_STATE_SECRET: stateSecret } = values
  if (clientId === undefined || clientSecret === undefined || stateSecret === undefined) return null
  return { clientId, clientSecret, stateSecret }
}

export const slackOf = (values: SlackValues): SlackConfig => {
  const botToken = values.SLACK_BOT_TOKEN ?? null
  const install = installOf(values)
  return {
    botToken,
    install,
    signingSecret: values.SLACK_SIGNING_SECRET ?? null,
    appToken: values.SLACK_APP_TOKEN ?? null,
    apiUrl: values.SLACK_API_URL,
    shared: botToken ?? install?.clientSecret ?? '',
  }
}

const SEVERAL = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET'] as const

const OF_SEVERAL: Readonly<Record<(typeof SEVERAL)[number], string>> = {
  SLACK_CLIENT_ID: 'the client ID of the Slack app',
  SLACK_CLIENT_SECRET: 'the client secret of the Slack app',
  SLACK_STATE_SECRET: 'any long random text of your own',
}

/** The first that is set of those for several workspaces; undefined: there is one workspace. */
export const firstOfSeveral = (isSet: (variable: string) => boolean): string | undefined =>
  SEVERAL.find(isSet)

/** What is wrong with those that are set, each by itself right. */
export const slackFaults = (
  isSet: (variable: string) => boolean,
  isWorker: boolean,
): { variable: string; expected: string }[] => {
  const faults: { variable: string; expected: string }[] = []
  const fault = (variable: string, expected: string) => faults.push({ variable, expected })
  const first = firstOfSeveral(isSet)
  if (first === undefined && !isSet('SLACK_BOT_TOKEN')) {
    fault(
      'SLACK_BOT_TOKEN',
      `the bot token of the Slack app (xoxb-…), or for several workspaces ${SEVERAL.join(', ')}`,
    )
  }
  if (first !== undefined) {
    if (isSet('SLACK_BOT_TOKEN')) {
      fault(first, 'nothing, since SLACK_BOT_TOKEN is set: there is one workspace, or each installs the app')
    } else {
      for (const name of SEVERAL) {
        if (!isSet(name)) fault(name, `${OF_SEVERAL[name]}, since ${first} is set`)
      }
      if (!isSet('PUBLIC_URL')) {
        fault('PUBLIC_URL', `an address, since ${first} is set: workspaces install the app there`)
      }
    }
  }
  if (!isSet('SLACK_APP_TOKEN') && !isWorker && !isSet('SLACK_SIGNING_SECRET')) {
    fault('SLACK_SIGNING_SECRET', 'the signing secret of the Slack app (or SLACK_APP_TOKEN for Socket Mode)')
  }
  return faults
}
