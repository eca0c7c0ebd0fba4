import { createQueues } from './jobs/queues.ts'
import { onRecords, say } from './records.ts'
import { countKeys, putBack, wipe } from './store/backup.ts'
import { readBackup } from './store/backup-file.ts'
import { createStore } from './store/store.ts'
import { createUrlSeal } from './store/url-seal.ts'
import { linkVault } from './vaults.ts'

// npm run restore -- FILE [--replace]: puts the records of such a file back.
await onRecords(async ({ config, redis, isInUse }) => {
  const [path, ...flags] = process.argv.slice(2)
  const isToReplace = flags.includes('--replace')
  if (path === undefined) throw new Error('Name the file: npm run restore -- FILE')
  if (isInUse) throw new Error('Sharelink is running on these records. Stop it first.')
  // The whole file is read before anything is changed.
  for await (const _ of readBackup(path));
  const { redisPrefix: namespace, warnBeforeMs } = config
  const there = await countKeys(redis, namespace)
  if (there > 0 && !isToReplace) {
    throw new Error(
      `There are records already (${there} keys). To put the backup in their place, add --replace.`,
    )
  }
  await wipe(redis, namespace)
  const links = linkVault(config)
  const { shares, lifeSign } = createStore(redis, namespace, links)
  const queues = createQueues(redis, namespace, Date.now, warnBeforeMs, () => {}, createUrlSeal(links))
  let restored = 0
  for await (const { at, row } of readBackup(path)) {
    const ref = await putBack(redis, namespace, row, Date.now() - at)
    if (ref === null) continue
    restored += 1
    // What is to be done now is found by the app.
    const share = await shares.index(ref)
    if (share?.state === 'active') await Promise.all([queues.end(share), queues.warn(share)])
  }
  await lifeSign.putBack()
  await queues.close()
  say(`Shares put back: ${restored}. At its next start Sharelink finds what happened since the backup.`)
})
