// How soon a link is dead after the download that reached its limit, with the portal's webhook and a reading of the trail
// only every minute; and what a flood of webhooks costs. Everything on this machine: npm run bench:webhook
import { createHmac } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { FILES } from '../sandbox/portal/seed-ids.ts'
import { boundStats } from '../src/domain/bound.ts'
import { addressOf } from '../test/support/message.ts'
import { download } from '../test/support/visitors.ts'
import { openBench } from './stage.ts'

const RUNS = 15
const FLOOD = 2_000
const SECRET = 'Webhook-Secret-1'
const LIMIT = 3

// All downloads come from one machine and one browser, and each should count.
const settings = { DOCSPACE_WEBHOOK_SECRET: SECRET, AUDIT_INTERVAL: '60s', BURST_WINDOW: '0s' }
const bench = await openBench({ settings })
const { portal, slack } = bench
const bot = await bench.startBot()
const uri = `http://127.0.0.1:${bot.port}/docspace/webhook`
await portal.addWebhook({ uri, secretKey: SECRET })

/** Ms from the answer to the download that reached the limit to the portal having no such link. */
const overrunToDead = async (pauseMs: number): Promise<number> => {
  const seen = new Set(slack.history('#general').map(({ ts }) => ts))
  await slack.person('alice').command(`/sharelink ${FILES.report} max ${LIMIT}`, { in: '#general' })
  const posted = await slack.waitFor((s) =>
    s.history('#general').find((m) => !seen.has(m.ts) && addressOf(m) !== undefined),
  )
  for (let n = 0; n < LIMIT; n += 1) {
    await wait(pauseMs)
    await download(addressOf(posted) ?? '', `Browser ${n}`)
  }
  const reachedAt = performance.now()
  while (portal.links(FILES.report).length > 0) await wait(2)
  return performance.now() - reachedAt
}

const measure = async (what: string, pauseMs: number): Promise<void> => {
  const took: number[] = []
  for (let run = 0; run < RUNS; run += 1) took.push(await overrunToDead(pauseMs))
  const stats = boundStats(took)
  const ms = (value = 0) => `${Math.round(value)} ms`
  console.log(`${what}: half ${ms(stats?.p50)}, 19 of 20 ${ms(stats?.p95)}, slowest ${ms(stats?.max)}`)
}

const flood = async (): Promise<void> => {
  const readings = () => portal.requests({ path: '/api/2.0/security/audit/events/filter' }).length
  const before = readings()
  const begunAt = performance.now()
  let left = FLOOD
  const send = async () => {
    while (left-- > 0) {
      const createOn = `${new Date().toISOString().slice(0, 19)}Z`
      const body = JSON.stringify({ event: { id: left, createOn }, payload: { id: Number(FILES.report) } })
      const signature = createHmac('sha256', SECRET).update(body).digest('hex').toUpperCase()
      const headers = { 'x-docspace-signature-256': `sha256=${signature}` }
      const { status } = await fetch(uri, { method: 'POST', headers, body })
      if (status !== 200) throw new Error(`a webhook got ${status}`)
    }
  }
  await Promise.all(Array.from({ length: 20 }, send))
  const seconds = (performance.now() - begunAt) / 1_000
  console.log(
    `${FLOOD} webhooks in ${seconds.toFixed(1)} s (${Math.round(FLOOD / seconds)} a second): ${readings() - before} requests for the trail`,
  )
}

try {
  console.log(`AUDIT_INTERVAL=60s, webhook on, ${RUNS} links each; from a reached limit to a dead link:`)
  await measure('downloads 1.5 s apart', 1_500)
  await measure('downloads at once', 0)
  await flood()
} finally {
  await bot.close()
  await bench.close()
}
process.exit(0)
