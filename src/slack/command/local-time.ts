import { FixedOffsetZone, type Zone } from 'luxon'
import { zoneNamed } from '../people/time-zone.ts'

const MINUTE = 60_000
const DAY = 86_400_000

/** The zone of a name, or of an offset such as `UTC-8`; UTC for one that is not known. */
export const zoneOf = (timeZone: string): Zone =>
  zoneNamed(timeZone) ?? FixedOffsetZone.parseSpecifier(timeZone) ?? FixedOffsetZone.utcInstance

/** The hour that clocks in the zone show. */
export const localHour = (at: number, zone: Zone): number =>
  new Date(at + zone.offset(at) * MINUTE).getUTCHours()

/** Midnight of the calendar day in the zone, written as if that day were in UTC, so that `getUTC…` reads its parts. */
export const localDay = (at: number, zone: Zone): number => {
  const wall = at + zone.offset(at) * MINUTE
  return wall - (((wall % DAY) + DAY) % DAY)
}

/**
 * The moments at which the zone's clocks show a wall time (given as if it were UTC). Two, earlier first, when clocks
 * are turned back over it. When they are turned forward over it, the moment that it would have been. Luxon's own
 * conversion is not used: in the doubtful hour its answer depends on the present date.
 */
export const momentsAt = (wall: number, zone: Zone): number[] => {
  const before = zone.offset(wall - DAY)
  const after = zone.offset(wall + DAY)
  const found = [...new Set([before, after])]
    .map((offset) => ({ offset, at: wall - offset * MINUTE }))
    .filter(({ offset, at }) => zone.offset(at) === offset)
    .map(({ at }) => at)
    .sort((a, b) => a - b)
  return found.length > 0 ? found : [wall - before * MINUTE]
}
