import { FixedOffsetZone, IANAZone } from 'luxon'

/** What Slack says of somebody's clock (users.info): a zone's name, and the seconds east of UTC at this moment. */
interface Clock {
  tz?: string | null
  tz_offset?: number | null
}

/** The zone of that name; null where our data have none. Luxon keeps it: to check a name anew builds a costly format. */
export const zoneNamed = (name: string): IANAZone | null => {
  const zone = IANAZone.create(name)
  return zone.isValid ? zone : null
}

/** Further from UTC than any place on earth, in seconds. */
const TOO_FAR = 26 * 60 * 60

/**
 * The zone that somebody's words are read in. What Slack says of this moment is right whatever our zone data say: it serves
 * where the name is missing or newer than our data, and where our data have another offset at present. They are wrong for
 * today then, so that nothing they say of later is worth more. `old`: our zone data lack what Slack knows.
 */
export const timeZoneOf = (
  { tz, tz_offset: seconds }: Clock,
  now: number,
): { name: string; old: boolean } => {
  const zone = tz ? zoneNamed(tz) : null
  if (typeof seconds !== 'number' || !(Math.abs(seconds) < TOO_FAR)) {
    return { name: zone?.name ?? 'UTC', old: Boolean(tz) && zone === null }
  }
  const told = FixedOffsetZone.instance(Math.round(seconds / 60))
  if (zone?.offset(now) === told.offset(now)) return { name: zone.name, old: false }
  return { name: told.name, old: Boolean(tz) }
}
