import { afterEach, beforeEach, expect, it } from 'vitest'
import { createMetrics } from '../../../src/http/metrics.ts'
import { startServer } from '../../../src/http/server.ts'
import type { Measures } from '../../../src/use-cases/upkeep/measure.ts'
import { NOW } from '../../support/builders.ts'
import { sendRaw } from '../../support/raw-request.ts'

const QUIET: Measures = {
  bound: null,
  sweepAgeMs: null,
  blind: null,
  skewMs: 0,
  shares: { live: 0, nearLimit: 0, suspended: 0, unfinished: 0 },
  queues: [],
  canarySucceededAt: null,
}
const BUSY: Measures = {
  bound: { count: 14, p50: 3_000, p95: 9_000, max: 12_500 },
  sweepAgeMs: 4_200,
  blind: 'rights',
  skewMs: -1_500,
  shares: { live: 7, nearLimit: 2, suspended: 3, unfinished: 1 },
  queues: [
    { queue: 'end', state: 'waiting', jobs: 5 },
    { queue: 'tell', state: 'failed', jobs: 1 },
  ],
  canarySucceededAt: NOW,
}

let measures: Measures | Error
let metrics: ReturnType<typeof createMetrics>
let server: Awaited<ReturnType<typeof startServer>>
const open = async () => {
  metrics = createMetrics(async () => {
    if (measures instanceof Error) throw measures
    return measures
  })
  return startServer({ 'GET /metrics': metrics.handler }, { host: '127.0.0.1', port: 0 })
}
beforeEach(async () => {
  measures = QUIET
  server = await open()
})
afterEach(() => server.close())

const scrape = async () => sendRaw(`http://127.0.0.1:${server.port}/metrics`)
/** The lines of our own, without HELP and TYPE. */
const ours = async () => (await scrape()).text.split('\n').filter((line) => line.startsWith('sharelink_'))

it('says what is measured, in seconds', async () => {
  measures = BUSY
  expect(await ours()).toEqual([
    'sharelink_bound_seconds{quantile="0.5"} 3',
    'sharelink_bound_seconds{quantile="0.95"} 9',
    'sharelink_bound_seconds{quantile="1"} 12.5',
    'sharelink_bound_count 14',
    'sharelink_sweep_age_seconds 4.2',
    'sharelink_audit_blind{cause="plan"} 0',
    'sharelink_audit_blind{cause="rights"} 1',
    'sharelink_audit_blind{cause="key"} 0',
    'sharelink_audit_blind{cause="outage"} 0',
    'sharelink_portal_clock_skew_seconds -1.5',
    'sharelink_live_shares 7',
    'sharelink_near_limit_shares 2',
    'sharelink_unfinished_shares 1',
    'sharelink_suspended_shares 3',
    'sharelink_queue_jobs{queue="end",state="waiting"} 5',
    'sharelink_queue_jobs{queue="tell",state="failed"} 1',
    `sharelink_canary_last_success_timestamp_seconds ${NOW / 1_000}`,
  ])
})

it('forgets what is no longer so, and says nothing where there is nothing', async () => {
  measures = BUSY
  await scrape()
  measures = QUIET
  const lines = await ours()
  expect(lines.filter((line) => !line.endsWith(' 0'))).toEqual([])
  expect(lines.join('\n')).not.toMatch(/bound_seconds|sweep_age|canary|queue_jobs|cause="rights"\} 1/)
})

it('explains each, and tells of the process too', async () => {
  const { text, headers } = await scrape()
  expect(headers['content-type']).toContain('text/plain')
  for (const [, name] of text.matchAll(/^# TYPE (sharelink_\w+)/gm)) expect(text).toContain(`# HELP ${name} `)
  expect(text.match(/^# TYPE sharelink_/gm)).toHaveLength(13)
  expect(text).toContain('process_cpu_seconds_total')
})

it('counts webhooks by what became of them; each app for itself', async () => {
  const first = metrics
  const firstServer = server
  server = await open()
  first.webhookSeen('taken')
  first.webhookSeen('taken')
  first.webhookSeen('unsigned')
  expect(await ours()).not.toContainEqual(expect.stringContaining('webhooks_total'))
  await server.close()
  server = firstServer
  expect((await ours()).filter((line) => line.includes('webhooks'))).toEqual([
    'sharelink_webhooks_total{outcome="taken"} 2',
    'sharelink_webhooks_total{outcome="unsigned"} 1',
  ])
})

it('tells of the socket to Slack where there is one', async () => {
  expect((await ours()).join()).not.toContain('slack_socket')
  let state = { connected: true, opened: 1 }
  metrics.showSocket(() => state)
  const sockets = async () => (await ours()).filter((line) => line.includes('slack_socket'))
  expect(await sockets()).toEqual([
    'sharelink_slack_socket_connected 1',
    'sharelink_slack_socket_connections_total 1',
  ])
  state = { connected: false, opened: 4 }
  expect(await sockets()).toEqual([
    'sharelink_slack_socket_connected 0',
    'sharelink_slack_socket_connections_total 4',
  ])
})

it('is 503, without a word, while Redis is away', async () => {
  measures = new Error('Connection is closed.')
  expect(await scrape()).toMatchObject({ status: 503, text: '' })
  measures = QUIET
  expect((await scrape()).status).toBe(200)
})

it('says what became of claims, where people come', async () => {
  expect((await scrape()).text).not.toContain('claims')
  const seen = metrics.showClaims()
  for (const note of [seen.claimed, seen.claimed, seen.givenBack]) note()
  expect((await ours()).filter((line) => line.includes('claims'))).toEqual([
    'sharelink_claims_total 2',
    'sharelink_claims_given_back_total 1',
  ])
})

it('says what the gate did, where there is one', async () => {
  expect((await scrape()).text).not.toContain('gate')
  const seen = metrics.showGate()
  seen.refused('used-up')
  seen.sent(1_000)
  seen.streams(2)
  expect((await ours()).filter((line) => line.includes('gate'))).toEqual([
    'sharelink_gate_refused_total{reason="used-up"} 1',
    'sharelink_gate_bytes_total 1000',
    'sharelink_gate_streams 2',
  ])
})
