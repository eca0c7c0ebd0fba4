import { firstOfSeveral } from './config-slack.ts'
import { slackSocketFindings } from './doctor/slack-socket.ts'
import { slackTokenFindings } from './doctor/slack-token.ts'
import { createLog } from './log.ts'
import { appManifest, newAppAddress } from './setup/app-manifest.ts'
import { type GetAnswer, NoAnswer } from './setup/interview.ts'
import { makeApp } from './setup/make-app.ts'
import { type KnownSettings, shapeOf } from './setup-known.ts'
import { clientOptions, createSlackClient } from './slack/web-api/client.ts'
import { createSlackLogger } from './slack/web-api/logger.ts'

type Flags = Readonly<Record<string, string | undefined>>

interface SlackSetup {
  flags: Flags
  known: KnownSettings
  get: GetAnswer
  /** The text of manifest.yml. */
  manifest: string
  /** Null: over a socket that the app opens. */
  publicOrigin: string | null
  /** Whether somebody can be asked for what a new app gives. */
  canAsk: boolean
  say: (line: string) => void
}

const quiet = createSlackLogger(createLog('error', [], () => {}))

/** What belongs to one Slack app, by flag. */
const OF_APP = {
  'bot-token': 'SLACK_BOT_TOKEN',
  'app-token': 'SLACK_APP_TOKEN',
  'signing-secret': 'SLACK_SIGNING_SECRET',
} as const

const severalIn = ({ values }: KnownSettings) => firstOfSeveral((name) => values[name] !== undefined)

/** Why no app can be made here: something of another one would be used with it. Null: it can. */
const newAppMisfit = (flags: Flags, known: KnownSettings): string | null => {
  const several = severalIn(known)
  if (several !== undefined)
    return `${several} is set, so the app is there already (docs/install.md, Several workspaces)`
  for (const [flag, name] of Object.entries(OF_APP)) {
    if (flags[flag] !== undefined) return `--${flag} is of an app that is there already: give one of the two`
    if (known.outside.has(name))
      return `${name} of another app is set outside of .env (environment, ${name}_FILE or --set): take it out first`
  }
  return null
}

/** Refuses flags that cannot lead to one working app, before anything is asked or made. */
export const checkSlackFlags = (flags: Flags, known: KnownSettings): void => {
  const several = severalIn(known)
  if (several !== undefined && flags['bot-token'] !== undefined)
    throw new NoAnswer(`--bot-token is for one workspace, but ${several} is set. Nothing was written.`)
  const misfit = flags['config-token'] === undefined ? null : newAppMisfit(flags, known)
  if (misfit !== null)
    throw new NoAnswer(`--config-token makes a new app, but ${misfit}. Nothing was made or written.`)
}

/** Makes the app where somebody gives a configuration token, or says how to. Null: none was made. */
const askApp = async ({ flags, known, get, manifest, publicOrigin, say }: SlackSetup) => {
  const needsApp =
    severalIn(known) === undefined &&
    known.values.SLACK_BOT_TOKEN === undefined &&
    flags['bot-token'] === undefined
  const mayMake = flags['config-token'] !== undefined || (needsApp && newAppMisfit(flags, known) === null)
  const configToken = mayMake
    ? await get({
        flag: 'config-token',
        question: 'Configuration token of Slack, to make the app (api.slack.com/apps, at its foot)',
        isSecret: true,
        isOptional: true,
      })
    : ''
  const filled = appManifest(manifest, publicOrigin)
  if (configToken !== '') {
    const made = await makeApp(slackAt(known.apiUrl).client(configToken), filled)
    const installAt = `https://api.slack.com/apps/${made.appId}/install-on-team`
    say(`  The Slack app is made. Install it: ${installAt}`)
    return { signingSecret: made.signingSecret ?? undefined, installAt }
  }
  if (needsApp) {
    say(
      '  Make the Slack app: open this link, choose the workspace, press Create, then Install to Workspace.',
    )
    say(`  ${newAppAddress(filled)}`)
  }
  return null
}

