// What a flood of ends does to the portal, which has the limits of the cloud, and to a link that is used up meanwhile. Everything on
// this machine: npm run bench:ends -- 1800
import { setTimeout as wait } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { FILES } from '../sandbox/portal/seed-ids.ts'
import { CLOUD_RATE_LIMITS } from '../sandbox/portal/state.ts'
import { createKeys } from '../src/store/keys.ts'
import { createStore } from '../src/store/store.ts'
import { aShare, HOUR } from '../test/support/builders.ts'
import { upToDate } from '../test/support/kept-shares.ts'
import { addressOf } from '../test/support/message.ts'
import { download } from '../test/support/visitors.ts'
import { openBench } from './stage.ts'

const ENDS = Number(process.argv[2] ?? 1_800)
const INTERVAL_S = 10
/** How long the portal takes for a write, so that several are under way at a time. */
const WRITE_MS = 150
/** Until the links end: time to store them and to start. */
const LEAD_MS = 20_000 + 10 * ENDS

const bench = await openBench({
  portal: { settings: { rateLimits: CLOUD_RATE_LIMITS } },
  settings: { AUDIT_INTERVAL: `${INTERVAL_S}s`, MAX_LIVE_LINKS: 'none' },
})
const { portal, slack, namespace } = bench
portal.fault({ method: 'PUT', times: 'always', action: { kind: 'slow', ms: WRITE_MS } })
const connection = new Redis({ path: bench.path })
const { shares, cursor } = createStore(connection, namespace)

const endAt = Date.now() + LEAD_MS
const files = Array.from({ length: Math.ceil(ENDS / 6) }, (_, n) =>
  portal.addFile({ title: `File ${n}.docx` }),
)
const idOf = (index: number): string =>
  `E${[...String(index).padStart(5, '0')].map((digit) => 'ABCDEFGHJK'[Number(digit)]).join('')}`
for (let index = 0; index < ENDS; index += 1) {
  const share = upToDate(
    aShare({
      team: slack.teamId,
      id: idOf(index),
      linkId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      file: { id: files[Math.floor(index / 6)]?.id ?? '', title: 'File.docx' },
      creator: { id: slack.user('alice').id, name: 'alice' },
      channel: { id: slack.channel('#design').id, name: 'design' },
      message: null,
      createdAt: Date.now() - HOUR,
      bornAt: Date.now() - HOUR,
      terms: { expiresAt: endAt },
    }),
  )
  portal.addLink(share.file.id, { id: share.linkId, expirationDate: new Date(endAt).toISOString() })
  await shares.create(share)
}
const bot = await bench.startBot()

let mostWrites = 0
let oldestReading = 0
let isOver = false
const writing = createKeys(namespace).portalWrites()
const watch = async (): Promise<void> => {
  while (!isOver) {
    mostWrites = Math.max(mostWrites, await connection.zcard(writing))
    const { sweptAt } = await cursor.read()
    if (Date.now() > endAt && sweptAt !== null) oldestReading = Math.max(oldestReading, Date.now() - sweptAt)
    await wait(20)
  }
}

/** Ms from the download that used a link up to the portal having no such link. */
const usedUpToDead = async (): Promise<number> => {
  const seen = new Set(slack.history('#general').map(({ ts }) => ts))
  await slack.person('bob').command(`/sharelink ${FILES.report} max 1`, { in: '#general' })
  const posted = await slack.waitFor(
    (s) => s.history('#general').find((m) => !seen.has(m.ts) && addressOf(m) !== undefined),
    { timeoutMs: 300_000 },
  )
  const links = () => portal.links(FILES.report).length
  const before = links()
  const at = performance.now()
  await download(addressOf(posted) ?? '', 'Firefox')
  while (links() >= before) await wait(20)
  return performance.now() - at
}

try {
  console.log(
    `${ENDS} links end in one second; AUDIT_INTERVAL=${INTERVAL_S}s; each write takes ${WRITE_MS} ms`,
  )
  await wait(Math.max(0, endAt - Date.now()))
  const heapBefore = process.memoryUsage().rss
  const watching = watch()
  const begunAt = performance.now()
  const left = () => files.reduce((sum, { id }) => sum + portal.links(id).length, 0)
  const took: number[] = []
  const using = (async () => {
    while (!isOver) {
      took.push(await usedUpToDead())
      await wait(5_000)
    }
  })()
  const half = ENDS / 2
  let halfAt: number | null = null
  while (left() > 0) {
    if (halfAt === null && left() <= half) halfAt = performance.now() - begunAt
    await wait(500)
  }
  const allAt = performance.now() - begunAt
  isOver = true
  await Promise.all([watching, using])
  const seconds = (ms: number | null) => `${((ms ?? 0) / 1_000).toFixed(1)} s`
  console.log(`removed: half after ${seconds(halfAt)}, all after ${seconds(allAt)}`)
  console.log(`refused with 429: ${portal.requests().filter(({ status }) => status === 429).length}`)
  console.log(`most writes at a time: ${mostWrites}`)
  console.log(`oldest reading of the trail: ${seconds(oldestReading)}`)
  console.log(`links used up meanwhile: ${took.length}, the slowest dead after ${seconds(Math.max(...took))}`)
  const grown = (process.memoryUsage().rss - heapBefore) / 1024 / 1024
  console.log(`memory, with the stand-ins in the same process: ${Math.round(grown)} MB more`)
} finally {
  await bot.close()
  connection.disconnect()
  await bench.close()
}
process.exit(0)
