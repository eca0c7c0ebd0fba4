import type { Outcome } from '../../domain/answer.ts'
import type { RecordedLine } from '../../domain/record-line.ts'
import type { Directory, Now } from '../ports.ts'
import type { RecordBook } from '../record-ports.ts'
import { isAdmin } from '../rights/is-admin.ts'
import { recordPages } from './record-pages.ts'

const DAY_MS = 24 * 60 * 60_000

export interface ExportDeps {
  record: RecordBook
  directory: Pick<Directory, 'person'>
  adminUsers: readonly string[]
  /** A table as a file: its first row, and rows of lines. */
  table: { head: () => string; rows: (team: string, lines: readonly RecordedLine[]) => string }
  /** Gives a person a file in a direct message. Throws `SlackError`. */
  sendFile: (team: string, userId: string, file: { name: string; text: string }) => Promise<void>
  now: Now
}

/**
 * Gives an admin the record of the last days as a file, in a direct message; null: of all the time that it is kept. Its own line
 * comes first, so that nobody reads it without one.
 */
export const exportRecord = (deps: ExportDeps) => {
  const mayRead = isAdmin(deps)
  return async (
    { team, userId, reference }: { team: string; userId: string; reference: string },
    days: number | null,
  ): Promise<Outcome> => {
    if (!(await mayRead(team, userId)))
      return { ok: false, refusal: { reason: 'admins-only', to: 'read-record' } }
    const { record, table, now } = deps
    const result = days === null ? 'csv of all days' : `csv of ${days} days`
    await record.write(team, reference, { kind: 'exported', actor: userId, result })
    const since = days === null ? 0 : now() - days * DAY_MS
    let count = 0
    let text = table.head()
    for await (const lines of recordPages(record, team, since)) {
      count += lines.length
      text += table.rows(team, lines)
    }
    const name = `sharelink-record-${new Date(now()).toISOString().slice(0, 10)}.csv`
    await deps.sendFile(team, userId, { name, text })
    return { ok: true, answer: { kind: 'record-sent', lines: count, days } }
  }
}
