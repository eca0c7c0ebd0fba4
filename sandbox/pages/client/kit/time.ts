const draw = (ms: number, tz: string, options: Intl.DateTimeFormatOptions, locale = 'en-US'): string =>
  // English puts a narrow space before AM that some fonts lack.
  new Intl.DateTimeFormat(locale, { timeZone: tz, ...options }).format(ms).replaceAll('\u202f', ' ')

/** The instant of a Slack timestamp, `1760000000.000100`. */
export const instantOf = (ts: string): number => Number(ts) * 1000

/** `9:41 AM`. */
export const clockTime = (ms: number, tz: string): string =>
  draw(ms, tz, { hour: 'numeric', minute: '2-digit' })

/** `Tuesday, November 24, 2026 at 9:41:07 AM`. */
export const fullDate = (ms: number, tz: string): string =>
  draw(ms, tz, { dateStyle: 'full', timeStyle: 'medium' })

/** The day that it is in a zone, as a number: one more is tomorrow, however long the day is. */
export const dayNumber = (ms: number, tz: string): number =>
  // Canada writes 2026-11-24.
  Date.parse(draw(ms, tz, { year: 'numeric', month: '2-digit', day: '2-digit' }, 'en-CA')) / 86_400_000

/** Today, Yesterday, `Tuesday, November 24`, and the year when it is another one. */
export const dayName = (ms: number, now: number, tz: string): string => {
  const ago = dayNumber(now, tz) - dayNumber(ms, tz)
  if (ago === 0) return 'Today'
  if (ago === 1) return 'Yesterday'
  const yearOf = (instant: number) => draw(instant, tz, { year: 'numeric' })
  const year = yearOf(ms) === yearOf(now) ? {} : { year: 'numeric' as const }
  return draw(ms, tz, { weekday: 'long', month: 'long', day: 'numeric', ...year })
}

/** `today at 9:41 AM`, `Tuesday, November 24 at 9:41 AM`. */
export const dayAndTime = (ms: number, now: number, tz: string): string => {
  const name = dayName(ms, now, tz)
  const day = /^(Today|Yesterday)$/.test(name) ? name.toLowerCase() : name
  return `${day} at ${clockTime(ms, tz)}`
}
