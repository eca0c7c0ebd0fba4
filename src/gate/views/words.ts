import { escapeHtml } from './layout.ts'

const DAY = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})
const TIME = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: 'UTC',
})

/** HTML: long names have underscores in the place of spaces, and break there rather than in a word. */
export const fileNameHtml = (name: string): string => escapeHtml(name).replaceAll('_', '_<wbr>')

/** HTML: a moment, for people in any time zone. */
export const momentHtml = (at: number): string => {
  const iso = new Date(at).toISOString()
  return `<time datetime="${iso}">${escapeHtml(`${DAY.format(at)}, ${TIME.format(at)} UTC`)}</time>`
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** About how long, in the largest unit that says it: `3 days`, `5 hours`, `12 minutes`. */
export const aboutWords = (ms: number): string => {
  const of = (unitMs: number, word: string): string => {
    const amount = Math.round(ms / unitMs)
    return `${amount} ${word}${amount === 1 ? '' : 's'}`
  }
  if (ms >= 2 * DAY_MS) return of(DAY_MS, 'day')
  if (ms >= 2 * HOUR_MS) return of(HOUR_MS, 'hour')
  return ms >= MINUTE_MS ? of(MINUTE_MS, 'minute') : 'less than a minute'
}

export const secondsWords = (ms: number): string => {
  const seconds = Math.max(1, Math.ceil(ms / 1_000))
  return seconds === 1 ? '1 second' : `${seconds} seconds`
}
