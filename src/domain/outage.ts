import type { AuditStatus, BlindCause } from './audit-health.ts'
import { isLiveLimited, isSuspended, type ShareLink } from './share.ts'

/** A time in which downloads were not seen. It is followed from its beginning until everybody was told of its end. */
export interface Outage {
  /** When downloads were last seen before it. Tells one outage from another. */
  since: number
  /** Null: the app itself was away, so that nobody was warned. */
  cause: BlindCause | null
  /** When the live shares were last looked through to the end. Null: not yet. */
  lookedAt: number | null
  /** What was found at its end; null while it lasts. */
  summary: OutageSummary | null
  /** Whether everybody who should hear of its end was told, or surely will be. */
  isOver: boolean
}

/** What was found when downloads were seen again. */
export interface OutageSummary {
  until: number
  /** Downloads that were counted only now, and of how many links. */
  downloads: number
  links: number
  /** Of these links: those that reached their limit, and those that went beyond it. */
  atLimit: number
  overrun: number
  /** Suspended links that come back. */
  resuming: number
}

/** Some of a person's links, and how many there are. */
export interface SomeLinks {
  ids: string[]
  total: number
}

/** What one person is told of an outage: once when it begins, once when it ends. */
export type OutageNotice = {
  team: string
  /** A person, or the channel of the admins. */
  to: string
  /** Of the outage. */
  since: number
} & (
  | { kind: 'blind-admins'; cause: BlindCause; links: number; suspends: boolean }
  /** Without a cause: it was queued by an older version. */
  | ({ kind: 'blind-creator'; cause?: BlindCause | undefined; suspends: boolean } & SomeLinks)
  | { kind: 'back-admins'; cause: BlindCause | null; summary: OutageSummary }
  | ({ kind: 'back-creator' } & SomeLinks)
)

/**
 * Names one thing to tell one person, so that it is told once. Somebody who is admin and creator hears both. To admins
 * another cause is news.
 */
export const whomOf = (notice: OutageNotice): string =>
  [notice.kind, notice.team, notice.to, ...(notice.kind === 'blind-admins' ? [notice.cause] : [])].join(' ')

const beginning = (since: number, cause: BlindCause | null): Outage => ({
  since,
  cause,
  lookedAt: null,
  summary: null,
  isOver: false,
})

/** The outage that follows from a long absence of the app itself. Null: an outage is followed already. */
export const afterAbsence = (kept: Outage | null, sweptAt: number): Outage | null =>
  kept === null || kept.isOver ? beginning(sweptAt, null) : null

/** The outage to follow while `auditStatus` is blind; the one on record, if that is still under way, with its present cause. */
export const outageOf = (kept: Outage | null, auditStatus: AuditStatus, now: number): Outage => {
  const since = auditStatus.since ?? now
  const cause = auditStatus.cause ?? 'outage'
  if (kept === null || kept.isOver) return beginning(since, cause)
  // The app was away, and now the trail cannot be read either.
  if (kept.cause === null) return beginning(Math.min(kept.since, since), cause)
  return kept.cause === cause ? kept : { ...kept, cause, lookedAt: null }
}

/** Live links whose limits cannot be kept now, and those that are suspended because of it. */
export const isAffected = (share: ShareLink): boolean => isLiveLimited(share) || isSuspended(share)

export const EMPTY_SUMMARY: Omit<OutageSummary, 'until'> = {
  downloads: 0,
  links: 0,
  atLimit: 0,
  overrun: 0,
  resuming: 0,
}

/** The same with one share more; `late`: its downloads that were counted only now. */
export const addToSummary = <A extends Omit<OutageSummary, 'until'>>(
  sum: A,
  share: ShareLink,
  late: number,
): A => {
  const { limit } = share.terms
  const isAt = (reached: (limit: number) => boolean) => (late > 0 && limit !== null && reached(limit) ? 1 : 0)
  return {
    ...sum,
    downloads: sum.downloads + late,
    links: sum.links + (late > 0 ? 1 : 0),
    atLimit: sum.atLimit + isAt((most) => share.downloads === most),
    overrun: sum.overrun + isAt((most) => share.downloads > most),
    resuming: sum.resuming + (isSuspended(share) ? 1 : 0),
  }
}
