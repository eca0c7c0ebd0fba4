import type { AuditStatus, BlindCause } from './audit-health.ts'
import { briefOf } from './brief-share.ts'
import type { Policy } from './policy.ts'
import type { Refusal } from './refusal.ts'
import { isLiveLimited, type ShareLink } from './share.ts'

/** What a look at the audit trail says: that it can be read, or why not. */
export type Look = 'good' | BlindCause

/** The status, with what the next look is judged by. */
export interface KeptAuditStatus extends AuditStatus {
  /** While blind: when a probe was good, with no bad one since. A reading that begins later and goes well ends it. */
  provenAt: number | null
  /** While blind: the last reading failed. */
  readingFails: boolean
  /** While not blind: what a reading has said for certain of why it failed, with none since that went well. */
  suspect: Exclude<BlindCause, 'outage'> | null
  /** When it was first noticed that readings may have ceased to go well. */
  doubtedAt: number | null
}

const HOUR_MS = 60 * 60_000
/** A probe and a quarter of an hour in which it may have been held up. */
const STALE_MS = 75 * 60_000
/** How long readings are given to go well when nothing was read for long: after a stop, a sleep, an outage of Redis. */
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
 * After a probe: a plan, a right or a key that is missing blinds at once (product 5), silence only when it lasts. `askedAt`
 * orders probes of several processes; `sweptAt`: when the trail was last read well. Null: nothing changes.
 */
export const afterProbe = (
  auditStatus: KeptAuditStatus,
  look: Look,
  { askedAt, sweptAt, now }: { askedAt: number; sweptAt: number | null; now: number },
): KeptAuditStatus | null => {
  // Another process has asked later; but not after now, or the clock was set back.
  if (auditStatus.probedAt !== null && askedAt < auditStatus.probedAt && auditStatus.probedAt <= now)
    return null
  const isBlind = auditStatus.state === 'blind'
  if (look === 'good') {
    return isBlind
      ? { ...auditStatus, probedAt: askedAt, provenAt: now }
      : { ...auditStatus, state: 'ok', probedAt: askedAt }
  }
  // Silence does not tell that a plan, a right or a key that was missing is there again.
  if (look === 'outage') return auditStatus.provenAt === null ? null : { ...auditStatus, provenAt: null }
  return isBlind
    ? { ...auditStatus, cause: look, probedAt: askedAt, provenAt: null }
    : blinded(auditStatus, look, sweptAt ?? now, askedAt)
}

/**
 * After a reading: a good one ends an outage when it began after a good probe. Alone it proves nothing: without the trail in
 * its plan a portal may answer what looks well (contract 3).
 */
export const afterReading = (
  auditStatus: KeptAuditStatus,
  look: Look,
  begunAt: number,
): KeptAuditStatus | null => {
  const readingFails = look !== 'good'
  if (auditStatus.state !== 'blind') {
    // Silence does not take back what was said for certain, as in `afterProbe`.
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
 * Whether a reading calls for a probe at once. A bad one: one odd answer must not alarm everybody. A good one while blind: it
 * may be over; but what only looks well is left to the probe of every minute.
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
 * When no reading has gone well for `blindAfterMs` it is blind, however that came. Readings are given a last chance, since
 * nobody may have tried meanwhile. The cause is what readings have said for certain, if they have.
 */
export const afterSilence = (
  auditStatus: KeptAuditStatus,
  { readAt, triedAt, now, blindAfterMs, slowestSweepMs }: SilenceFacts,
): KeptAuditStatus | null => {
  if (auditStatus.state === 'blind') return null
  const silentMs = now - readAt
  // Where the trail is read seldom, one reading that is missing is no outage.
  const longestMs = Math.max(blindAfterMs, 2 * slowestSweepMs)
  const chanceMs = Math.min(CHANCE_MS, longestMs / 2)
  if (silentMs < longestMs - chanceMs) return null
  // A clock that was set back must not keep a doubt for ever.
  const known = auditStatus.doubtedAt
  const isDoubted = known !== null && known >= readAt && known <= now
  const doubtedAt = isDoubted ? known : triedAt
  if (silentMs >= longestMs && now - doubtedAt >= chanceMs)
    return blinded(auditStatus, auditStatus.suspect ?? 'outage', readAt)
  return isDoubted ? null : { ...auditStatus, doubtedAt }
}

/** Of the routine that comes every minute: hourly while all is well, always while it is not. */
export const isProbeDue = ({ state, probedAt }: AuditStatus, now: number): boolean =>
  state !== 'ok' || isOlder(probedAt, HOUR_MS, now)

/** Whether what is known is too old to promise a limit by. */
export const isStale = ({ state, probedAt }: AuditStatus, now: number): boolean =>
  state !== 'blind' && (state === 'unknown' || isOlder(probedAt, STALE_MS, now))

const isOlder = (at: number | null, ms: number, now: number): boolean =>
  at === null || Math.abs(now - at) >= ms

type Blind = Extract<Refusal, { reason: 'blind' }>

/** Why no link with this limit is promised now: while downloads are not seen, none can be kept. `share`: the one to be revived. */
export const whyNoLimit = (
  { state, cause, since }: AuditStatus,
  limit: number | null,
  { highestLimit }: Pick<Policy, 'highestLimit'>,
  share: ShareLink | null = null,
): Blind | null =>
  limit === null || state !== 'blind' || cause === null || since === null
    ? null
    : { reason: 'blind', cause, since, noLimitAllowed: highestLimit === null, share: share && briefOf(share) }

/** Whether an extension promises a limit where none is being kept: what is live with one goes on, and may be given more. */
export const promisesLimit = (share: ShareLink, limit: number | null): boolean =>
  limit !== null && !isLiveLimited(share)

/** The same of an extension. */
export const whyNoRevival = (
  auditStatus: AuditStatus,
  share: ShareLink,
  limit: number | null,
  policy: Pick<Policy, 'highestLimit'>,
): Blind | null => (promisesLimit(share, limit) ? whyNoLimit(auditStatus, limit, policy, share) : null)
