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
export interface ExpectedDownload {
  /** The portal's own, which tells two downloads of one second apart; empty where it gave none. */
  id: string
  fileId: string
  /** By the portal's clock. */
  at: number
  /** When we were told, by our own. */
  toldAt: number
}

/** The webhook has its own moment of the event, which the trail rounds to a second. */
const ROUNDING_MS = 2_000

const LOOK_FIRST_MS = 400
const LOOK_OFTEN_MS = 2_500
const LOOK_RARELY_MS = 8_000
const LOOK_UNTIL_MS = 30_000

/**
 * Those whose event is not in the trail yet. Each is told once for each event, so that each needs an event of its own: of
 * five downloads at once, four in the trail leave one to look for.
 */
export const notInTrail = (
  expectedDownloads: readonly ExpectedDownload[],
  trail: readonly AuditEvent[],
): ExpectedDownload[] => {
  const left = new Map<string, number[]>()
  for (const fileId of new Set(expectedDownloads.map((one) => one.fileId))) {
    const found = trail.filter((event) => isDownloadOf(event, fileId)).map(({ at }) => at)
    left.set(
      fileId,
      found.sort((a, b) => a - b),
    )
  }
  // In their order: what is left over is the latest, which is looked for the soonest.
  const inOrder = [...expectedDownloads].sort((a, b) => a.at - b.at || a.toldAt - b.toldAt)
  return inOrder.filter(({ fileId, at }) => {
    const events = left.get(fileId) ?? []
    const own = events.findIndex((eventAt) => eventAt >= at - ROUNDING_MS)
    if (own === -1) return true
    events.splice(own, 1)
    return false
  })
}

/**
 * How soon to look for it again: every 400 ms at first, when it is most likely to appear and somebody may be overrunning a
 * limit, then after as long as it was waited for. The portal writes its trail behind its back
 * and promises no delay (contract 3). Null: it is left to the schedule.
 */
const lookAgainMs = ({ toldAt }: ExpectedDownload, now: number): number | null => {
  const waited = now - toldAt
  if (waited < 0 || waited >= LOOK_UNTIL_MS) return null
  return waited < LOOK_OFTEN_MS ? LOOK_FIRST_MS : Math.min(waited, LOOK_RARELY_MS)
}

/** How soon after a good reading the next one is due; null: at the next tick. */
export const nextSweepMs = (
  facts: {
    isSomeNearLimit: boolean
    /** Of the last half minute at least, found or not. */
    expectedDownloads: readonly ExpectedDownload[]
    trail: readonly AuditEvent[]
  },
  now: number,
  auditIntervalMs: number,
): number | null => {
  const waits = [
    facts.isSomeNearLimit ? urgentSweepMs(auditIntervalMs) : null,
    ...notInTrail(facts.expectedDownloads, facts.trail).map((one) => lookAgainMs(one, now)),
  ]
  return waits.reduce<number | null>((soonest, ms) => {
    if (ms === null) return soonest
    return soonest === null ? ms : Math.min(soonest, ms)
  }, null)
}
