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

const TOKENS: Record<string, (ms: number, tz: string) => string> = {
  date_num: (ms, tz) => {
    const p = parts(ms, tz, { year: 'numeric', month: '2-digit', day: '2-digit' })
    return `${p.year}-${p.month}-${p.day}`
  },
  date_slash: (ms, tz) => {
    const p = parts(ms, tz, { year: 'numeric', month: '2-digit', day: '2-digit' })
    return `${p.month}/${p.day}/${p.year}`
  },
  date: (ms, tz) => {
    const p = parts(ms, tz, { year: 'numeric', month: 'long', day: 'numeric' })
    return `${p.month} ${ordinal(Number(p.day))}, ${p.year}`
  },
  date_short: (ms, tz) => {
    const p = parts(ms, tz, { year: 'numeric', month: 'short', day: 'numeric' })
    return `${p.month} ${p.day}, ${p.year}`
  },
  date_long: (ms, tz) => {
    const p = parts(ms, tz, { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' })
    return `${p.weekday}, ${p.month} ${ordinal(Number(p.day))}, ${p.year}`
  },
  time: (ms, tz) => {
    const p = parts(ms, tz, { hour: 'numeric', minute: '2-digit', hour12: true })
    return `${p.hour}:${p.minute} ${p.dayPeriod}`
  },
  time_secs: (ms, tz) => {
    const p = parts(ms, tz, { hour: 'numeric', minute: '2-digit', second: '2-digit', hour12: true })
    return `${p.hour}:${p.minute}:${p.second} ${p.dayPeriod}`
  },
}

/**
 * A date format of Slack, `{date_short_pretty} at {time}`, drawn in the viewer's zone (12-hour clock, English).
 * Undefined: there is no such moment, and Slack shows the fallback.
 */
export const renderDate = (seconds: number, format: string, options: RenderOptions): string | undefined => {
  const ms = seconds * 1000
  if (Number.isNaN(new Date(ms).getTime())) return undefined
  const text = format.replace(/\{([a-z_]+)\}/g, (whole, token: string) => {
    if (token === 'ago') return ago(ms, options.now)
    const plain = token.replace(/_pretty$/, '')
    const draw = Object.hasOwn(TOKENS, plain) ? TOKENS[plain] : undefined
    if (!draw) return whole
    return (plain !== token ? near(ms, options) : undefined) ?? draw(ms, options.tz)
  })
  return text.charAt(0).toUpperCase() + text.slice(1)
}
