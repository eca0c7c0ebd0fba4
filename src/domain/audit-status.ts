import type { AuditStatus, BlindCause } from './audit-health.ts'
import { briefOf } from './brief-share.ts'
import type { Policy } from './policy.ts'
import type { Refusal } from './refusal.ts'
import { isExact, isLiveLimited, type ShareLink } from './share.ts'
import type { GrantedTerms } from './terms.ts'

/** What a probe or reading of the audit trail says: that it can be read, or why not. */
export type Look = 'good' | BlindCause

/** The status, with what is needed to judge the next look. */
export interface KeptAuditStatus extends AuditStatus {
  /**
   * While blind: when a good probe was sent, if no bad one followed. A good reading that begins after it ends the
   * outage.
   */
  provenAt: number | null
  /** While blind: the last reading failed. */
  readingFails: boolean
  /** While not blind: the definite cause that a failed reading named, if no reading went well since. */
  suspect: Exclude<BlindCause, 'outage'> | null
  /** When it was first noticed that no reading went well for too long. */
  doubtedAt: number | null
}

const HOUR_MS = 60 * 60_000
/** An hour between probes, and a quarter by which one may be held up. */
const STALE_MS = 75 * 60_000
/** After a long time without a reading (a stop, a sleeping host, an outage of Redis), how long to wait for a good one. */
const CHANCE_MS = 30_000

const seeing = (probedAt: number | null): KeptAuditStatus => ({
  state: 'ok',
  cause: null,
  since: null,
  probedAt,
  provenAt: null,
  readingFails: false,
  suspect: null,
  doubtedAt: null,
})

const blinded = (
  auditStatus: KeptAuditStatus,
  cause: BlindCause,
  since: number,
  probedAt = auditStatus.probedAt,
): KeptAuditStatus => ({
  ...seeing(probedAt),
  state: 'blind',
  cause,
  since,
})

/**
 * After a probe. A missing plan, right or key blinds at once, silence only when it lasts (docs/watching.md, Audit status).
 * `askedAt` orders probes of several processes. `sweptAt`: when the trail was last read well. Null: nothing changes.
 */
export const afterProbe = (
  auditStatus: KeptAuditStatus,
  look: Look,
  { askedAt, sweptAt, now }: { askedAt: number; sweptAt: number | null; now: number },
): KeptAuditStatus | null => {
  // Another process asked later. If that lies in the future, the clock was set back.
  if (auditStatus.probedAt !== null && askedAt < auditStatus.probedAt && auditStatus.probedAt <= now)
    return null
  const isBlind = auditStatus.state === 'blind'
  if (look === 'good') {
    return isBlind
      ? { ...auditStatus, probedAt: askedAt, provenAt: now }
      : { ...auditStatus, state: 'ok', probedAt: askedAt }
  }
  // Silence does not show that a missing plan, right or key is there again.
  if (look === 'outage') return auditStatus.provenAt === null ? null : { ...auditStatus, provenAt: null }
  return isBlind
    ? { ...auditStatus, cause: look, probedAt: askedAt, provenAt: null }
    : blinded(auditStatus, look, sweptAt ?? now, askedAt)
}

/**
 * After a reading. A good one ends an outage if it began after a good probe. Alone it proves nothing: without the trail
 * in its plan, a portal answers rows that may look right (docs/portal.md, Reading the audit trail).
 */
export const afterReading = (
  auditStatus: KeptAuditStatus,
  look: Look,
  begunAt: number,
): KeptAuditStatus | null => {
  const readingFails = look !== 'good'
  if (auditStatus.state !== 'blind') {
    // Silence does not take back a definite cause, as in `afterProbe`.
    const suspect = look === 'good' ? null : look === 'outage' ? auditStatus.suspect : look
    const doubtedAt = readingFails ? auditStatus.doubtedAt : null
    return suspect === auditStatus.suspect && doubtedAt === auditStatus.doubtedAt
      ? null
      : { ...auditStatus, suspect, doubtedAt }
  }
  if (!readingFails && auditStatus.provenAt !== null && begunAt >= auditStatus.provenAt)
    return seeing(auditStatus.probedAt)
  return readingFails === auditStatus.readingFails ? null : { ...auditStatus, readingFails }
}

