import type { WebClient } from '@slack/web-api'
import type { Config } from './config.ts'
import { searchedRooms } from './domain/policy-of.ts'
import { createNewPassword } from './generated-password.ts'
import { createLiveRules } from './policy-live.ts'
import { createRulesNotices } from './slack/outgoing/rules-notices.ts'
import { keyFrom, markWith } from './store/vault.ts'
import type { ClaimIdempotencyKey, Directory, Log, Now } from './use-cases/ports.ts'
import { policyFor } from './use-cases/rights/policy-for.ts'

interface RulesParts {
  slack: WebClient
  store: { claimIdempotencyKey: ClaimIdempotencyKey }
  directory: Directory
  /** The channels or people to whom warnings for admins go. */
  admins: readonly string[]
  now: Now
  log: Log
}

/** The rules of the environment and of `POLICY_FILE`. */
export const createRules = (config: Config, { slack, store, directory, admins, now, log }: RulesParts) => {
  const mark = markWith(keyFrom(config.slack.shared, 'rules'))
  const live = createLiveRules({
    config,
    tell: createRulesNotices({
      client: slack,
      admins,
      // Each process reads them anew by itself, at about the same time.
      once: (notice) => {
        const minute = Math.floor(now() / 60_000)
        return store.claimIdempotencyKey('app', `rules:${mark(JSON.stringify(notice))}:${minute}`)
      },
    }),
    log,
  })
  return {
    policyFor: policyFor({ base: config.policy, rules: live.rules, directory }),
    readRulesAnew: live.readAnew,
    searchedRooms: () => searchedRooms(config.policy, live.rules()),
    newPassword: createNewPassword(config),
  }
}
