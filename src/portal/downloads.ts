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
/** So many passes that bring nothing new show that what seems missing are the same rows, seen twice. */
const IN_VAIN = 3
/** Pages lap over: rows of one second may change places between them (contract 3). */
const OVERLAP = 10
const DOWNLOAD = 12
/** So many rows, and none of them readable, is not a bad row but another format. */
const NO_ACCIDENT = 5

interface Span {
  from: number
  /** Inclusive; null: no end. */
  to: number | null
}

/**
 * Download events of the whole portal since `fromAt`, read to the last page. After a long outage they may be
 * many: behind `limits.auditPages` pages the reading starts afresh, up to the oldest second seen by then.
 * Throws `plan` when the answer shows that the portal ignores the filters (contract 3), `bad-response` when
 * one second has no end of events.
 */
export const readDownloads =
  (client: Client, limits: PortalLimits, log: Pick<Log, 'warn'> | undefined) =>
  async (fromAt: number): Promise<AuditEvent[]> => {
    // The portal keeps whole seconds: half past would lose the events of the second it falls into.
    const span: Span = { from: Math.floor(fromAt / 1000) * 1000, to: null }
    const events = new Map<number, AuditEvent>()
    for (;;) {
      const part = await readSpan(client, limits.auditPages, span, log)
      for (const [id, event] of part.events) events.set(id, event)
      if (!part.cutOff) return [...events.values()]
      const oldest = [...part.events.values()].reduce(
        (least, { at }) => Math.min(least, at),
        Number.POSITIVE_INFINITY,
      )
      if (span.to !== null && oldest >= span.to) throw unusable('one second has no end of events')
      // What lies above is a span with an end: now it can be seen whether rows changed places in it.
      const above = await readSpan(client, limits.auditPages * 2, { from: oldest + 1000, to: span.to }, log)
      if (above.cutOff) throw unusable('the events of a span keep growing')
      for (const [id, event] of above.events) events.set(id, event)
      span.to = oldest
    }
  }

interface Pass {
  cutOff: boolean
  pages: number
  /** How many there are, by the place of the last one. */
  rows: number
  unread: number
}

/** Reads a span until nothing is missing; `cutOff`: only its newest events were read. */
const readSpan = async (
  client: Client,
  mostPages: number,
  span: Span,
  log: Pick<Log, 'warn'> | undefined,
): Promise<{ events: Map<number, AuditEvent>; cutOff: boolean }> => {
  const events = new Map<number, AuditEvent>()
  let unread = 0
  let missing = 0
  let inVain = 0
  for (const size of [...PAGE_SIZES, ...PAGE_SIZES]) {
    const before = events.size
    const pass = await readPass(client, mostPages, span, size, events)
    if (pass.cutOff) return { events, cutOff: true }
    unread = pass.unread
    missing = pass.rows - unread - events.size
    inVain = events.size === before ? inVain + 1 : 0
    if (pass.pages === 1 || missing <= 0 || inVain === IN_VAIN) break
  }
  if (unread > 0) log?.warn({ unread, read: events.size }, 'audit events of another shape skipped')
  if (missing > 0) log?.warn({ missing, read: events.size }, 'audit events kept changing places')
  return { events, cutOff: false }
}

/** Reads once from the newest to the last and adds to `events`. */
const readPass = async (
  client: Client,
  mostPages: number,
  span: Span,
  size: number,
  events: Map<number, AuditEvent>,
): Promise<Pass> => {
  let unread = 0
  for (let page = 0; page < mostPages; page++) {
    const start = page * (size - OVERLAP)
    const rows = await readPage(client, span, start, size)
    const read = rows.map((row) => auditRow.safeParse(row)).flatMap(({ data }) => data ?? [])
    if (read.length === 0 && rows.length >= NO_ACCIDENT) throw unusable('no row has the shape expected')
    for (const row of read) {
      assertAsked(row, span.from)
      events.set(row.event.id, row.event)
    }
    unread += rows.length - read.length
    if (rows.length < size) return { cutOff: false, pages: page + 1, rows: start + rows.length, unread }
  }
  return { cutOff: true, pages: mostPages, rows: 0, unread }
}

const readPage = async (
  client: Client,
  { from, to }: Span,
  start: number,
  size: number,
): Promise<unknown[]> => {
  const query = new URLSearchParams({
    actionType: 'Download',
    from: new Date(from).toISOString(),
    ...(to === null ? {} : { to: new Date(to).toISOString() }),
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
