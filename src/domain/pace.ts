import { isDownloadOf } from './downloads.ts'
import type { AuditEvent } from './portal-facts.ts'
import type { ShareLink } from './share.ts'

// How often the audit trail is read. The schedule ticks every AUDIT_INTERVAL; the rest is here.

/** With nothing to enforce the trail is read so often still: that it can be read is to be known before it is needed. */
export const slowestSweepMs = (auditIntervalMs: number): number =>
  Math.max(auditIntervalMs, Math.min(3 * auditIntervalMs, 60_000))

/** Whether a tick of the schedule may pass without a reading: nothing is live, and the last good one is not long ago. */
export const skipsTick = (
  facts: { isAnythingLive: boolean; sweptAt: number | null },
  now: number,
  auditIntervalMs: number,
): boolean => {
  if (facts.isAnythingLive || facts.sweptAt === null) return false
  const age = now - facts.sweptAt
  // The tick that comes nearest: ticks are not to the millisecond. A clock that was set back makes none pass.
  return age >= 0 && age < slowestSweepMs(auditIntervalMs) - auditIntervalMs / 2
}

/** Whether its next download may be the one to end it at. */
export const isNearLimit = ({ state, terms: { limit }, downloads }: ShareLink): boolean =>
  state === 'active' && limit !== null && downloads >= limit - 1

/** How soon a reading follows the last one while some share is near its limit; null: the schedule is as fast. */
const urgentSweepMs = (auditIntervalMs: number): number | null => {
  const soon = Math.max(1_000, Math.min(auditIntervalMs / 5, 5_000))
  return soon < auditIntervalMs ? soon : null
}

/** A download that the portal's webhook has told of (contract 7): what to look for in the trail, never the count. */
export interface Announcement {
  fileId: string
  /** By the portal's clock. */
  at: number
  /** When we were told, by our own. */
  toldAt: number
}

/** The webhook has its own moment of the event, which the trail rounds to a second. */
const ROUNDING_MS = 2_000

export const isInTrail = ({ fileId, at }: Announcement, trail: readonly AuditEvent[]): boolean =>
  trail.some((event) => isDownloadOf(event, fileId) && event.at >= at - ROUNDING_MS)

const LOOK_FIRST_MS = 500
const LOOK_RARELY_MS = 8_000
const LOOK_UNTIL_MS = 30_000

/**
 * How soon to look for it again: half a second, then twice as long each time. The portal writes its trail behind its back
 * and promises no delay (contract 3). Null: it is left to the schedule.
 */
const lookAgainMs = ({ toldAt }: Announcement, now: number): number | null => {
  const waited = now - toldAt
  if (waited < 0 || waited >= LOOK_UNTIL_MS) return null
  return Math.min(Math.max(waited, LOOK_FIRST_MS), LOOK_RARELY_MS)
}

/** Which announcements are settled after a good reading, one way or another, and how soon the next reading is due. */
export const planNextSweep = (
  facts: {
    isSomeNearLimit: boolean
    announced: readonly Announcement[]
    trail: readonly AuditEvent[]
  },
  now: number,
  auditIntervalMs: number,
): { settled: Announcement[]; afterMs: number | null } => {
  const settled: Announcement[] = []
  const waits: number[] = []
  for (const announcement of facts.announced) {
    const again = isInTrail(announcement, facts.trail) ? null : lookAgainMs(announcement, now)
    if (again === null) settled.push(announcement)
    else waits.push(again)
  }
  const urgent = facts.isSomeNearLimit ? urgentSweepMs(auditIntervalMs) : null
  if (urgent !== null) waits.push(urgent)
  return { settled, afterMs: waits.length === 0 ? null : waits.reduce((a, b) => Math.min(a, b)) }
}
