import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Those of an agency, as in docs/policy.md. */
const RULES = `everywhere:
  max_expiry: 30d
  max_life: 90d
kinds:
  external:
    max_expiry: 7d
    max_downloads: 5
    exact: true
presets:
  client: { for: 7d, max: 3, exact: true }
  review: { for: 2d, view: true }
`

/** Variables of a bot with rules, and with admins to ask for more in that channel. `home`: its folder. */
export const withRules = (home: string, adminChannel: string): Record<string, string> => {
  writeFileSync(join(home, 'policy.yml'), RULES)
  return { POLICY_FILE: 'policy.yml', ADMIN_CHANNEL: adminChannel }
}
