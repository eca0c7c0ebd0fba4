import { PortalError } from '../domain/portal-error.ts'
import type { AuditEvent } from '../domain/portal-facts.ts'
import { readAs } from './answer.ts'
import { type AuditRow, auditPage, auditRow } from './audit-schema.ts'
import type { Client } from './client.ts'
import { proveFilters } from './probe-audit.ts'

/** What a reading of the trail is of. */
export interface Asked {
  /** Names it in errors and logs; fixed text. */
  label: string
  /** Parameters that tell the events apart (contract 3). */
  filter: Readonly<Record<string, string>>
  /** Whether a row is one of those: any other shows that the portal does not heed its filters. */
  isAsked(row: AuditRow): boolean
}

/** Times by the portal's clock, both inclusive; null: no end. */
export interface Span {
  from: number
  to: number | null
}

export interface TrailPage {
  /** How many came, those that could not be read included. */
  rows: number
  events: AuditEvent[]
}

/** The trail, the newest first, `size` rows from the one at `start` on. */
export type ReadPage = (span: Span, start: number, size: number) => Promise<TrailPage>

/** So many rows, and none of them readable, is not a bad row but another format. */
const NO_ACCIDENT = 5
/** A plan without the audit feature answers so many events, the newest of any kind (contract 3). */
const ROWS_OF_A_LIE = 20
/** By so much a date may lie beside the span: the portal rounds to whole seconds (contract 3). */
const ROUNDING_MS = 1_000

/** For one reading. Throws `plan` when a page, or a trial where a page may be a lie, shows that filters are not heeded. */
export const pageReader = (client: Pick<Client, 'read'>, { label, filter, isAsked }: Asked): ReadPage => {
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
    const read = rows.flatMap((row) => auditRow.safeParse(row).data ?? [])
    if (read.length === 0 && rows.length >= NO_ACCIDENT)
      throw unusable(label, 'no row has the shape expected')
    for (const row of read) check(row, span)
    if (rows.length === ROWS_OF_A_LIE && !proven) {
      // They may all look right by chance, and those behind them would never be read.
      await proveFilters(client)
      proven = true
    }
    return { rows: rows.length, events: read.map(({ event }) => event) }
  }
}

export const unusable = (label: string, what: string): PortalError =>
  new PortalError('bad-response', `${label}: ${what}`, { status: 200 })
