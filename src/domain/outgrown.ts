import { liftRules } from './beyond-rules.ts'
import { latestEnd, whyNotAllowed } from './extension.ts'
import { natureOf } from './outcome.ts'
import { CLOCKS_DIFFER_MS, type Policy } from './policy.ts'
import type { ShareLink } from './share.ts'

/** What the rules of today make of a link that was made under others. */
export type Outgrown = { kind: 'end' } | { kind: 'shorten'; expiresAt: number; limit: number | null }

const isRuledOut = (share: ShareLink, policy: Policy): boolean => {
  const refusal = whyNotAllowed(share, policy)
  return refusal?.reason === 'policy' && natureOf(refusal) === 'rule'
}

/**
 * What has to become of a live link so that it keeps the rules: it gets an earlier end or a lower limit or, where no terms would
 * help, it ends. Null: it keeps them, or is being extended. What approvers let it go beyond is no rule for it.
 */
export const outgrown = (share: ShareLink, today: Policy, now: number): Outgrown | null => {
  if (share.state !== 'active' || share.extending !== null) return null
  const policy = liftRules(today, share.approved?.rules ?? [])
  if (isRuledOut(share, policy)) return { kind: 'end' }
  const { expiresAt, limit, viewOnly } = share.terms
  const { highestLimit: highest } = policy
  const isTooHigh = !viewOnly && highest !== null && (limit === null || limit > highest)
  const latest = Math.floor(latestEnd(share, policy, now) / 1_000) * 1_000
  const isTooLate = expiresAt > latest + CLOCKS_DIFFER_MS
  if ((isTooHigh && share.downloads >= highest) || (isTooLate && latest <= now)) return { kind: 'end' }
  return isTooHigh || isTooLate
    ? { kind: 'shorten', expiresAt: isTooLate ? latest : expiresAt, limit: isTooHigh ? highest : limit }
    : null
}
