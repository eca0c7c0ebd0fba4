import type { AuditEvent, PortalFile, PortalLink } from './portal-facts.ts'

/**
 * Whether a link is the only way an anonymous visitor can reach the file (contract 2.3, rule 2): no other
 * live link, no public room, no shared folder above.
 */
export const isSoleWayIn = (linkId: string, file: PortalFile, links: readonly PortalLink[]): boolean =>
  !file.parentShared &&
  file.roomType !== 22 &&
  links.some((link) => link.id === linkId) &&
  links.every((link) => link.id === linkId || link.isExpired)

/** From where the next sweep reads: the newest event seen, less the overlap in which late rows appear. */
export const readFrom = (newestSeenAt: number | null, overlapMs: number, now: number): number =>
  (newestSeenAt ?? now) - overlapMs

export const newestOf = (events: readonly AuditEvent[], before: number | null): number | null =>
  events.reduce<number | null>((newest, { at }) => (newest === null || at > newest ? at : newest), before)