/**
 * Whether a reading calls for a probe at once. A bad one does: one odd answer must not alarm everybody. So does a good
 * one while blind, since it may be over.
 */
export const needsProbe = (auditStatus: KeptAuditStatus, look: Look): boolean => {
  const isBlind = auditStatus.state === 'blind'
  if (look !== 'good') return look !== 'outage' && !(isBlind && auditStatus.cause === look)
  return (
    isBlind && auditStatus.provenAt === null && (auditStatus.cause !== 'plan' || auditStatus.readingFails)
  )
}

export interface SilenceFacts {
  /** When the trail was last read well, or reading was first tried. */
  readAt: number
  /** When the reading began that has just failed; now, where none has. */
  triedAt: number
  now: number
  blindAfterMs: number
  slowestSweepMs: number
}

/**
 * When no reading went well for `blindAfterMs`, it is blind, whatever the cause. Readings get one last chance, since
 * nobody may have tried meanwhile. The cause is the definite one that a reading named, if any did.
 */
export const afterSilence = (
  auditStatus: KeptAuditStatus,
  { readAt, triedAt, now, blindAfterMs, slowestSweepMs }: SilenceFacts,
): KeptAuditStatus | null => {
  if (auditStatus.state === 'blind') return null
  const silentMs = now - readAt
  // Where the trail is read rarely, one missing reading is no outage.
  const longestMs = Math.max(blindAfterMs, 2 * slowestSweepMs)
  const chanceMs = Math.min(CHANCE_MS, longestMs / 2)
  if (silentMs < longestMs - chanceMs) return null
  // A doubt in the future was left by a clock that was set back since. It begins anew.
  const known = auditStatus.doubtedAt
  const isDoubted = known !== null && known >= readAt && known <= now
  const doubtedAt = isDoubted ? known : triedAt
  if (silentMs >= longestMs && now - doubtedAt >= chanceMs)
    return blinded(auditStatus, auditStatus.suspect ?? 'outage', readAt)
  return isDoubted ? null : { ...auditStatus, doubtedAt }
}

/** Whether the routine of every minute has to probe: hourly while all is well, each time while it is not. */
export const isProbeDue = ({ state, probedAt }: AuditStatus, now: number): boolean =>
  state !== 'ok' || isOlder(probedAt, HOUR_MS, now)

/** Whether what is known is too old to promise a limit. */
export const isStale = ({ state, probedAt }: AuditStatus, now: number): boolean =>
  state !== 'blind' && (state === 'unknown' || isOlder(probedAt, STALE_MS, now))

const isOlder = (at: number | null, ms: number, now: number): boolean =>
  at === null || Math.abs(now - at) >= ms

type Blind = Extract<Refusal, { reason: 'blind' }>

/**
 * Why no link with this limit can be promised now: while downloads are not seen, no watched limit can be kept. An exact one needs no
 * trail. `share`: the one that would be revived.
 */
export const whyNoLimit = (
  { state, cause, since }: AuditStatus,
  { limit, exact }: Pick<GrantedTerms, 'limit' | 'exact'>,
  { highestLimit }: Pick<Policy, 'highestLimit'>,
  share: ShareLink | null = null,
): Blind | null =>
  limit === null || exact === true || state !== 'blind' || cause === null || since === null
    ? null
    : { reason: 'blind', cause, since, noLimitAllowed: highestLimit === null, share: share && briefOf(share) }

/** Whether an extension promises a new watched limit. A live share that has a limit goes on, and its limit may be raised. */
export const promisesLimit = (share: ShareLink, limit: number | null): boolean =>
  limit !== null && !isExact(share) && !isLiveLimited(share)

/** The same of an extension. */
export const whyNoRevival = (
  auditStatus: AuditStatus,
  share: ShareLink,
  limit: number | null,
  policy: Pick<Policy, 'highestLimit'>,
): Blind | null => (promisesLimit(share, limit) ? whyNoLimit(auditStatus, { limit }, policy, share) : null)
