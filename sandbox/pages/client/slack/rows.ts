import type { Flag, Shown } from '../../contract.ts'
import { dayName, dayNumber, instantOf } from '../kit/time.ts'

/** One line of a conversation. */
export type Row =
  | { kind: 'day'; key: string; name: string }
  | { kind: 'message'; key: string; shown: Shown; isFollowUp: boolean }
  | { kind: 'refused'; key: string; flag: Flag }

type Thing = { at: number; shown: Shown } | { at: number; flag: Flag }

/** Later than this, a name is shown again. */
const ONE_BREATH_MS = 5 * 60_000

const isPlain = ({ isPrivate, isTombstone, isBroadcast }: Shown): boolean =>
  !isPrivate && !isTombstone && !isBroadcast

/** Said by the same person right after: drawn without name and picture. */
const follows = (before: Thing | undefined, shown: Shown): boolean =>
  before !== undefined &&
  'shown' in before &&
  before.shown.author === shown.author &&
  isPlain(before.shown) &&
  isPlain(shown) &&
  instantOf(shown.ts) - before.at < ONE_BREATH_MS

/**
 * Messages and what was refused in one order of time, with a line where a new day of the viewer begins; none for
 * the day of `since`, which is shown above them.
 */
export const rowsOf = (
  entries: Shown[],
  refused: Flag[],
  { tz, now, since }: { tz: string; now: number; since?: number | undefined },
): Row[] => {
  const things: Thing[] = [
    ...entries.map((shown) => ({ at: instantOf(shown.ts), shown })),
    ...refused.map((flag) => ({ at: flag.at, flag })),
  ].sort((a, b) => a.at - b.at)
  const rows: Row[] = []
  for (const [index, thing] of things.entries()) {
    const before = things[index - 1]
    const shownDay = before?.at ?? since
    const isNewDay = shownDay === undefined || dayNumber(shownDay, tz) !== dayNumber(thing.at, tz)
    if (isNewDay)
      rows.push({ kind: 'day', key: `day ${dayNumber(thing.at, tz)}`, name: dayName(thing.at, now, tz) })
    if ('flag' in thing) rows.push({ kind: 'refused', key: `flag ${thing.flag.id}`, flag: thing.flag })
    else
      rows.push({
        kind: 'message',
        key: `${thing.shown.isPrivate ? 'private' : 'message'} ${thing.shown.ts}`,
        shown: thing.shown,
        isFollowUp: !isNewDay && follows(before, thing.shown),
      })
  }
  return rows
}
