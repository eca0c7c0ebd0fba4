import type { Parts, Runtime } from './app-parts.ts'
import type { Config } from './config.ts'
import { answerAtOnce } from './slack/listeners/at-once.ts'
import { createRecentPeople } from './slack/people/recent-people.ts'
import { mayUse } from './use-cases/rights/may-use.ts'
import { showHelp } from './use-cases/show/show-help.ts'

/** Answers to commands that need neither Redis nor the portal. */
export const createAtOnce = (config: Config, parts: Parts, { now }: Runtime) => {
  const { adminUsers, policyFor, identity, workspace, newReference } = parts
  const directory = createRecentPeople(parts.directory, now)
  return answerAtOnce({
    workspace,
    directory,
    mayUse: mayUse({ directory, allowGuests: config.allowGuests }),
    showHelp: showHelp({ directory, adminUsers, policyFor, hasAccounts: identity !== null }),
    portalOrigin: config.portal.origin,
    newReference,
    now,
  })
}
