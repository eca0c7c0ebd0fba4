import type { Outcome } from '../../domain/answer.ts'
import type { LinkScope, NamedScope } from '../../domain/link-scope.ts'
import type { Directory, Jobs } from '../ports.ts'
import { isAdmin } from '../rights/is-admin.ts'
import { type FindScopedDeps, findScopedLinks, type ScopedLinks } from './find-scoped-links.ts'

export interface RevokeAllDeps extends FindScopedDeps {
  directory: Pick<Directory, 'person'>
  adminUsers: readonly string[]
  jobs: Pick<Jobs, 'revokeMany'>
}

/** Which links an admin wants revoked, and the reference of what they did. */
export interface AskedRevocation {
  team: string
  userId: string
  scope: LinkScope
}

const ADMINS_ONLY: Outcome = { ok: false, refusal: { reason: 'admins-only', to: 'revoke-all' } }

const named = (scope: LinkScope, { newest }: ScopedLinks): NamedScope =>
  scope.kind === 'of' ? { ...scope, title: newest[0]?.file.title ?? null } : scope

/** The question before an admin revokes many links: which, and how many. Throws `SlackError`. */
export const askRevokeAll = (deps: RevokeAllDeps) => {
  const mayRevoke = isAdmin(deps)
  const find = findScopedLinks(deps)
  return async ({ team, userId, scope }: AskedRevocation): Promise<Outcome> => {
    if (!(await mayRevoke(team, userId))) return ADMINS_ONLY
    const before = deps.now()
    const found = await find(team, scope, before)
    const of = named(scope, found)
    const { people, newest } = found
    const total = found.ids.length
    return total === 0
      ? { ok: true, answer: { kind: 'no-links', of, replace: false } }
      : { ok: true, answer: { kind: 'ask-revoke-all', of, total, people, newest, before } }
  }
}

/**
 * An admin has said yes: the links of the question that are still there are revoked, in steps (`revoke-in-steps.ts`). Whether
 * they may is asked anew: a button's value authorises nothing. Throws `SlackError`.
 */
export const revokeAll = (deps: RevokeAllDeps) => {
  const mayRevoke = isAdmin(deps)
  const find = findScopedLinks(deps)
  return async ({
    team,
    userId,
    scope,
    before,
    reference,
  }: AskedRevocation & { before: number; reference: string }): Promise<Outcome> => {
    if (!(await mayRevoke(team, userId))) return ADMINS_ONLY
    const found = await find(team, scope, before)
    const of = named(scope, found)
    const total = found.ids.length
    if (total === 0) return { ok: true, answer: { kind: 'no-links', of, replace: true } }
    await deps.jobs.revokeMany({ team, by: userId, of, left: found.ids, total, since: deps.now(), reference })
    return { ok: true, answer: { kind: 'revoking-all', of, total, by: userId, replace: true } }
  }
}
