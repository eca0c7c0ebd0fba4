import type { AuditEvent, PortalFile, PortalLink } from './portal-facts.ts'

/** By so much a date of the trail may lie after the event: it is rounded to whole seconds (contract 3). */
const ROUNDING_MS = 500

const PUBLIC_ROOM = 22

/** The portal ends links by the clock that it dates events with. */
const wasOver = ({ expiresAt, isExpired }: PortalLink, eventAt: number): boolean =>
  expiresAt === null ? isExpired : expiresAt <= eventAt - ROUNDING_MS

/**
 * Whether a share's links were the only way for an anonymous visitor to reach the file (contract 2.3, rule 2): no other link
 * that lived at the moment of the event, by the portal's clock; no public room, no shared folder above. Where the file was
 * then is not known: it goes by where it is now.
 */
export const isSoleWayIn = (
  ownIds: readonly string[],
  file: PortalFile,
  links: readonly PortalLink[],
  eventAt: number,
): boolean =>
  !file.parentShared &&
  file.roomType !== PUBLIC_ROOM &&
  links.some(({ id }) => ownIds.includes(id)) &&
  links.every((link) => ownIds.includes(link.id) || wasOver(link, eventAt))

/** How far the trail was read. `sweptAt` is by our clock; `newestSeenAt` by the portal's, before the first sweep by ours. */
export interface Place {
  newestSeenAt: number
  sweptAt: number | null
}

/**
 * From where the next sweep reads, by the portal's clock: the newest event seen, less the overlap in which late rows appear.
 * By a clock that was set back, or is behind ours at the start, the moment of the last sweep lies before that.
 */
export const readFrom = ({ newestSeenAt, sweptAt }: Place, skewMs: number, overlapMs: number): number =>
  Math.min(newestSeenAt, (sweptAt ?? newestSeenAt) + skewMs) - overlapMs

/** How far a brief reading goes back behind the last one: most rows appear within seconds. */
const BRIEF_MS = 15_000

/** From where a brief reading reads, between two of the whole overlap; the place stays where it was. */
export const readBrieflyFrom = (place: Place, skewMs: number, overlapMs: number): number =>
  place.sweptAt === null
    ? readFrom(place, skewMs, overlapMs)
    : Math.max(readFrom(place, skewMs, overlapMs), place.sweptAt + skewMs - BRIEF_MS)

/** So many rows make one call (contract 3). */
const PAGE = 100
/** What a call costs of the portal's budget: 1,500 a minute for all that the key does (contract 6), a sixth of it for this. */
const CALL_MS = 240

/** How long to wait after so many rows, ms, to keep within that. One page is what every reading costs: nothing is saved there. */
const costMs = (rows: number): number => Math.max(0, Math.ceil(rows / PAGE) - 1) * CALL_MS

/**
 * Whether the whole overlap is read, and not only what is new: on a busy portal it is many pages, and most readings follow
 * each other in seconds.
 */
export const isWholeDue = (whole: { at: number; rows: number } | null, now: number): boolean =>
  whole === null || Math.abs(now - whole.at) >= costMs(whole.rows)

/** The least time between two brief readings, by what the last one had of the newest rows. */
export const restAfterMs = (trail: readonly AuditEvent[]): number => {
  const newest = trail.reduce((most, { at }) => Math.max(most, at), 0)
  return costMs(trail.filter(({ at }) => at > newest - BRIEF_MS).length)
}

/**
 * The newest event seen after a sweep that began then, by the portal's clock. One that is dated later would blind us to all
 * before it; so would a place that was reached before the clock was set back.
 */
export const newestAfter = (before: number, trail: readonly AuditEvent[], begunAt: number): number =>
  trail.reduce((newest, { at }) => (at > newest && at <= begunAt ? at : newest), Math.min(before, begunAt))
