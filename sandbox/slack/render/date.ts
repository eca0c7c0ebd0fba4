import type { RenderOptions } from '../types.ts'

const parts = (ms: number, tz: string, options: Intl.DateTimeFormatOptions): Record<string, string> =>
  Object.fromEntries(
    new Intl.DateTimeFormat('en-US', { timeZone: tz, ...options })
      .formatToParts(ms)
      .map((part) => [part.type, part.value]),
  )

const ordinal = (day: number): string => {
  const rest = day % 100
  if (rest >= 11 && rest <= 13) return `${day}th`
  return `${day}${['th', 'st', 'nd', 'rd'][day % 10] ?? 'th'}`
}

const dayNumber = (ms: number, tz: string): number => {
  const p = parts(ms, tz, { year: 'numeric', month: 'numeric', day: 'numeric' })
  return Date.UTC(Number(p.year), Number(p.month) - 1, Number(p.day)) / 86_400_000
}

/** today, tomorrow, yesterday, as the viewer's calendar has it. */
const near = (ms: number, { tz, now }: RenderOptions): string | undefined => {
  if (now === undefined) return undefined
  return { '-1': 'yesterday', '0': 'today', '1': 'tomorrow' }[String(dayNumber(ms, tz) - dayNumber(now, tz))]
}

const ago = (ms: number, now: number | undefined): string => {
  if (now === undefined) return new Date(ms).toISOString()
  const away = Math.abs(ms - now) / 1000
  const [size, unit] =
    away < 60
      ? [1, 'second']
      : away < 3600
        ? [60, 'minute']
        : away < 86_400
          ? [3600, 'hour']
          : [86_400, 'day']
  const count = Math.round(away / Number(size))
  const text = `${count} ${unit}${count === 1 ? '' : 's'}`
  return ms > now ? `in ${text}` : `${text} ago`
}

const SIX_MONTHS_MS = 183 * 86_400_000

/** `, 2026`; nothing within six months, either way (Slack: Formatting message text). */
const year = (ms: number, { tz, now }: RenderOptions): string =>
  now !== undefined && Math.abs(ms - now) < SIX_MONTHS_MS
    ? ''
    : `, ${parts(ms, tz, { year: 'numeric' }).year}`

const TOKENS: Record<string, (ms: number, options: RenderOptions) => string> = {
  date_num: (ms, { tz }) => {
    const p = parts(ms, tz, { year: 'numeric', month: '2-digit', day: '2-digit' })
    return `${p.year}-${p.month}-${p.day}`
  },
  date_slash: (ms, { tz }) => {
    const p = parts(ms, tz, { year: 'numeric', month: '2-digit', day: '2-digit' })
    return `${p.month}/${p.day}/${p.year}`
  },
  date: (ms, options) => {
    const p = parts(ms, options.tz, { month: 'long', day: 'numeric' })
    return `${p.month} ${ordinal(Number(p.day))}${year(ms, options)}`
  },
  date_short: (ms, options) => {
    const p = parts(ms, options.tz, { month: 'short', day: 'numeric' })
    return `${p.month} ${p.day}${year(ms, options)}`
  },
  date_long: (ms, options) => {
    const p = parts(ms, options.tz, { weekday: 'long', month: 'long', day: 'numeric' })
    return `${p.weekday}, ${p.month} ${ordinal(Number(p.day))}${year(ms, options)}`
  },
  time: (ms, { tz }) => {
    const p = parts(ms, tz, { hour: 'numeric', minute: '2-digit', hour12: true })
    return `${p.hour}:${p.minute} ${p.dayPeriod}`
  },
  time_secs: (ms, { tz }) => {
    const p = parts(ms, tz, { hour: 'numeric', minute: '2-digit', second: '2-digit', hour12: true })
    return `${p.hour}:${p.minute}:${p.second} ${p.dayPeriod}`
  },
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/**
 * A date format of Slack, `Ends {date_short_pretty} at {time}`, drawn in the viewer's zone (12-hour clock, English). As
 * in Slack, `today` has a capital where the format begins with it, and words of the format stay as they are.
 * Undefined: there is no such moment, and Slack shows the fallback.
 */
export const renderDate = (seconds: number, format: string, options: RenderOptions): string | undefined => {
  const ms = seconds * 1000
  if (Number.isNaN(new Date(ms).getTime())) return undefined
  const token = (whole: string, name: string): string => {
    if (name === 'ago') return ago(ms, options.now)
    const plain = name.replace(/_pretty$/, '')
    const draw = Object.hasOwn(TOKENS, plain) ? TOKENS[plain] : undefined
    if (!draw) return whole
    return (plain !== name ? near(ms, options) : undefined) ?? draw(ms, options)
  }
  return format.replace(/\{([a-z_]+)\}/g, (whole, name: string, at: number) => {
    const drawn = token(whole, name)
    return at === 0 ? capital(drawn) : drawn
  })
}
