/** A moment in a message. Slack draws it in the viewer's own zone, with the clock that they have chosen. */
export type ShownTime =
  | { date: number }
  /** In a log, where many stand below each other: without the weekday. */
  | { logged: number }
  /** A day, and a time of it. */
  | { day: number }
  | { time: number }
  /** With seconds: day and time, and the time alone. */
  | { moment: number }
  | { clock: number }

/** What Slack takes for one, in a date element and in the text alike. */
export interface Instant {
  timestamp: number
  format: string
  fallback: string
}

/** For clients that cannot draw a date: in UTC, with the zone's name. */
const utc = (at: number, from: number, to: number): string =>
  `${new Date(at).toISOString().slice(from, to).replace('T', ' ')} UTC`

const drawn = (moment: ShownTime): { at: number; format: string; fallback: string } => {
  if ('date' in moment)
    return { at: moment.date, format: '{date_long_pretty} at {time}', fallback: utc(moment.date, 0, 16) }
  if ('logged' in moment)
    return { at: moment.logged, format: '{date_short_pretty} at {time}', fallback: utc(moment.logged, 0, 16) }
  if ('day' in moment)
    return { at: moment.day, format: '{date_long_pretty}', fallback: utc(moment.day, 0, 10) }
  if ('time' in moment) return { at: moment.time, format: '{time}', fallback: utc(moment.time, 11, 16) }
  if ('moment' in moment)
    return {
      at: moment.moment,
      format: '{date_short_pretty} at {time_secs}',
      fallback: utc(moment.moment, 0, 19),
    }
  return { at: moment.clock, format: '{time_secs}', fallback: utc(moment.clock, 11, 19) }
}

/** The last word of a text, where it may stand in a format; the signs of Slack's own syntax may not. */
const LAST_WORD = /(?<!\S)[^\s{}<>&|^*_~`]+ $/

/**
 * A moment and the text before it. Slack writes `Today` where a format begins with the day, and `today` elsewhere, so
 * the word before it moves into the format: `Expires today at 5:00 PM`, not `Expires Today`.
 */
export const dateAfter = (text: string, moment: ShownTime): { before: string; instant: Instant } => {
  const word = LAST_WORD.exec(text)?.[0] ?? ''
  const { at, format, fallback } = drawn(moment)
  return {
    before: text.slice(0, text.length - word.length),
    instant: { timestamp: Math.floor(at / 1_000), format: word + format, fallback: word + fallback },
  }
}
