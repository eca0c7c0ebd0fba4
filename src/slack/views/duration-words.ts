import { formatDuration } from '../../domain/duration.ts'

const DAY = 86_400_000
const NAMES = [
  [DAY, 'day'],
  [DAY / 24, 'hour'],
  [DAY / 1_440, 'minute'],
] as const

/** A length of time as people say it, where one word does: `7 days`, `1 hour`; otherwise `1 h 30 min`. */
export const inWords = (ms: number): string => {
  const [unit, name] = NAMES.find(([size]) => ms >= size && ms % size === 0) ?? [0, '']
  if (unit === 0) return formatDuration(ms)
  const count = ms / unit
  return `${count} ${name}${count === 1 ? '' : 's'}`
}

/** To the minute, or below that to the second: `2 h 5 min`. */
export const roughDuration = (ms: number): string =>
  formatDuration(ms < 60_000 ? ms : Math.round(ms / 60_000) * 60_000)
