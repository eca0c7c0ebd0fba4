import type { RecordedLine } from '../../domain/record-line.ts'
import type { RecordBook } from '../record-ports.ts'

const AT_A_TIME = 1_000

/** The lines of a workspace since that moment, oldest first, some at a time. */
export async function* recordPages(
  record: Pick<RecordBook, 'read'>,
  team: string,
  since: number,
): AsyncGenerator<RecordedLine[]> {
  let after = since > 0 ? `${Math.ceil(since) - 1}-18446744073709551615` : null
  for (;;) {
    const lines = await record.read(team, after, AT_A_TIME)
    if (lines.length > 0) yield lines
    const last = lines.at(-1)
    if (last === undefined || lines.length < AT_A_TIME) return
    after = last.id
  }
}
