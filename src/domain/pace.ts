import { isDownloadOf } from './downloads.ts'
import type { AuditEvent } from './portal-facts.ts'
import { isLiveLimited, type ShareLink } from './share.ts'

// How often the audit trail is read. The schedule ticks every AUDIT_INTERVAL; the rest is here.

/**
 * How often the trail is read when there is no limit to keep: it must be known that it can be read before that is
 * needed.
 */
export const slowestSweepMs = (auditIntervalMs: number): number =>
  Math.max(auditIntervalMs, Math.min(3 * auditIntervalMs, 60_000))

/** Whether a tick of the schedule needs no reading: no share is live, and the last good reading is not long ago. */
export const skipsTick = (
  facts: { isAnythingLive: boolean; sweptAt: number | null },
  now: number,
  auditIntervalMs: number,
): boolean => {
  if (facts.isAnythingLive || facts.sweptAt === null) return false
  const age = now - facts.sweptAt
  // Half an interval less, so that the nearest tick reads: ticks are not exact. No tick is skipped after a clock was
  // set back.
  return age >= 0 && age < slowestSweepMs(auditIntervalMs) - auditIntervalMs / 2
}

/** Whether its next download may reach its limit. */
export const isNearLimit = ({ state, terms, downloads }: ShareLink): boolean =>
  isLiveLimited({ state, terms }) && terms.limit !== null && downloads >= terms.limit - 1

/** How soon the next reading follows while some share is near its limit; null: the schedule is as fast. */
export const urgentSweepMs = (auditIntervalMs: number): number | null => {
  const soon = Math.max(1_000, Math.min(auditIntervalMs / 5, 5_000))
  return soon < auditIntervalMs ? soon : null
}

/**
 * A download that the portal's webhook reported. It is looked for in the trail, and never counted itself
 * (docs/portal.md, Webhooks).
 */
export interface ExpectedDownload {
  /** The portal's id of the webhook's event, which tells apart two downloads of one second; empty where it gave none. */
  id: string
  fileId: string
  /** By the portal's clock. */
  at: number
  /** When we were told, by our clock. */
  toldAt: number
}

/** The webhook's moment of the event differs from the trail's, which is rounded to seconds. */
const ROUNDING_MS = 2_000

const LOOK_FIRST_MS = 400
const LOOK_OFTEN_MS = 2_500
const LOOK_RARELY_MS = 8_000
const LOOK_UNTIL_MS = 30_000

/**
 * Those whose event is not in the trail yet. Each needs an event of its own: of five downloads reported at once, four
 * in the trail leave one to look for.
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
  // Oldest first, so that the newest one is left over, for which the next look comes soonest.
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
 * How soon to look for it again: every 400 ms at first, when it is most likely to appear, then each time after as long
 * as we have waited so far. The portal does not say how late an event may appear. Null: the schedule will do.
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
    /** Those of the last half minute at least, found or not. */
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
