import { PortalError } from '../domain/portal-error.ts'
import type { AuditEvent } from '../domain/portal-facts.ts'
import { type AuditRow, auditPage } from './audit-schema.ts'
import type { PortalClient } from './client.ts'
import { proveFilters } from './probe-trail.ts'
import { readAs } from './response.ts'
import type { RowReader } from './row-reader.ts'

/** What is asked of the trail. */
export interface TrailQuery {
  /** Names it in errors and logs; fixed text. */
  label: string
  /** The parameters that choose the events. */
  filter: Readonly<Record<string, string>>
  /** Whether a row is what was asked for. Any other row shows that the portal ignores its filters. */
  isAsked(row: AuditRow): boolean
}

/** Times by the portal's clock, both inclusive; null: no end. */
export interface Span {
  from: number
  to: number | null
}

export interface TrailPage {
  /** How many rows came, unreadable ones included. */
  rows: number
  events: AuditEvent[]
}

/** Reads `size` rows of the trail, newest first, from the one at `start` on. */
export type ReadPage = (span: Span, start: number, size: number) => Promise<TrailPage>

/** When so many rows come and none can be read, the portal's format must have changed. */
const NO_ACCIDENT = 5
/**
 * How many events a plan without the audit feature answers, the newest of any kind
 * (docs/portal.md, Reading the audit trail).
 */
const ROWS_OF_A_LIE = 20
/** How far a date may lie outside the span: the portal rounds to whole seconds. */
const ROUNDING_MS = 1_000

/**
 * Gives the pages of one reading. Throws `plan` when a page shows that filters are ignored, or may be such a page and a
 * question of its own shows it.
 */
export const pageReader = (
  client: Pick<PortalClient, 'read'>,
  { label, filter, isAsked }: TrailQuery,
  readRow: RowReader,
): ReadPage => {
  let proven = false

  const ask = async ({ from, to }: Span, start: number, size: number): Promise<unknown[]> => {
    const query = new URLSearchParams({
      ...filter,
      from: new Date(from).toISOString(),
      ...(to === null ? {} : { to: new Date(to).toISOString() }),
      count: String(size),
      startIndex: String(start),
    })
    const path = `/api/2.0/security/audit/events/filter?${query}`
    return readAs(auditPage, await client.read({ label, method: 'GET', path, as: 'auditor' }), label)
  }

  const check = (row: AuditRow, { from, to }: Span): void => {
    if (row.event.at < from - ROUNDING_MS || !isAsked(row)) {
      const message = `${label}: the portal ignores the filters, as it does on plans without the audit feature`
      throw new PortalError('plan', message, { status: 200 })
    }
    if (to !== null && row.event.at > to + ROUNDING_MS) throw unusable(label, 'newer events than asked for')
  }

  return async (span, start, size) => {
    const rows = await ask(span, start, size)
    const read = rows.flatMap((row) => readRow(row) ?? [])
    if (read.length === 0 && rows.length >= NO_ACCIDENT)
      throw unusable(label, 'no row has the shape expected')
    for (const row of read) check(row, span)
    if (rows.length === ROWS_OF_A_LIE && !proven) {
      // All rows of such a page may be right by chance. The rows after them would then never be read.
      await proveFilters(client)
      proven = true
    }
    return { rows: rows.length, events: read.map(({ event }) => event) }
  }
}

export const unusable = (label: string, what: string): PortalError =>
  new PortalError('bad-response', `${label}: ${what}`, { status: 200 })
