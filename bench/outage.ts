// What is found after a day's outage: links whose time is over, and downloads that nobody has read. Everything on this machine:
// npm run bench:outage -- 5000 20000; with a third number it stops after so many minutes.
import { setTimeout as wait } from 'node:timers/promises'
import { CLOUD_RATE_LIMITS } from '../sandbox/portal/state.ts'
import { createStore } from '../src/store/store.ts'
import { aShare, DAY } from '../test/support/builders.ts'
import { keepLinks } from './keep-links.ts'
import { openBench } from './stage.ts'
import { watchFlood } from './watch-flood.ts'

const ENDS = Number(process.argv[2] ?? 5_000)
const EVENTS = Number(process.argv[3] ?? 20_000)
const MINUTES = Number(process.argv[4] ?? 60)
const WRITE_MS = 150

const bench = await openBench({
  portal: { settings: { rateLimits: CLOUD_RATE_LIMITS } },
  settings: { AUDIT_INTERVAL: '10s', MAX_LIVE_LINKS: 'none' },
})
const { portal } = bench
const now = Date.now()
/** Their ends are spread over the day. */
const links = await keepLinks(bench, ENDS, (index) => ({
  createdAt: now - 2 * DAY,
  bornAt: now - 2 * DAY,
  terms: { ...aShare().terms, limit: null, expiresAt: now - Math.floor((index * DAY) / ENDS) },
}))
for (let index = 0; index < EVENTS; index += 1) {
  const share = links.kept[index % ENDS]
  if (share === undefined) continue
  const { linkId, file } = share
  const at = new Date(now - DAY + Math.floor((index * DAY) / EVENTS))
  const ip = `198.51.${index % 200}.${index % 250}`
  portal.emit({ target: file.id, page: portal.directLink(file.id, linkId), at, ip })
}
const { cursor } = createStore(bench.connection, bench.namespace)
await cursor.start(now - DAY)
await cursor.advance({ newestSeenAt: now - DAY, sweptAt: now - DAY, skewMs: 0 })
portal.fault({ method: 'PUT', times: 'always', action: { kind: 'slow', ms: WRITE_MS } })
const bot = await bench.startBot()

try {
  console.log(`after a day: ${ENDS} links whose time is over, ${EVENTS} downloads that were not read`)
  const watched = await watchFlood(bench, bot.usage)
  const begunAt = performance.now()
  const untilAt = begunAt + MINUTES * 60_000
  let isCaughtUp = false
  while (links.left() > 0 && performance.now() < untilAt) {
    const { sweptAt } = await cursor.read()
    if (!isCaughtUp && sweptAt !== null && sweptAt > now) {
      isCaughtUp = true
      console.log(`all downloads read after ${((performance.now() - begunAt) / 1_000).toFixed(1)} s`)
    }
    await wait(500)
  }
  await watched.report(ENDS - links.left())
} finally {
  await bot.close()
  await bench.close()
}
process.exit(0)
