import type { AuditEvent, PortalFile, PortalLink } from './portal-facts.ts'

/** How much later than the event its date may be: the trail rounds to whole seconds. */
const ROUNDING_MS = 500

const PUBLIC_ROOM = 22

/** Whether another link was over at the event. The portal uses one clock for ends and events. */
const wasOver = ({ expiresAt, isExpired }: PortalLink, eventAt: number): boolean =>
  expiresAt === null ? isExpired : expiresAt <= eventAt - ROUNDING_MS

/**
 * Whether a share's links were the only way for a visitor to reach the file (docs/counting.md, Whose): no other link
 * lived at the moment of the event, by the portal's clock, the file is in no public room, and no folder above it is
 * shared. Where the file was then is not known, so it is judged by where it is now.
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

/**
 * How far the trail was read. `newestSeenAt` is by the portal's clock, before the first sweep by ours. `sweptAt` and `readTo` are by
 * our clock: when the last reading ended, and when it began; null: the same.
 */
export interface Place {
  newestSeenAt: number
  sweptAt: number | null
  readTo: number | null
}

/**
 * From where the next sweep reads, by the portal's clock: the newest event seen, less the overlap in which late rows
 * appear. If the portal's clock was set back, the moment of the last sweep is earlier, and counts instead.
 */
export const readFrom = ({ newestSeenAt, sweptAt }: Place, skewMs: number, overlapMs: number): number =>
  Math.min(newestSeenAt, (sweptAt ?? newestSeenAt) + skewMs) - overlapMs

/** How far a brief reading goes back behind the last one: most rows appear within seconds. */
export const BRIEF_MS = 15_000

/** Where a brief reading begins: behind where the last one did. Full readings go on from where the last full one was. */
export const readBrieflyFrom = (place: Place, skewMs: number, overlapMs: number): number =>
  place.sweptAt === null
    ? readFrom(place, skewMs, overlapMs)
    : Math.max(readFrom(place, skewMs, overlapMs), (place.readTo ?? place.sweptAt) + skewMs - BRIEF_MS)

/** Rows in one call. */
const PAGE = 100
/**
 * The pause that one call costs: of the portal's 1,500 calls a minute (docs/portal.md, Rate limits), a sixth is for
 * sweeps.
 */
const CALL_MS = 240

/** The same for looking at what was changed: nearly all that there is in a flood is what we do ourselves. */
const CHANGES_CALL_MS = 10_000

/** How long to wait after this many rows, in ms, to keep within that. The first page is free: every reading needs it. */
const costMs = (rows: number, callMs = CALL_MS): number => Math.max(0, Math.ceil(rows / PAGE) - 1) * callMs

/**
 * Whether to read the whole overlap, and not only what is new. On a busy portal that is many pages, and readings may
 * follow each other within seconds.
 */
export const isWholeDue = (whole: { at: number; rows: number } | null, now: number): boolean =>
  whole === null || Math.abs(now - whole.at) >= costMs(whole.rows)

/**
 * The same for a reading of changes, of which each kind has its pages. `from`: where a whole one begins; a brief one is later. A
 * whole one begins before the last whole one, so that a row that comes as late as the overlap is seen, however rare these are.
 */
export const readChangesFrom = (
  { changesAt, whole }: { changesAt: number; whole: { at: number; rows: number } | null },
  { now, skewMs }: { now: number; skewMs: number },
  overlapMs: number,
): { from: number; isWhole: boolean } => {
  const restMs = whole === null ? 0 : Math.min(costMs(whole.rows, CHANGES_CALL_MS), overlapMs)
  if (whole !== null && Math.abs(now - whole.at) < restMs)
    return { from: changesAt - Math.min(BRIEF_MS, overlapMs), isWhole: false }
  return { from: Math.min(changesAt, (whole?.at ?? now) + skewMs) - overlapMs, isWhole: true }
}

/** The least time between two brief readings, by how many new rows the last one had. */
export const restAfterMs = (trail: readonly AuditEvent[]): number => {
  const newest = trail.reduce((most, { at }) => Math.max(most, at), 0)
  return costMs(trail.filter(({ at }) => at > newest - BRIEF_MS).length)
}

/**
 * The newest event seen, by the portal's clock, after a sweep that began at `begunAt`. Never later than that: an event
 * dated into the future, or a place from before the clock was set back, would make us skip everything before it.
 */
export const newestAfter = (before: number, trail: readonly AuditEvent[], begunAt: number): number =>
  trail.reduce((newest, { at }) => (at > newest && at <= begunAt ? at : newest), Math.min(before, begunAt))
