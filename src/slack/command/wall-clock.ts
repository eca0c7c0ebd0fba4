const DAY = 86_400_000

/** The last second of a day. */
export const END_OF_DAY = DAY - 1_000

/** `17:00`, `5pm`, `5:30 pm` in ms after midnight; null when it is no time of day. */
export const readTimeOfDay = (text: string): number | null => {
  const match = /^(\d{1,2})(?::([0-5]\d))?\s?(am|pm)?$/i.exec(text)
  if (!match) return null
  const [, hours = '', minutes, half] = match
  const hour = Number(hours)
  // A bare number could be a day or an hour.
  if (half === undefined && minutes === undefined) return null
  if (half === undefined ? hour > 23 : hour < 1 || hour > 12) return null
  const ofDay = half === undefined ? hour : (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)
  return (ofDay * 60 + Number(minutes ?? 0)) * 60_000
}

/** `2026-12-31`: midnight of that day as if in UTC; null when the calendar has no such day. */
const readDate = (text: string): number | null => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null
  const at = Date.parse(`${text}T00:00:00Z`)
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text ? null : at
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

/** 0 (Sunday) to 6, from a full name or its first three letters, in lower case; null when it is neither. */
const readWeekday = (text: string): number | null => {
  const index = WEEKDAYS.findIndex((name) => text === name || text === name.slice(0, 3))
  return index < 0 ? null : index
}

/** The days (midnight as if in UTC) that a word may mean, soonest first; null when it names no day. */
export const readDays = (text: string, today: number): number[] | null => {
  const date = readDate(text)
  if (date !== null) return [date]
  if (text === 'today') return [today]
  if (text === 'tomorrow') return [today + DAY]
  const weekday = readWeekday(text)
  if (weekday === null) return null
  const next = today + ((weekday - new Date(today).getUTCDay() + 7) % 7) * DAY
  return [next, next + 7 * DAY]
}

/** What a time without a day may mean. */
export const eitherDay = (today: number): number[] => [today, today + DAY]
