import type { AuditEvent } from '../domain/portal-facts.ts'
import type { Log } from '../use-cases/ports.ts'
import { type ReadPage, type Span, unusable } from './trail-page.ts'

/** Several sizes: a database may order rows of one second by the size of the page, and then in the same way every time. */
const PAGE_SIZES = [100, 71, 93, 64, 87, 58]
/**
 * With rows in random order, one reading misses a given row in a third of all cases. After this many readings without a
 * new row, nothing is missing: some rows were listed twice.
 */
const IN_VAIN = 12
/** Rows by which pages overlap, since rows may change places between two pages. */
const LAP = 10

/**
 * Reads the events of one second that has more than a page of them. They come in no certain order, so the second is
 * read until as many events are known as there are rows. `known`: those of an earlier reading, so that a second of which
 * nothing is missing is read once and not many times, at each reading that goes back so far.
 */
export const readCrowdedSecond = async (
  readPage: ReadPage,
  second: Span,
  {
    known,
    label,
    mostPages,
    log,
  }: {
    known: readonly AuditEvent[]
    label: string
    mostPages: number
    log: Pick<Log, 'warn'> | undefined
  },
): Promise<{ events: AuditEvent[]; unread: number }> => {
  const events = new Map(known.map((event) => [event.id, event]))

  /** Reads the second once, to its last row. Gives how many rows there are, and how many of them cannot be read. */
  const pass = async (size: number): Promise<{ rows: number; unread: number }> => {
    let unread = 0
    for (let page = 0; page < mostPages; page += 1) {
      const start = page * (size - LAP)
      const found = await readPage(second, start, size)
      for (const event of found.events) events.set(event.id, event)
      unread += found.rows - found.events.length
      if (found.rows < size) return { rows: start + found.rows, unread }
    }
    throw unusable(label, 'one second has no end of events')
  }

  let inVain = 0
  for (let turn = 0; ; turn += 1) {
    const before = events.size
    const { rows, unread } = await pass(PAGE_SIZES[turn % PAGE_SIZES.length] ?? 100)
    const missing = rows - unread - events.size
    inVain = events.size === before ? inVain + 1 : 0
    if (missing > 0 && inVain < IN_VAIN) continue
    if (missing > 0) log?.warn({ missing, read: events.size }, 'audit events kept changing places')
    return { events: [...events.values()], unread }
  }
}
