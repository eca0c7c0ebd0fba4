import { DateTime } from 'luxon'
import type { Line, Piece } from './rich.ts'

interface LogWords<T> {
  /** Of whoever reads: by it a day begins. */
  timeZone: string
  /** What happened, after its time. */
  item: (entry: T) => readonly Piece[]
  /** The part of the log that it belongs to, where there are several. */
  part?: (entry: T) => string
}

const dayOf = (at: number, zone: string): string | null => DateTime.fromMillis(at, { zone }).toISODate()

/** For each entry of a log the lines that it adds: the name of its part and its day, each once, and what happened. */
export const logRows = <T extends { at: number }>(
  entries: readonly T[],
  { timeZone, item, part = () => '' }: LogWords<T>,
): Line[][] =>
  entries.map((entry, index) => {
    const before = entries[index - 1]
    const isNewPart = before === undefined || part(before) !== part(entry)
    const isNewDay = isNewPart || dayOf(before.at, timeZone) !== dayOf(entry.at, timeZone)
    return [
      ...(isNewPart && part(entry) !== '' ? [[{ bold: part(entry) }]] : []),
      ...(isNewDay ? [[{ day: entry.at }]] : []),
      { item: [{ time: entry.at }, ...item(entry)] },
    ]
  })
