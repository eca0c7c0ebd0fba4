import type { BlindCause, Sight } from './audit-health.ts'
import { briefOf } from './brief-share.ts'
import type { Policy } from './policy.ts'
import type { Refusal } from './refusal.ts'
import { isLiveLimited, type ShareLink } from './share.ts'

/** What a look at the audit trail says: that it can be read, or why not. */
export type Look = 'good' | BlindCause

/** Sight, with what the next look is judged by. */
export interface KeptSight extends Sight {
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

const seeing = (probedAt: number | null): KeptSight => ({
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
  sight: KeptSight,
  cause: BlindCause,
  since: number,
  probedAt = sight.probedAt,
): KeptSight => ({
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
  sight: KeptSight,
  look: Look,
  { askedAt, sweptAt, now }: { askedAt: number; sweptAt: number | null; now: number },
): KeptSight | null => {
  // Another process has asked later; but not after now, or the clock was set back.
  if (sight.probedAt !== null && askedAt < sight.probedAt && sight.probedAt <= now) return null
  const isBlind = sight.state === 'blind'
  if (look === 'good') {
    return isBlind
      ? { ...sight, probedAt: askedAt, provenAt: now }
      : { ...sight, state: 'ok', probedAt: askedAt }
  }
  // Silence does not tell that a plan, a right or a key that was missing is there again.
  if (look === 'outage') return sight.provenAt === null ? null : { ...sight, provenAt: null }
  return isBlind
    ? { ...sight, cause: look, probedAt: askedAt, provenAt: null }
    : blinded(sight, look, sweptAt ?? now, askedAt)
}

/**
 * After a reading: a good one ends blindness when it began after a good probe. Alone it proves nothing: without the trail in
 * its plan a portal may answer what looks well (contract 3).
 */
export const afterReading = (sight: KeptSight, look: Look, begunAt: number): KeptSight | null => {
  const readingFails = look !== 'good'
  if (sight.state !== 'blind') {
    // Silence does not take back what was said for certain, as in `afterProbe`.
    const suspect = look === 'good' ? null : look === 'outage' ? sight.suspect : look
    const doubtedAt = readingFails ? sight.doubtedAt : null
    return suspect === sight.suspect && doubtedAt === sight.doubtedAt
      ? null
      : { ...sight, suspect, doubtedAt }
  }
  if (!readingFails && sight.provenAt !== null && begunAt >= sight.provenAt) return seeing(sight.probedAt)
  return readingFails === sight.readingFails ? null : { ...sight, readingFails }
}

/**
 * Whether a reading calls for a probe at once. A bad one: one odd answer must not alarm everybody. A good one while blind: it
 * may be over; but what only looks well is left to the probe of every minute.
 */
export const needsProbe = (sight: KeptSight, look: Look): boolean => {
  const isBlind = sight.state === 'blind'
  if (look !== 'good') return look !== 'outage' && !(isBlind && sight.cause === look)
  return isBlind && sight.provenAt === null && (sight.cause !== 'plan' || sight.readingFails)
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
  sight: KeptSight,
  { readAt, triedAt, now, blindAfterMs, slowestSweepMs }: SilenceFacts,
): KeptSight | null => {
  if (sight.state === 'blind') return null
  const silentMs = now - readAt
  // Where the trail is read seldom, one reading that is missing is no outage.
  const longestMs = Math.max(blindAfterMs, 2 * slowestSweepMs)
  const chanceMs = Math.min(CHANCE_MS, longestMs / 2)
  if (silentMs < longestMs - chanceMs) return null
  // A clock that was set back must not keep a doubt for ever.
  const known = sight.doubtedAt
  const isDoubted = known !== null && known >= readAt && known <= now
  const doubtedAt = isDoubted ? known : triedAt
  if (silentMs >= longestMs && now - doubtedAt >= chanceMs)
    return blinded(sight, sight.suspect ?? 'outage', readAt)
  return isDoubted ? null : { ...sight, doubtedAt }
}

/** Of the routine that comes every minute: hourly while all is well, always while it is not. */
export const isProbeDue = ({ state, probedAt }: Sight, now: number): boolean =>
  state !== 'ok' || isOlder(probedAt, HOUR_MS, now)

/** Whether what is known is too old to promise a limit by. */
export const isStale = ({ state, probedAt }: Sight, now: number): boolean =>
  state !== 'blind' && (state === 'unknown' || isOlder(probedAt, STALE_MS, now))

const isOlder = (at: number | null, ms: number, now: number): boolean =>
  at === null || Math.abs(now - at) >= ms

type Blind = Extract<Refusal, { reason: 'blind' }>

/** Why no link with this limit is promised now: while downloads are not seen, none can be kept. `share`: the one to be revived. */
export const whyNoLimit = (
  { state, cause, since }: Sight,
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
  sight: Sight,
  share: ShareLink,
  limit: number | null,
  policy: Pick<Policy, 'highestLimit'>,
): Blind | null => (promisesLimit(share, limit) ? whyNoLimit(sight, limit, policy, share) : null)
