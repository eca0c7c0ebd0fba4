import { FixedOffsetZone, IANAZone } from 'luxon'

/** A person's clock, as Slack says it (users.info): the zone's name, and the seconds east of UTC at present. */
interface Clock {
  tz?: string | null
  tz_offset?: number | null
}

/** The zone of that name; null where our data have none. Luxon caches zones, while checking a name anew is costly. */
export const zoneNamed = (name: string): IANAZone | null => {
  const zone = IANAZone.create(name)
  return zone.isValid ? zone : null
}

/** Further from UTC than any place on earth, in seconds. */
const TOO_FAR = 26 * 60 * 60

/**
 * The zone in which somebody's words are read. Slack's offset of this moment is right. So it is used where the name is
 * missing or unknown to our data, and where our data have another offset for now: data that are wrong today are no
 * better for later (docs/slack.md, Interactions and modals). `old`: our zone data lack what Slack knows.
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
