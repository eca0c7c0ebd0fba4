import { type BrokenRule, natureOf, type Refused } from './outcome.ts'
import { grantTerms, type Policy, refuseRoom } from './policy.ts'
import type { Refusal } from './refusal.ts'
import type { GrantedTerms, RequestedTerms } from './terms.ts'

const kindOf = (broken: BrokenRule): string | null => ('kind' in broken ? broken.kind : null)

const isSameRule = (one: BrokenRule, other: BrokenRule): boolean =>
  one.rule === other.rule && kindOf(one) === kindOf(other)

/** The rules without this one. The other rules hold on. */
const lifted = (policy: Policy, broken: BrokenRule): Policy => {
  const left = { ...policy, barred: policy.barred.filter((one) => !isSameRule(one, broken)) }
  switch (broken.rule) {
    case 'ALLOWED_CHANNELS':
      return { ...left, allowedChannels: null }
    case 'ALLOWED_ROOMS':
      return { ...left, allowedRooms: null }
    case 'REQUIRE_PASSWORD':
      return { ...left, requirePassword: false }
    case 'generated-password':
      return { ...left, generatesPassword: false }
    case 'MAX_EXPIRY':
      return { ...left, maxExpiryMs: Number.POSITIVE_INFINITY }
    case 'max-life':
      return { ...left, maxLifeMs: null }
    case 'MAX_DOWNLOADS_LIMIT':
      return { ...left, highestLimit: null }
    case 'only-limit': {
      // The only limit is the highest one too.
      const { highestLimit, onlyLimit } = left
      return { ...left, onlyLimit: null, highestLimit: highestLimit === onlyLimit ? null : highestLimit }
    }
    case 'exact-only':
      return { ...left, exactOnly: false }
    case 'view-only':
      return { ...left, viewOnly: false }
    default:
      return left
  }
}

/** The rules as they hold for a link that approvers let off these. */
export const liftRules = (policy: Policy, rules: readonly BrokenRule[]): Policy =>
  rules.reduce(lifted, policy)

/** As it is kept: without what would make it long. */
const brief = (broken: BrokenRule): BrokenRule =>
  broken.rule === 'ALLOWED_CHANNELS' ? { ...broken, allowed: [] } : broken

/** What is asked for, and where: `rooms` as in `PolicyQuestion`. */
type Asked = Parameters<typeof grantTerms>[2] & { rooms: readonly string[] | null }

/** Every rule that stands against a link and that approvers may lift, none where all is allowed, and the terms that it gets then. */
export type Beyond = { ok: true; rules: BrokenRule[]; terms: GrantedTerms } | Refused

/** Refused where something stands against it that nobody can lift. */
export const beyondRules = (requested: RequestedTerms, policy: Policy, asked: Asked): Beyond => {
  const rules: BrokenRule[] = []
  for (let left = policy; ; ) {
    const refused = asked.rooms === null ? null : refuseRoom(left, asked.rooms)
    const granted = refused ?? grantTerms(requested, left, asked)
    if (granted.ok) return { ok: true, rules, terms: granted.terms }
    const { broken } = granted
    if (natureOf(broken) !== 'rule' || rules.some((one) => isSameRule(one, broken))) return granted
    rules.push(brief(broken))
    left = lifted(left, broken)
  }
}

/** Whether approvers may let a link that is asked for off the rule that stands against it. */
export const isApprovable = (refusal: Refusal): boolean =>
  refusal.reason === 'policy' && natureOf(refusal) === 'rule'
