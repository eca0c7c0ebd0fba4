import type { Parts, Runtime } from './app-parts.ts'
import type { Config } from './config.ts'
import { csvHead, csvRows } from './record-csv.ts'
import { createFileSender } from './slack/outgoing/send-file.ts'
import { exportRecord } from './use-cases/record/export-record.ts'

/** Gives admins the record as a file, in Slack. */
export const exportingRecord = (
  { adminUsers }: Config,
  { store, directory, clientFor }: Parts,
  { now }: Runtime,
) =>
  exportRecord({
    record: store.record,
    directory,
    adminUsers,
    table: { head: csvHead, rows: csvRows },
    sendFile: createFileSender(clientFor),
    now,
  })
