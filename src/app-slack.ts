import type { WebClientOptions } from '@slack/web-api'
import type { Config } from './config.ts'
import { SlackError } from './domain/slack-error.ts'
import { createBotTokens } from './slack/install/bot-tokens.ts'
import { createInstaller } from './slack/install/installer.ts'
import { createWorkspace, type Workspace } from './slack/people/workspace.ts'
import { pingSlack } from './slack/web-api/bot-token.ts'
import { type ClientFor, calling, createSlackClient } from './slack/web-api/client.ts'
import { forEachTeam } from './slack/web-api/for-each-team.ts'
import type { SlackLogger } from './slack/web-api/logger.ts'
import type { Scopes } from './slack/web-api/scopes.ts'
import { createWatch } from './slack/web-api/watch.ts'
import type { createStore } from './store/store.ts'
import type { Installations } from './use-cases/install-ports.ts'
import type { Log, Now } from './use-cases/ports.ts'

export interface SlackDeps {
  config: Config
  store: Pick<ReturnType<typeof createStore>, 'slackTurns' | 'installations'>
  scopes: Scopes
  slackOptions: () => WebClientOptions
  logger: SlackLogger
  now: Now
  log: Log
}

/** What serves each workspace. `home`: the workspace that the operator's own admins are in. */
export interface SlackSide {
  clientFor: ClientFor
  /** Of a workspace that has the app. Throws `SlackError`, `not_installed` where it has not. */
  workspace: (team: string, organisation?: string | null) => Promise<Workspace>
  homeWorkspace: () => Promise<Workspace>
  homeClient: ReturnType<ClientFor>
  /** Throws while Slack does not answer, or takes no token of ours. */
  ping: () => Promise<void>
  /** Null: there is one workspace, whose token is a setting. */
  installer: ReturnType<typeof createInstaller> | null
}

const ofOne = (token: string, { scopes, store, slackOptions, log }: SlackDeps): SlackSide => {
  const watch = createWatch({ scopes, slackTurns: store.slackTurns, ofTeam: null, log })
  const client = createSlackClient(token, slackOptions(), watch)
  const workspace = createWorkspace(client)
  return {
    clientFor: () => client,
    workspace,
    homeWorkspace: workspace,
    homeClient: client,
    ping: () => pingSlack(client),
    installer: null,
  }
}

/** The operator's is the workspace that installed the app first. */
const homeOf = async ({ all }: Pick<Installations, 'all'>): Promise<string> => {
  const [first] = await all()
  if (first === undefined) throw new SlackError('not-sent', 'not_installed')
  return first
}

const ofMany = (
  install: NonNullable<Config['slack']['install']>,
  { config, store, scopes, slackOptions, logger, now, log }: SlackDeps,
): SlackSide => {
  const { installations, slackTurns } = store
  const installer = createInstaller({
    ...install,
    apiUrl: config.slack.apiUrl,
    publicOrigin: config.publicOrigin ?? '',
    installations,
    clientOptions: slackOptions(),
    logger,
    now,
  })
  const tokenOf = createBotTokens({ installations, installer, now, log })
  const clientFor = forEachTeam((team) =>
    createSlackClient(
      () => tokenOf(team),
      slackOptions(),
      createWatch({ scopes, slackTurns, ofTeam: team, log }),
    ),
  )
  const serves = async (organisation: string, team: string): Promise<boolean> =>
    (await installations.get(team)) === null &&
    (await installations.organisationOf(team)) !== organisation &&
    (await installations.get(organisation)) !== null
  const known = forEachTeam((team) => createWorkspace(clientFor(team)))
  const anonymous = createSlackClient('', slackOptions())
  const homeWatch = createWatch({ scopes, slackTurns, ofTeam: null, log })
  return {
    clientFor,
    workspace: async (team, organisation = null) => {
      // An organisation's installation serves a workspace of it from the first time that this is heard of.
      if (organisation !== null && (await serves(organisation, team)))
        await installations.noteOrganisation(team, organisation)
      await tokenOf(team)
      return known(team)()
    },
    homeWorkspace: async () => known(await homeOf(installations))(),
    homeClient: createSlackClient(
      async () => tokenOf(await homeOf(installations)),
      slackOptions(),
      homeWatch,
    ),
    // As long as nobody has installed the app there is no token to try.
    ping: async () => {
      const [first] = await installations.all()
      await (first === undefined ? calling(() => anonymous.api.test()) : pingSlack(clientFor(first)))
    },
    installer,
  }
}

/** Calls Slack with the token of the one workspace, or with those of all that have installed the app. */
export const createSlackSide = (deps: SlackDeps): SlackSide => {
  const { botToken, install } = deps.config.slack
  if (install !== null) return ofMany(install, deps)
  return ofOne(botToken ?? '', deps)
}
