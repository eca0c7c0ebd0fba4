import { factsOfPage } from '../domain/share-key.ts'
import { type AuditRow, auditRow, type RawRow } from './audit-schema.ts'
import { clip } from './clip.ts'

/** Twice what the portal keeps of an address (docs/portal.md, Who). The key stands near its beginning. */
const LONGEST_PAGE = 8_192

/** Rows that are remembered, with an address of 8 kB each some 16 MB; of usual ones 1 MB. */
const MOST_ROWS = 2_000

/** Makes up a value when it is first asked for. */
const once = <T>(make: () => T): (() => T) => {
  let made: { value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/** Most rows are of files that nobody shared. What takes long to read is read of those alone that somebody asks for. */
const rowOf = (raw: RawRow, markAddress: (ip: string) => string): AuditRow => {
  const { actionType, date, ip, page, ...rest } = raw
  const facts = once(() => factsOfPage(page === null ? null : clip(page, LONGEST_PAGE)))
  const mark = once(() => (ip === '' ? '' : markAddress(ip)))
  return {
    event: {
      ...rest,
      at: date,
      get ip() {
        return mark()
      },
      get page() {
        return facts()
      },
    },
    actionType,
  }
}

/**
 * Reads rows of the trail, and remembers them: each comes again in every reading until it is older than the overlap. Null: it has
 * another shape.
 */
export const createRowReader = (markAddress: (ip: string) => string = (ip) => ip) => {
  const known = new Map<unknown, { date: unknown; page: unknown; row: AuditRow }>()

  const keep = (raw: Record<string, unknown>, row: AuditRow): void => {
    known.delete(raw.id)
    known.set(raw.id, { date: raw.date, page: raw.page, row })
    for (const oldest of known.keys()) {
      if (known.size <= MOST_ROWS) return
      known.delete(oldest)
    }
  }

  return (raw: unknown): AuditRow | null => {
    if (typeof raw !== 'object' || raw === null) return null
    const members = raw as Record<string, unknown>
    const found = known.get(members.id)
    // Ids are unique, but for a portal whose database was put back.
    if (found !== undefined && found.date === members.date && found.page === members.page) return found.row
    const read = auditRow.safeParse(raw)
    if (!read.success) return null
    const row = rowOf(read.data, markAddress)
    keep(members, row)
    return row
  }
}

export type RowReader = ReturnType<typeof createRowReader>
