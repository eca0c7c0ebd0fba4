import type { WebClient } from '@slack/web-api'
import type { Config } from './config.ts'
import { searchedRooms } from './domain/policy-of.ts'
import { createNewPassword } from './generated-password.ts'
import { createLiveRules } from './policy-live.ts'
import { tellAdminsOnce } from './slack/outgoing/tell-admins.ts'
import { rulesNotice } from './slack/views/rules-notices.ts'
import { keyFrom, markWith } from './store/vault.ts'
import type { ClaimIdempotencyKey, Directory, Log, Now, Shares } from './use-cases/ports.ts'
import type { Recorder } from './use-cases/record-ports.ts'
import { policyFor } from './use-cases/rights/policy-for.ts'

interface RulesParts {
  slack: WebClient
  store: { claimIdempotencyKey: ClaimIdempotencyKey; record: Recorder; shares: Pick<Shares, 'teams'> }
  directory: Directory
  /** The channels or people to whom warnings for admins go. */
  admins: readonly string[]
  now: Now
  log: Log
}

/** The rules of the environment and of `POLICY_FILE`. */
export const createRules = (config: Config, { slack, store, directory, admins, now, log }: RulesParts) => {
  const mark = markWith(keyFrom(config.slack.shared, 'rules'))
  // Each process reads them anew by itself, at about the same time.
  const onceOf = (what: unknown): string =>
    `rules:${mark(JSON.stringify(what))}:${Math.floor(now() / 60_000)}`
  const live = createLiveRules({
    config,
    recordChange: async (rules) => {
      for (const team of await store.shares.teams())
        await store.record.write(team, onceOf(rules), { kind: 'policy-changed', actor: 'operator' })
    },
    tell: tellAdminsOnce(
      { client: slack, admins, once: (notice) => store.claimIdempotencyKey('app', onceOf(notice)) },
      rulesNotice,
    ),
    log,
  })
  return {
    policyFor: policyFor({ base: config.policy, rules: live.rules, directory }),
    readRulesAnew: live.readAnew,
    searchedRooms: () => searchedRooms(config.policy, live.rules()),
    newPassword: createNewPassword(config),
  }
}
