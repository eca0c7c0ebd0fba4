import type { PortalError } from './portal-error.ts'

/**
 * Why downloads cannot be seen (docs/counting.md, When downloads cannot be seen). `plan`: the portal's plan has no
 * audit trail, or hides it. `rights`: the key or its owner lacks the right. `key`: the key is not accepted. `outage`:
 * the portal does not answer.
 */
export type BlindCause = 'plan' | 'rights' | 'key' | 'outage'

/** Whether the audit trail can be read, as it is kept: one record for the portal. */
export interface AuditStatus {
  /** `unknown`: never looked yet. */
  state: 'unknown' | 'ok' | 'blind'
  /** Set exactly while blind. */
  cause: BlindCause | null
  /** When downloads were last seen before it went blind. Null while it is not blind. */
  since: number | null
  /** When the last probe was sent that got an answer. */
  probedAt: number | null
}

/** How the reading of the audit trail goes, as people are shown it. */
export interface AuditHealth {
  /**
   * `late`: the last readings failed, or are overdue; it becomes `blind` after `BLIND_AFTER`. `blind`: downloads are
   * not counted.
   */
  state: 'ok' | 'late' | 'blind'
  cause: BlindCause | null
  since: number | null
  /** When the trail was last read well; null: never. */
  sweptAt: number | null
  /** The portal's clock minus ours; 0 where the difference does not matter. */
  skewMs: number
}

export const NEVER_LOOKED: AuditStatus = { state: 'unknown', cause: null, since: null, probedAt: null }

/** What a failed reading says about the cause. An `outage` is one only when it lasts. */
export const causeOf = ({ kind }: PortalError): BlindCause => {
  switch (kind) {
    case 'unauthorized':
      return 'key'
    case 'forbidden':
    case 'scope':
      return 'rights'
    case 'plan':
      return 'plan'
    default:
      return 'outage'
  }
}

/**
 * One reading may be slow and another fail. After three missed turns and a little, it is no accident. One that far ahead is
 * by a clock that was wrong, and tells nothing.
 */
const isLate = (sweptAt: number | null, now: number, slowestSweepMs: number): boolean =>
  sweptAt === null || Math.abs(now - sweptAt) > 3 * slowestSweepMs + 10_000

export const auditHealth = (
  auditStatus: AuditStatus,
  cursor: { sweptAt: number | null; skewMs: number },
  now: number,
  slowestSweepMs: number,
): AuditHealth => {
  const { sweptAt, skewMs } = cursor
  const { cause, since } = auditStatus
  const state = auditStatus.state === 'blind' ? 'blind' : isLate(sweptAt, now, slowestSweepMs) ? 'late' : 'ok'
  return { state, cause, since, sweptAt, skewMs }
}

/** What a Home shows of it, but for moments that pass. Two equal ones look the same. */
export const healthFingerprintOf = ({ state, cause, skewMs }: AuditHealth): string =>
  JSON.stringify([state, cause, skewMs])
