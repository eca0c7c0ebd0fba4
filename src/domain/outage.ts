import type { AuditStatus, BlindCause } from './audit-health.ts'
import { isCounted, judgeDownloads, type StoredEvent } from './downloads.ts'
import { isLiveLimited, isSuspended, type ShareLink } from './share.ts'

/** A time in which downloads were not seen, followed from its beginning until all was told of its end. */
export interface Outage {
  /** When downloads were last seen well before it; tells one from another. */
  since: number
  /** Null: the app itself was away, so that nobody was warned. */
  cause: BlindCause | null
  /** When the live shares were last looked through for what follows from it; null: not yet to the end. */
  lookedAt: number | null
  /** What it came to; null while it lasts. */
  summary: OutageSummary | null
  /** Whether everybody who is to hear of its end is sure to. */
  isOver: boolean
}

/** What was found when downloads were seen again. */
export interface OutageSummary {
  until: number
  /** Counted only then, of so many links. */
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

/** What somebody is told of an outage; of its beginning, and of its end, once each. */
export type OutageNotice = {
  team: string
  /** A person, or the channel of the admins. */
  to: string
  /** Of the outage. */
  since: number
} & (
  | { kind: 'blind-admins'; cause: BlindCause; links: number; suspends: boolean }
  | ({ kind: 'blind-creator'; suspends: boolean } & SomeLinks)
  | { kind: 'back-admins'; cause: BlindCause | null; summary: OutageSummary }
  | ({ kind: 'back-creator' } & SomeLinks)
)

/** One of those who are told: an admin may be a creator too, and hears both. A cause that turns is news to admins. */
export const whomOf = (notice: OutageNotice): string =>
  [notice.kind, notice.team, notice.to, ...(notice.kind === 'blind-admins' ? [notice.cause] : [])].join(' ')

const beginning = (since: number, cause: BlindCause | null): Outage => ({
  since,
  cause,
  lookedAt: null,
  summary: null,
  isOver: false,
})

/** The app comes back after so long that nobody was there to be blind. Null: that is followed already. */
export const afterAbsence = (kept: Outage | null, sweptAt: number): Outage | null =>
  kept === null || kept.isOver ? beginning(sweptAt, null) : null

/** The outage to follow while `auditStatus` is blind; the one on record, if that is still under way, with its present cause. */
export const outageOf = (kept: Outage | null, auditStatus: AuditStatus, now: number): Outage => {
  const since = auditStatus.since ?? now
  const cause = auditStatus.cause ?? 'outage'
  if (kept === null || kept.isOver) return beginning(since, cause)
  // The app was away, and what it finds is that it cannot see.
  if (kept.cause === null) return beginning(Math.min(kept.since, since), cause)
  return kept.cause === cause ? kept : { ...kept, cause, lookedAt: null }
}

/** Live links whose limits cannot be kept while downloads are not seen, and those that are suspended for that. */
export const isAffected = (share: ShareLink): boolean => isLiveLimited(share) || isSuspended(share)

/** How many of its downloads were found out only after `since`. */
export const countedSince = (
  share: ShareLink,
  events: readonly StoredEvent[],
  burstWindowMs: number,
  since: number,
): number => {
  const { verdicts } = judgeDownloads(share, events, burstWindowMs)
  return events.filter(({ id, seenAt }) => seenAt > since && isCounted(verdicts.get(id))).length
}

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
