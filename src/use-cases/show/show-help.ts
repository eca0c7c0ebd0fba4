import type { Outcome } from '../../domain/answer.ts'
import type { PolicyFor } from '../policy-ports.ts'
import type { Directory } from '../ports.ts'
import { isAdmin } from '../rights/is-admin.ts'

export interface HelpDeps {
  directory: Pick<Directory, 'person'>
  adminUsers: readonly string[]
  policyFor: PolicyFor
  /** Whether people act with their own accounts of the portal. */
  hasAccounts?: boolean
}

/** The help, with the commands of admins for admins; where Slack does not say who that is, without them. */
export const showHelp = (deps: HelpDeps) => {
  const seesAll = isAdmin(deps)
  return async (team: string, userId: string, replace = false): Promise<Outcome> => ({
    ok: true,
    answer: {
      kind: 'help',
      policy: await deps.policyFor({ team }),
      isAdmin: await seesAll(team, userId).catch(() => false),
      ...(deps.hasAccounts ? { hasAccounts: true } : {}),
      replace,
    },
  })
}
