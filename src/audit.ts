import { randomUUID } from 'node:crypto'
import { csvHead, csvRows } from './record-csv.ts'
import { onRecords, readOptions } from './records.ts'
import { createStore } from './store/store.ts'
import { recordPages } from './use-cases/record/record-pages.ts'

const USAGE = 'npm run audit -- [--since 2026-11-01] [--format csv|jsonl]'

const readCall = () => {
  const { since, format = 'csv' } = readOptions(
    { since: { type: 'string' }, format: { type: 'string' } },
    USAGE,
  )
  const from = since === undefined ? 0 : Date.parse(since)
  if (Number.isNaN(from)) throw new Error(`--since takes a date, such as 2026-11-01. ${USAGE}`)
  if (format !== 'csv' && format !== 'jsonl') throw new Error(`--format is csv or jsonl. ${USAGE}`)
  return { from, format, since }
}

// npm run audit: the record of all workspaces, oldest first, on the standard output.
await onRecords(async ({ config, redis }) => {
  const { from, format, since } = readCall()
  const { shares, record } = createStore(redis, config.redisPrefix)
  const reference = randomUUID()
  const result = `${format} since ${since ?? 'the beginning'}`
  if (format === 'csv') process.stdout.write(csvHead())
  for (const team of (await shares.teams()).sort()) {
    await record.write(team, reference, { kind: 'exported', actor: 'operator', result })
    for await (const lines of recordPages(record, team, from)) {
      process.stdout.write(
        format === 'csv'
          ? csvRows(team, lines)
          : lines
              .map(({ at, ...line }) =>
                JSON.stringify({ time: new Date(at).toISOString(), workspace: team, ...line }),
              )
              .map((json) => `${json}\n`)
              .join(''),
      )
    }
  }
})
