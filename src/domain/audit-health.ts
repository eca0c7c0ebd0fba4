import type { PortalError } from './portal-error.ts'

/**
 * Why downloads cannot be seen (contract 3): the plan has no audit trail, or hides it; the key's owner, or the key, lacks
 * the right; the key is not accepted; the portal does not answer.
 */
export type BlindCause = 'plan' | 'rights' | 'key' | 'outage'

/** What is known of whether the audit trail can be read, as it is kept; one for the portal. */
export interface AuditStatus {
  /** `unknown`: never looked yet. */
  state: 'unknown' | 'ok' | 'blind'
  /** Set exactly while blind. */
  cause: BlindCause | null
  /** Since when it is blind: when downloads were last seen well. Null while it is not. */
  since: number | null
  /** When the last probe was sent that told whether it can be read; an outage does not tell. */
  probedAt: number | null
}

/** How the reading of the audit trail goes, as people are shown it. */
export interface AuditHealth {
  /** `late`: the last readings failed, or are due; there is more to it only after `BLIND_AFTER`. `blind`: downloads are not counted. */
  state: 'ok' | 'late' | 'blind'
  cause: BlindCause | null
  since: number | null
  /** When the trail was last read well; null: never. */
  sweptAt: number | null
  /** The portal's clock less ours, as far as it matters; 0: they agree. */
  skewMs: number
}

export const NEVER_LOOKED: AuditStatus = { state: 'unknown', cause: null, since: null, probedAt: null }

/** What a failed reading says of the reason; `outage` says it only when it lasts. */
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

/** One reading may be slow and another fail: after three missed turns and a little there is more to it. */
const isLate = (sweptAt: number | null, now: number, slowestSweepMs: number): boolean =>
  sweptAt === null || now - sweptAt > 3 * slowestSweepMs + 10_000

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

/** What a Home shows of it besides moments that pass; two equal ones look the same. */
export const healthFingerprintOf = ({ state, cause, skewMs }: AuditHealth): string =>
  JSON.stringify([state, cause, skewMs])
