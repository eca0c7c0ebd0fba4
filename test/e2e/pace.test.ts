import { randomUUID } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { startApp } from '../../src/app.ts'
import { realRuntime } from '../../src/app-parts.ts'
import { readConfig } from '../../src/config.ts'
import { createLog } from '../../src/log.ts'
import { addressOf } from '../support/message.ts'
import { sendRaw } from '../support/raw-request.ts'
import { setStage } from '../support/stage.ts'
import { download } from '../support/visitors.ts'
import { aWebhook, sendWebhook, WEBHOOK_SECRET } from '../support/webhook.ts'

const AUDIT = { path: '/api/2.0/security/audit/events/filter' }
const scrape = async (port: number) => (await sendRaw(`http://127.0.0.1:${port}/metrics`)).text

test('with one download left the trail is read more often than the schedule says', async () => {
  const { portal, slack, startBot } = await setStage({ AUDIT_INTERVAL: '5s' })
  await startBot()
  await slack.person('alice').command(`/sharelink ${FILES.report} max 1`, { in: '#general' })
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  // From its making on there is a reading a second. By the schedule alone these would take a minute.
  const readings = () => portal.requests(AUDIT).filter(({ query }) => query.actionType === 'Download').length
  const before = readings()
  await expect.poll(readings, { interval: 50 }).toBeGreaterThan(before + 12)
  await download(addressOf(posted) ?? '', 'Firefox one')
  await slack.waitFor((s) => s.message('#general', posted.ts)?.text.includes('1 of 1 download used'))
})

test('metrics tell what is there, and nothing of whom and what', async () => {
  const { portal, slack, startBot, env } = await setStage()
  const { port } = await startBot()
  await slack.person('alice').command(`/sharelink ${FILES.report} max 2`, { in: '#general' })
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  await expect.poll(() => scrape(port)).toContain('sharelink_live_shares 1')
  await download(addressOf(posted) ?? '', 'Firefox one')
  await expect.poll(() => scrape(port)).toContain('sharelink_near_limit_shares 1')
  await download(addressOf(posted) ?? '', 'Chrome two')
  await expect.poll(() => scrape(port)).toContain('sharelink_bound_count 1')
  const text = await scrape(port)
  for (const line of [
    'sharelink_live_shares 0',
    'sharelink_near_limit_shares 0',
    'sharelink_audit_blind{cause="outage"} 0',
    'sharelink_queue_jobs{queue="end",state="failed"} 0',
  ]) {
    expect(text).toContain(line)
  }
  expect(text).toMatch(/^sharelink_bound_seconds\{quantile="0\.95"\} \d/m)
  const ours = text.split('\n').filter((line) => line.startsWith('sharelink_'))
  const secrets = [FILES.report, portal.url, portal.adminKey, env.SLACK_BOT_TOKEN ?? '?', 'share=', 'alice']
  for (const secret of secrets) expect(ours.join('\n')).not.toContain(secret)
})

test('while Redis is away the portal is to send its webhook again, and metrics are 503', async () => {
  const { env } = await setStage()
  const read = readConfig({ ...env, DOCSPACE_WEBHOOK_SECRET: WEBHOOK_SECRET })
  if (!read.ok) throw new Error(JSON.stringify(read.faults))
  const world = { ...realRuntime(createLog('error', [], () => {})), namespace: `test-${randomUUID()}` }
  const bot = await startApp(read.config, { path: '/nonexistent/redis.sock' }, world)
  onTestFinished(() => bot.close())
  expect(await sendWebhook(bot.port, aWebhook(FILES.report))).toMatchObject({ status: 503, text: '' })
  expect(await sendRaw(`http://127.0.0.1:${bot.port}/metrics`)).toMatchObject({ status: 503, text: '' })
  expect((await sendRaw(`http://127.0.0.1:${bot.port}/healthz`)).status).toBe(200)
})
