import type { BlindCause } from '../../domain/audit-health.ts'
import type { BoundStats } from '../../domain/bound.ts'
import type { AuditCursor, AuditStatusStore, Bounds, Canaries } from '../audit-ports.ts'
import { usualBound } from '../count/usual-bound.ts'
import type { Now, ShareCounts, Shares } from '../ports.ts'

/** Jobs of one queue in one state. */
export interface QueueCount {
  queue: string
  state: string
  jobs: number
}

/** What is measured of the whole installation. The same from every process. */
export interface Measures {
  bound: BoundStats | null
  /** Null before the first good sweep. */
  sweepAgeMs: number | null
  /** Null: not blind. */
  blind: BlindCause | null
  skewMs: number
  shares: ShareCounts
  queues: readonly QueueCount[]
  /** When a trial of the counting last went well; null: never. */
  canarySucceededAt: number | null
}

export interface MeasureDeps {
  shares: Pick<Shares, 'teams' | 'counts'>
  bounds: Bounds
  cursor: Pick<AuditCursor, 'read'>
  auditStatus: Pick<AuditStatusStore, 'read'>
  canaries: Pick<Canaries, 'read'>
  queueCounts: () => Promise<QueueCount[]>
  now: Now
}

const NONE: ShareCounts = { live: 0, nearLimit: 0, suspended: 0, unfinished: 0 }

const sum = (a: ShareCounts, b: ShareCounts): ShareCounts => ({
  live: a.live + b.live,
  nearLimit: a.nearLimit + b.nearLimit,
  suspended: a.suspended + b.suspended,
  unfinished: a.unfinished + b.unfinished,
})

/** It reads only counts, so it may be asked every few seconds. */
export const measure = (deps: MeasureDeps) => async (): Promise<Measures> => {
  const teams = await deps.shares.teams()
  const [counts, bound, { sweptAt, skewMs }, auditStatus, canary, queues] = await Promise.all([
    Promise.all(teams.map((team) => deps.shares.counts(team))),
    usualBound(deps),
    deps.cursor.read(),
    deps.auditStatus.read(),
    deps.canaries.read(),
    deps.queueCounts(),
  ])
  return {
    bound,
    sweepAgeMs: sweptAt === null ? null : Math.max(0, deps.now() - sweptAt),
    blind: auditStatus.state === 'blind' ? auditStatus.cause : null,
    skewMs,
    shares: counts.reduce(sum, NONE),
    queues,
    canarySucceededAt: canary?.lastGoodAt ?? null,
  }
}
