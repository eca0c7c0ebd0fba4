const HOUR = 3_600_000

const partsOf = (at: number, zone: string): Record<string, string> => {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
}

/** Seconds since 1970 as `2026-12-31T17:00` on the clocks of a zone, for a `datetime-local` field. */
export const toZoneTime = (seconds: number, zone: string): string => {
  const { year, month, day, hour, minute } = partsOf(seconds * 1000, zone)
  return `${(year ?? '').padStart(4, '0')}-${month}-${day}T${hour}:${minute}`
}

/** How far the clocks of a zone are ahead of Greenwich, in milliseconds. */
const aheadOf = (at: number, zone: string): number =>
  Date.parse(`${toZoneTime(at / 1000, zone)}Z`) - Math.floor(at / 60_000) * 60_000

/**
 * The seconds since 1970 when the clocks of a zone show `2026-12-31T17:00`; undefined when that is no time. Of an
 * hour that comes twice the first is meant; a time that is skipped is moved on by what was skipped.
 */
export const fromZoneTime = (text: string, zone: string): number | undefined => {
  const wall = Date.parse(`${text}Z`)
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) || Number.isNaN(wall)) return undefined
  const before = wall - aheadOf(wall - 24 * HOUR, zone)
  const after = wall - aheadOf(wall + 24 * HOUR, zone)
  const exact = [before, after].filter((at) => toZoneTime(at / 1000, zone) === text.slice(0, 16))
  return Math.floor((exact.length > 0 ? Math.min(...exact) : before) / 1000)
}

/** `Europe/Berlin (GMT+1)`, as the offset is at that moment. */
export const zoneLabel = (seconds: number, zone: string): string => {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'shortOffset' })
  const offset = format.formatToParts(seconds * 1000).find(({ type }) => type === 'timeZoneName')?.value
  return `${zone.replaceAll('_', ' ')} (${offset ?? 'GMT'})`
}
