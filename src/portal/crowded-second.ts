import type { AuditEvent } from '../domain/portal-facts.ts'
import type { Log } from '../use-cases/ports.ts'
import { type ReadPage, type Span, unusable } from './trail-page.ts'

/** Of several sizes, because a database that breaks ties by the size of the page does so in the same way every time. */
const PAGE_SIZES = [100, 71, 93, 64, 87, 58]
/**
 * Where ties are broken by dice, one reading misses a given row in a third of cases; so many in a row that bring nothing
 * new show that what seems missing are the same rows, listed twice.
 */
const IN_VAIN = 12
/** Pages lap over: rows may change places between them (contract 3). */
const LAP = 10

/**
 * The events of one second that fill a page and more. They have no order to go by, so that the second is read until as many
 * are known as there are rows.
 */
export const readCrowdedSecond = async (
  readPage: ReadPage,
  second: Span,
  { label, mostPages, log }: { label: string; mostPages: number; log: Pick<Log, 'warn'> | undefined },
): Promise<{ events: AuditEvent[]; unread: number }> => {
  const events = new Map<number, AuditEvent>()

  /** Reads once to the last row; how many rows there are, and how many of them cannot be read. */
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
