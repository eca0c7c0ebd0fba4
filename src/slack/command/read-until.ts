import { COMMAND_WORDS as WORDS, youTyped } from '../views/command-words.ts'
import { PASSED } from '../views/field-words.ts'
import { localDay, momentsAt, zoneOf } from './local-time.ts'
import { notUnderstood } from './not-understood.ts'
import { visible } from './slack-text.ts'
import { isKeyword, type TermPlace, type TermRead } from './term.ts'
import { END_OF_DAY, eitherDay, readDays, readTimeOfDay } from './wall-clock.ts'
import { type Word, wordAt } from './word.ts'

/** `until 2026-12-31`, `until 2026-12-31 17:00`, `until friday at 5pm`, `until 17:00`. */
export const readUntil = ({ line, from, keyword, now, timeZone, subject }: TermPlace): TermRead => {
  const refuse = (quoted: string, problem: string) =>
    notUnderstood(quoted, problem, `${subject} until friday 5pm`)
  const first = wordAt(line, from)
  if (first === null || isKeyword(first.key)) return refuse(keyword, WORDS.noDate)
  const zone = zoneOf(timeZone)
  const today = localDay(now, zone)

  const [dayText = '', joinedTime] = first.key.split(/(?<=^\d{4}-\d{2}-\d{2})t/)
  const days = readDays(dayText, today)
  if (days === null && /^\d{4}-\d{2}-\d{2}$/.test(dayText)) {
    return refuse(first.text, WORDS.noSuchDay)
  }
  const time =
    joinedTime === undefined
      ? readTime(line, days === null ? from : first.end)
      : { ofDay: readTimeOfDay(joinedTime), end: first.end, text: first.text }
  if (time !== null && time.ofDay === null && (days !== null || first.key === 'at')) {
    return refuse(time.text, WORDS.time)
  }
  if (days === null && (time === null || time.ofDay === null)) {
    return refuse(first.text, WORDS.date)
  }

  const end = time?.end ?? first.end
  const at = firstAfter(now, days ?? eitherDay(today), time?.ofDay ?? null, (wall) => momentsAt(wall, zone))
  return at === null
    ? refuse(visible(line.slice(first.start, end)), youTyped(PASSED))
    : { ok: true, terms: { end: { kind: 'until', at } }, end }
}

interface TimeRead {
  /** Null: there should be a time here, but this is none. */
  ofDay: number | null
  end: number
  text: string
}

/** A time of day at a position, with or without `at`; null when something else stands there. */
const readTime = (line: string, from: number): TimeRead | null => {
  const first = wordAt(line, from)
  if (first === null) return null
  if (first.key !== 'at') return /^\d/.test(first.key) ? timeOf(line, first) : null
  const second = wordAt(line, first.end)
  return second === null || isKeyword(second.key)
    ? { ofDay: null, end: first.end, text: first.text }
    : timeOf(line, second)
}

const timeOf = (line: string, word: Word): TimeRead => {
  const next = wordAt(line, word.end)
  // `5 pm`
  if (next && /^[ap]m$/.test(next.key) && !/[ap]m$/.test(word.key)) {
    const text = `${word.text} ${next.text}`
    return { ofDay: readTimeOfDay(`${word.key} ${next.key}`), end: next.end, text }
  }
  return { ofDay: readTimeOfDay(word.key), end: word.end, text: word.text }
}

/**
 * The first such moment after now. Where the clocks show a time twice, the first of the two; but the end of a day is
 * the last.
 */
const firstAfter = (
  now: number,
  days: number[],
  ofDay: number | null,
  moments: (wall: number) => number[],
): number | null => {
  for (const day of days) {
    const candidates = ofDay === null ? moments(day + END_OF_DAY).reverse() : moments(day + ofDay)
    const at = candidates.find((moment) => moment > now)
    if (at !== undefined) return at
  }
  return null
}
