import { extensionUnderWay } from './extension.ts'
import { hasOpenClaims } from './open-claims.ts'
import { type DecidedEnd, type Extension, isLiveLimited, isSuspended, type ShareLink } from './share.ts'
import { announceExtension, stayOver } from './share-extension.ts'
import { beginEnd } from './share-life.ts'
import type { EndReason, LimitReached } from './share-state.ts'

/** All facts that may end, suspend or resume a share. What is left out is not the case. */
export interface Facts {
  now: number
  /** Slack user id of a person who revokes it; null: the operator, on the machine that it runs on. */
  revokedBy?: string | null
  /** With very many others. */
  amongMany?: true
  /** Its link was deleted in the portal; by whom, as far as the trail says. */
  deletedBy?: { portalUser: string | null }
  /** Its link was opened further in the portal, and stayed so though it was repaired; by whom, as far as the trail says. */
  keptOpen?: { portalUser: string | null }
  /** The workspace has the app no longer, so nobody there can end it. */
  appRemoved?: boolean
  /** The counted download that reached the limit, where that is known. */
  limitReached?: LimitReached
  /** The rules of today do not allow it, and this admin has them hold. */
  ruledOut?: { by: string }
  /** Downloads cannot be seen, so what has a limit is suspended (`ON_BLIND=revoke`). */
  suspend?: boolean
  /** Downloads are seen again, up to now. `reference` tells this resumption from others. */
  resume?: { reference: string }
}

/** What becomes of a share; null: it stays as it is. */
export type Decision =
  | ({ kind: 'end' } & DecidedEnd)
  /** It is over, or about to be, and does not resume by itself: its reason is now this one. */
  | { kind: 'stay-over'; reason: EndReason; by: string | null }
  | { kind: 'resume'; extension: Extension }

/**
 * The one rule of ends for all who ask: the sweep, a button, a command, the job of the end, the start, the webhook, the
 * check for changes at the portal, the watch on the trail. A person's word goes first, then what happened at the
 * portal. A reached limit goes before an end that has passed.
 */
export const decide = (share: ShareLink, facts: Facts): Decision | null => {
  if (share.state === 'active') return decideLive(share, facts)
  const word = wordOf(facts)
  if (word !== null && mayStillBeRevived(share)) {
    return { kind: 'stay-over', reason: word.reason, by: word.by }
  }
  if (word !== null && hasOpenClaims(share)) return word
  return isSuspended(share) ? decideSuspended(share, facts) : null
}

/** A claim that may still be given back is not a download yet. */
const isUsedUp = ({ terms: { limit }, downloads, claims }: ShareLink): boolean =>
  limit !== null && downloads >= limit && (claims?.unsettled ?? 0) === 0

const mayStillBeRevived = (share: ShareLink): boolean =>
  isSuspended(share) || extensionUnderWay(share) !== null

/** What ends a share whatever else is the case: somebody says so, or there is nobody left who could. */
const wordOf = ({ revokedBy, amongMany, appRemoved }: Facts): Extract<Decision, { kind: 'end' }> | null => {
  if (revokedBy !== undefined)
    return { kind: 'end', reason: 'manual', by: revokedBy, ...(amongMany ? { amongMany } : {}) }
  return appRemoved ? { kind: 'end', reason: 'policy', by: null } : null
}

const endAtPortal = (
  reason: EndReason,
  { portalUser }: { portalUser: string | null },
): { kind: 'end' } & DecidedEnd => ({
  kind: 'end',
  reason,
  by: null,
  ...(portalUser === null ? {} : { portalUser }),
})

const decideLive = (share: ShareLink, facts: Facts): Decision | null => {
  const end = (reason: EndReason): Decision => ({ kind: 'end', reason, by: null })
  const word = wordOf(facts)
  if (word !== null) return word
  if (facts.deletedBy !== undefined) return endAtPortal('removed', facts.deletedBy)
  if (isUsedUp(share)) {
    const { limitReached } = facts
    return { kind: 'end', reason: 'limit', by: null, ...(limitReached === undefined ? {} : { limitReached }) }
  }
  if (facts.now >= share.terms.expiresAt) return end('expired')
  if (facts.keptOpen !== undefined) return { ...endAtPortal('policy', facts.keptOpen), keptOpen: true }
  if (facts.ruledOut !== undefined) return { kind: 'end', reason: 'policy', by: facts.ruledOut.by }
  return facts.suspend === true && isLiveLimited(share) ? end('blind') : null
}

const FIRST_PAUSE_MS = 10 * 60_000
const LONGEST_PAUSE_MS = 60 * 60_000

/** From when on it may resume. If the portal or a rule refused it, again after ten minutes, then less and less often. */
const resumesFrom = ({ end }: ShareLink): number => {
  if (end?.stuck === undefined) return 0
  const { tries, triedAt } = end.stuck
  return triedAt + Math.min(FIRST_PAUSE_MS * 2 ** (tries - 1), LONGEST_PAUSE_MS)
}

/** A limit reached or an end passed meanwhile keeps it from resuming. */
const decideSuspended = (share: ShareLink, facts: Facts): Decision | null => {
  if (isUsedUp(share)) return { kind: 'stay-over', reason: 'limit', by: null }
  if (facts.now >= share.terms.expiresAt) return { kind: 'stay-over', reason: 'expired', by: null }
  if (facts.resume === undefined || share.state !== 'revoked' || share.extending !== null) return null
  if (facts.now < resumesFrom(share)) return null
  const { expiresAt, limit } = share.terms
  const { reference } = facts.resume
  return { kind: 'resume', extension: { expiresAt, limit, by: null, askedAt: facts.now, reference } }
}

/** The share as it will be; null where nothing changes. The caller stores it by compare-and-set. */
export const carriedOut = (share: ShareLink, decision: Decision | null, now: number): ShareLink | null => {
  switch (decision?.kind) {
    case undefined:
      return null
    case 'end': {
      const { kind: _, ...end } = decision
      return beginEnd(share, { ...end, now })
    }
    case 'stay-over':
      return stayOver(share, decision.reason, decision.by)
    case 'resume':
      return announceExtension(share, decision.extension, null)
  }
}