const slackAt = (apiUrl: string) => {
  const options = () => clientOptions(apiUrl, 10_000, quiet)
  return { options, client: (token: string) => createSlackClient(token, options()) }
}

/** Over a public address, or over a socket that the app opens (null). */
export const askRoad = async (get: GetAnswer, flags: Flags, known: KnownSettings): Promise<string | null> => {
  if (flags.socket !== undefined) return null
  const { SLACK_APP_TOKEN, PUBLIC_URL } = known.values
  const answer = await get({
    flag: 'public-url',
    question: 'Public https address of this machine (Enter: none, Slack is reached by Socket Mode)',
    isOptional: true,
    known: SLACK_APP_TOKEN === undefined ? PUBLIC_URL : undefined,
    shape: (typed) =>
      /^https?:/.test(typed)
        ? shapeOf('PUBLIC_URL', known)(typed)
        : 'an address such as https://links.example.com',
  })
  return answer === '' ? null : new URL(answer).origin
}

/** What to write of Slack, and what is left to do where a new app was made and nobody can be asked for its token. */
export const askSlack = async (
  setup: SlackSetup,
): Promise<{ values: Record<string, string>; left: string | null }> => {
  const { known, get, publicOrigin, canAsk } = setup
  const slack = slackAt(known.apiUrl)
  const made = await askApp(setup)
  const overHttp =
    publicOrigin === null ? {} : { PUBLIC_URL: publicOrigin, SLACK_APP_TOKEN: '', SLACK_APP_TOKEN_FILE: '' }
  // Nothing of an app that was there before goes with the new one.
  const ofApp =
    made === null ? known.values : { ...known.values, SLACK_BOT_TOKEN: undefined, SLACK_APP_TOKEN: undefined }
  const secretOfMade = made === null ? {} : { SLACK_SIGNING_SECRET: made.signingSecret ?? '' }
  if (made !== null && !canAsk) {
    const flags =
      publicOrigin === null ? '--socket --bot-token xoxb-… --app-token xapp-…' : '--bot-token xoxb-…'
    return {
      values: { ...secretOfMade, ...overHttp, SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: '' },
      left: `Left to do: install the app at ${made.installAt}, then run npm run setup -- ${flags}\n(without --config-token, which would make another app).`,
    }
  }
  const botToken = severalIn(known)
    ? {}
    : {
        SLACK_BOT_TOKEN: await get({
          flag: 'bot-token',
          question: 'Bot User OAuth Token (OAuth & Permissions, after Install to Workspace; xoxb-…)',
          isSecret: true,
          known: ofApp.SLACK_BOT_TOKEN,
          shape: shapeOf('SLACK_BOT_TOKEN', known),
          check: (answer) => slackTokenFindings(slack.client(answer)),
        }),
      }
  if (publicOrigin === null) {
    const appToken = await get({
      flag: 'app-token',
      question: 'App-Level Token (Basic Information; generate one with connections:write; xapp-…)',
      isSecret: true,
      known: ofApp.SLACK_APP_TOKEN,
      shape: shapeOf('SLACK_APP_TOKEN', known),
      check: (answer) =>
        slackSocketFindings({ appToken: answer, clientOptions: slack.options, logger: quiet }),
    })
    return { values: { ...secretOfMade, ...botToken, SLACK_APP_TOKEN: appToken }, left: null }
  }
  const secret = await get({
    flag: 'signing-secret',
    question: 'Signing Secret (Basic Information)',
    isSecret: true,
    known: made === null ? known.values.SLACK_SIGNING_SECRET : made.signingSecret,
    shape: shapeOf('SLACK_SIGNING_SECRET', known),
  })
  return { values: { ...overHttp, ...botToken, SLACK_SIGNING_SECRET: secret }, left: null }
}
