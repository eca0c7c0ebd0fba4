import { stringify } from 'csv-stringify/sync'
import type { RecordedLine } from './domain/record-line.ts'

const COLUMNS = [
  'time',
  'act',
  'actor',
  'share',
  'file',
  'channel',
  'ends',
  'limit',
  'view only',
  'exact',
  'password',
  'result',
  'workspace',
  'id',
] as const

const momentOf = (at: number): string => new Date(at).toISOString()

const rowOf = (team: string, { kind, actor, share, file, channel, terms, result, at, id }: RecordedLine) => [
  momentOf(at),
  kind,
  actor,
  share,
  file,
  channel,
  terms === undefined ? undefined : momentOf(terms.expiresAt),
  terms === undefined ? undefined : (terms.limit ?? 'none'),
  terms === undefined ? undefined : String(terms.viewOnly),
  terms === undefined ? undefined : String(terms.exact),
  terms === undefined ? undefined : String(terms.password),
  result,
  team,
  id,
]

// A program that opens the file as a table must take no field for a formula (CWE-1236), so such a field begins with a quote.
const write = (rows: readonly (readonly unknown[])[]): string =>
  stringify(
    rows.map((row) => [...row]),
    { escape_formulas: true },
  )

/** The first row of a CSV file of the record. */
export const csvHead = (): string => write([COLUMNS])

/** Lines of the record as rows of a CSV file. */
export const csvRows = (team: string, lines: readonly RecordedLine[]): string =>
  write(lines.map((line) => rowOf(team, line)))
