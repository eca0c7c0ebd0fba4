import { type Installation, type InstallationQuery, InstallProvider } from '@slack/oauth'
import type { WebClientOptions } from '@slack/web-api'
import type { Installations } from '../../use-cases/install-ports.ts'
import type { Now } from '../../use-cases/ports.ts'
import type { SlackLogger } from '../web-api/logger.ts'
import { BOT_SCOPES } from './bot-scopes.ts'

export interface InstallerDeps {
  clientId: string
  clientSecret: string
  stateSecret: string
  apiUrl: string
  publicOrigin: string
  installations: Installations
  clientOptions: WebClientOptions
  logger: SlackLogger
  now: Now
}

/** The workspace, or with an installation in a whole organisation that, by whose id an installation is kept. */
const idOfInstallation = ({ team, enterprise, isEnterpriseInstall }: Installation): string =>
  (isEnterpriseInstall ? enterprise?.id : team?.id) ?? ''

/** A token that acts for the person who installs the app is of no use to it, so it is not kept. */
const toKeep = (installation: Installation): Installation => ({
  ...installation,
  user: { id: installation.user.id, token: undefined, scopes: undefined },
})

/** Slack's own library for installations by OAuth: states, cookies, codes and the renewal of tokens. */
export const createInstaller = (deps: InstallerDeps): InstallProvider => {
  const { installations, apiUrl, publicOrigin, now } = deps
  const idOf = (query: InstallationQuery<boolean>): string =>
    (query.isEnterpriseInstall ? query.enterpriseId : query.teamId) ?? ''
  return new InstallProvider({
    clientId: deps.clientId,
    clientSecret: deps.clientSecret,
    stateSecret: deps.stateSecret,
    authorizationUrl: new URL('../oauth/v2/authorize', apiUrl).href,
    // Slack asks itself whether one wants it.
    directInstall: true,
    installUrlOptions: { scopes: BOT_SCOPES, redirectUri: `${publicOrigin}/slack/oauth_redirect` },
    installationStore: {
      storeInstallation: (found) =>
        installations.put(idOfInstallation(found), JSON.stringify(toKeep(found)), now()),
      fetchInstallation: async (query) => {
        const kept = await installations.get(idOf(query))
        if (kept === null) throw new Error('the app is not installed there')
        return JSON.parse(kept) as Installation<'v2', boolean>
      },
      deleteInstallation: (query) => installations.remove(idOf(query), now()),
    },
    clientOptions: deps.clientOptions,
    logger: deps.logger,
  })
}
