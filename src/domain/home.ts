import type { RowFacts } from './answer.ts'
import type { AuditHealth } from './audit-health.ts'
import type { BoundStats } from './bound.ts'
import type { CanaryReport } from './canary.ts'
import type { Policy } from './policy.ts'
import { hasPassword, type ShareEnd, type ShareLink } from './share.ts'
import type { Takers } from './takers.ts'

/** Everything that the Home of somebody who may share shows. */
export interface HomeFacts {
  /** Their own, a page of them. */
  live: readonly ShareLink[]
  total: number
  /** Newer ones that are not shown. */
  skip: number
  pageSize: number
  /** Their own that ended, the last first. */
  ended: readonly ShareLink[]
  /** By share id, of exact shares in these lists: who took them. */
  takers: Readonly<Record<string, Takers>>
  rows: RowFacts
  policy: Policy
  auditIntervalMs: number
  /** Null: the person is no admin. */
  admin: {
    all: readonly ShareLink[]
    total: number
    health: AuditHealth
    /** The last trial of the counting; null: there was none. */
    canary: CanaryReport | null
    /** A file is configured for it, so that a button is enough to try. */
    canTry: boolean
  } | null
  /** How fast links were dead that reached their limit, in the last 30 days. */
  usual: BoundStats | null
}

/** What a Home shows of a share, besides what never changes; two equal ones look the same. */
export const homeFingerprintOf = (share: ShareLink): string =>
  JSON.stringify([
    share.state,
    share.channel,
    share.messageLost ? null : share.message,
    share.downloads,
    share.terms.expiresAt,
    share.terms.limit,
    share.muted,
    share.creator.id,
    hasPassword(share),
    share.end === null ? null : endFingerprintOf(share.end),
  ])

const endFingerprintOf = ({ reason, by, portalUser, keptOpen, verifiedAt, stuck }: ShareEnd) => [
  reason,
  by,
  portalUser ?? null,
  keptOpen ?? false,
  verifiedAt,
  stuck !== undefined,
]
