// What a flood of ends does to the portal, which has the limits of the cloud, and to a link that is used up meanwhile. Everything
// on this machine: npm run bench:ends -- 1800; with a second number it stops after so many minutes; with "people" at the end one
// member searches and asks for links all the while, as fast as the program answers.
import { setTimeout as wait } from 'node:timers/promises'
import { CLOUD_RATE_LIMITS } from '../sandbox/portal/state.ts'
import { aShare } from '../test/support/builders.ts'
import { keepLinks } from './keep-links.ts'
import { floodOfOneMember } from './people-flood.ts'
import { openBench } from './stage.ts'
import { seconds, watchFlood } from './watch-flood.ts'

const ENDS = Number(process.argv[2] ?? 1_800)
const MINUTES = Number(process.argv[3] ?? 60)
const INTERVAL_S = 10
/** How long the portal takes for a write, so that several are under way at a time. */
const WRITE_MS = 150
/** Until the links end: time to store them and to start. */
const LEAD_MS = 20_000 + 5 * ENDS

const bench = await openBench({
  portal: { settings: { rateLimits: CLOUD_RATE_LIMITS } },
  settings: { AUDIT_INTERVAL: `${INTERVAL_S}s`, MAX_LIVE_LINKS: 'none' },
})
bench.portal.fault({ method: 'PUT', times: 'always', action: { kind: 'slow', ms: WRITE_MS } })
const endAt = Date.now() + LEAD_MS
const links = await keepLinks(bench, ENDS, () => ({ terms: { ...aShare().terms, expiresAt: endAt } }))
const bot = await bench.startBot()

try {
  console.log(
    `${ENDS} links end in one second; AUDIT_INTERVAL=${INTERVAL_S}s; each write takes ${WRITE_MS} ms`,
  )
  await wait(Math.max(0, endAt - Date.now()))
  const watched = await watchFlood(bench, bot.usage)
  if (process.argv[4] === 'people') {
    const begunAt = performance.now()
    void floodOfOneMember(bench).then(() => {
      console.log(`676 searches and 600 commands answered after ${seconds(performance.now() - begunAt)}`)
    })
  }
  const untilAt = performance.now() + MINUTES * 60_000
  while (links.left() > 0 && performance.now() < untilAt) await wait(500)
  await watched.report(ENDS - links.left())
} finally {
  await bot.close()
  await bench.close()
}
process.exit(0)
