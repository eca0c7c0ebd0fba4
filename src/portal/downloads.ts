import { PortalError } from '../domain/portal-error.ts'
import type { AuditEvent } from '../domain/portal-facts.ts'
import type { Log } from '../use-cases/ports.ts'
import { readAs } from './answer.ts'
import { type AuditRow, auditPage, auditRow } from './audit-schema.ts'
import type { Client } from './client.ts'
import type { PortalLimits } from './limits.ts'

const LABEL = 'GET audit events'
/**
 * Pages of 100; of other sizes when that pass came out short, because a database that breaks ties by the
 * size of the page does so in the same way every time.
 */
const PAGE_SIZES = [100, 71, 93, 64, 87, 58]
/** Pages lap over: rows of one second may change places between them (contract 3). */
const OVERLAP = 10
const DOWNLOAD = 12
/** So many rows, and none of them readable, is not a bad row but another format. */
const NO_ACCIDENT = 5

/**
 * Download events of the whole portal since `fromAt`, read to the last page. Throws `plan` when the answer
 * shows that the portal ignores the filters (contract 3), `bad-response` when there is no end of pages.
 */
export const readDownloads =
  (client: Client, limits: PortalLimits, log: Pick<Log, 'warn'> | undefined) =>
  async (fromAt: number): Promise<AuditEvent[]> => {
    // The portal keeps whole seconds: half past would lose the events of the second it falls into.
    const from = Math.floor(fromAt / 1000) * 1000
    const events = new Map<number, AuditEvent>()
    let unread = 0
    let missing = 0
    for (const size of PAGE_SIZES) {
      const pass = await readPass(client, limits.auditPages, from, size, events)
      unread = pass.unread
      missing = pass.rows - unread - events.size
      if (pass.pages === 1 || missing <= 0) break
    }
    if (unread > 0) log?.warn({ unread, read: events.size }, 'audit events of another shape skipped')
    if (missing > 0) log?.warn({ missing, read: events.size }, 'audit events kept changing places')
    return [...events.values()]
  }

/** Reads to the end once and adds to `events`. `rows`: how many there are, by the place of the last one. */
const readPass = async (
  client: Client,
  mostPages: number,
  from: number,
  size: number,
  events: Map<number, AuditEvent>,
): Promise<{ pages: number; rows: number; unread: number }> => {
  let unread = 0
  for (let page = 0; page < mostPages; page++) {
    const start = page * (size - OVERLAP)
    const rows = await readPage(client, from, start, size)
    const read = rows.map((row) => auditRow.safeParse(row)).flatMap(({ data }) => data ?? [])
    if (read.length === 0 && rows.length >= NO_ACCIDENT) throw unusable('no row has the shape expected')
    for (const row of read) {
      assertAsked(row, from)
      events.set(row.event.id, row.event)
    }
    unread += rows.length - read.length
    if (rows.length < size) return { pages: page + 1, rows: start + rows.length, unread }
  }
  throw unusable(`more than ${mostPages} pages`)
}

const readPage = async (client: Client, from: number, start: number, size: number): Promise<unknown[]> => {
  const query = new URLSearchParams({
    actionType: 'Download',
    from: new Date(from).toISOString(),
    count: String(size),
    startIndex: String(start),
  })
  const path = `/api/2.0/security/audit/events/filter?${query}`
  return readAs(auditPage, await client.read({ label: LABEL, method: 'GET', path, as: 'auditor' }), LABEL)
}

/** A plan without the audit feature answers the newest events of any kind (contract 3). */
const assertAsked = ({ event, actionType }: AuditRow, from: number): void => {
  if (event.at >= from - 1000 && (actionType === null || actionType === DOWNLOAD)) return
  const message = `${LABEL}: the portal ignores the filters, as it does on plans without the audit feature`
  throw new PortalError('plan', message, { status: 200 })
}

const unusable = (what: string): PortalError =>
  new PortalError('bad-response', `${LABEL}: ${what}`, { status: 200 })
