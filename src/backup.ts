import { onRecords, say } from './records.ts'
import { backupRows } from './store/backup.ts'
import { writeBackup } from './store/backup-file.ts'

// npm run backup [-- FILE]: all records as one file.
await onRecords(async ({ config, redis }) => {
  const now = new Date()
  const path = process.argv[2] ?? `sharelink-${now.toISOString().replace(/[:.]/g, '-')}.backup`
  const rows = await writeBackup(path, backupRows(redis, config.redisPrefix), now.getTime())
  say(`${rows} records are in ${path}. Keep ENCRYPTION_KEY with it: without it, passwords cannot be read.`)
})
