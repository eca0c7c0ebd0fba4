import { describe, expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import type { SlackMessage } from '../../sandbox/slack/model.ts'
import { addressOf, shareIdOf } from '../support/message.ts'
import { sendRaw } from '../support/raw-request.ts'
import { type Stage, setStage } from '../support/stage.ts'
import { download } from '../support/visitors.ts'
import { aWebhook, sendWebhook, WEBHOOK_SECRET } from '../support/webhook.ts'

const AUDIT = { path: '/api/2.0/security/audit/events/filter' }
/** Far below the interval of these tests, and far above what anything of it takes. */
const SOON = { interval: 20 }
const SLOW_SWEEPS = { AUDIT_INTERVAL: '60s', DOCSPACE_WEBHOOK_SECRET: WEBHOOK_SECRET }

/** Readings of downloads that were answered; other looks at the trail are not meant. */
const readings = ({ portal }: Stage): number =>
  portal.requests(AUDIT).filter(({ done, query }) => done && query.actionType === 'Download').length

/** The bot has read the trail for the first time: from here on nothing but the schedule, or a webhook, makes it read. */
const firstSweep = (port: number) =>
  expect
    .poll(async () => (await sendRaw(`http://127.0.0.1:${port}/metrics`)).text, SOON)
    .toMatch(/^sharelink_sweep_age_seconds /m)

const share = async ({ slack }: Stage, words: string): Promise<SlackMessage> => {
  await slack.person('alice').command(`/sharelink ${words}`, { in: '#general' })
  return slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
}

const stageWithWebhook = async (overrides: Record<string, string> = {}) => {
  const stage = await setStage({ ...SLOW_SWEEPS, ...overrides })
  const bot = await stage.startBot()
  await firstSweep(bot.port)
  return { stage, bot }
}

describe('with a reading every minute and the webhook on', () => {
  test('the link is dead right after the overrunning download, and people are told how soon', async () => {
    const { stage, bot } = await stageWithWebhook()
    const { portal, slack } = stage
    const uri = `http://127.0.0.1:${bot.port}/docspace/webhook`
    const hook = await portal.addWebhook({ uri, secretKey: WEBHOOK_SECRET })
    expect(hook.checked).toMatchObject({ status: 200 })
    const posted = await share(stage, `${FILES.report} max 3`)
    const address = addressOf(posted) ?? ''
    for (const browser of ['Firefox one', 'Chrome two', 'Safari three', 'Edge four'])
      expect((await download(address, browser)).status).toBe(200)
    await expect.poll(() => portal.links(FILES.report), SOON).toEqual([])
    expect((await download(address, 'Opera five')).status).not.toBe(200)

    const told = await slack.waitFor((s) => s.history('#general').find((m) => m.broadcast))
    expect(slack.render(told)).toContain('link closed, ')
    await slack.waitFor((s) => s.message('#general', posted.ts)?.text.includes('4 downloads (limit 3)'))
    const alice = slack.person('alice')
    await alice.command(`/sharelink why ${shareIdOf(posted)}`, { in: '#general' })
    const why = await slack.waitFor((s) => s.ephemerals('alice').find((e) => e.text.includes('counted of')))
    expect(slack.render(why)).toMatch(/Limit reached .*; closed within \d+ s\./)
    expect(slack.render(why)).toContain('Used-up links')
    expect(portal.webhooks()[0]?.deliveries.map(({ state }) => state)).not.toContain('failed')
  })

  test('an event that the trail shows only later is looked for until it is there', async () => {
    const { stage, bot } = await stageWithWebhook()
    const { portal } = stage
    portal.configure({ auditDelayMs: { min: 1_500, max: 1_500 } })
    await portal.addWebhook({
      uri: `http://127.0.0.1:${bot.port}/docspace/webhook`,
      secretKey: WEBHOOK_SECRET,
    })
    const posted = await share(stage, `${FILES.report} max 2`)
    const address = addressOf(posted) ?? ''
    await download(address, 'Firefox one')
    await download(address, 'Chrome two')
    await expect.poll(() => portal.links(FILES.report), SOON).toEqual([])
  })
})

describe('a webhook', () => {
  test('that nobody signed, or the wrong one, does nothing', async () => {
    const { stage, bot } = await stageWithWebhook()
    const before = readings(stage)
    const body = aWebhook(FILES.report)
    const url = `http://127.0.0.1:${bot.port}/docspace/webhook`
    expect(await sendRaw(url, { method: 'POST', body })).toMatchObject({ status: 401, text: '' })
    expect(await sendWebhook(bot.port, body, `sha256=${'0'.repeat(64)}`)).toMatchObject({ status: 401 })
    expect(await sendRaw(url, { method: 'HEAD' })).toMatchObject({ status: 200 })
    // What is signed comes after them, and is read after them: one reading, its own.
    expect(await sendWebhook(bot.port, body)).toMatchObject({ status: 200, text: '' })
    await expect.poll(() => readings(stage), SOON).toBeGreaterThan(before)
    const { text } = await sendRaw(`http://127.0.0.1:${bot.port}/metrics`)
    expect(text).toContain('sharelink_webhooks_total{outcome="taken"} 1')
    expect(text).toContain('sharelink_webhooks_total{outcome="unsigned"} 1')
    expect(text).toContain('sharelink_webhooks_total{outcome="wrong-signature"} 1')
  })

  test.each([
    ['no JSON', 'a=1'],
    [
      'of another kind',
      '{"event":{"trigger":"file.updated","createOn":"2026-07-14T06:31:22Z"},"payload":{"id":1}}',
    ],
    ['empty', ''],
  ])('that is signed and %s makes one reading', async (_, body) => {
    const { stage, bot } = await stageWithWebhook()
    const before = readings(stage)
    expect((await sendWebhook(bot.port, body)).status).toBe(200)
    await expect.poll(() => readings(stage), SOON).toBeGreaterThan(before)
  })

  test('two thousand of them are a few readings, and the count is the trail’s', async () => {
    const { stage, bot } = await stageWithWebhook()
    const { portal, slack } = stage
    const posted = await share(stage, `${FILES.report} max 9`)
    await download(addressOf(posted) ?? '', 'Firefox one')
    const before = readings(stage)
    const begunAt = Date.now()
    // The same one again and again, and ones that tell of downloads that never were.
    const bodies = Array.from({ length: 2_000 }, (_, n) =>
      n % 2 === 0 ? aWebhook(FILES.report, begunAt) : aWebhook(FILES.pdf, begunAt - n * 1_000, n),
    )
    const statuses = new Set<number>()
    const send = async () => {
      for (let body = bodies.pop(); body !== undefined; body = bodies.pop())
        statuses.add((await sendWebhook(bot.port, body)).status)
    }
    await Promise.all(Array.from({ length: 20 }, send))
    const seconds = (Date.now() - begunAt) / 1_000
    expect([...statuses]).toEqual([200])
    expect(readings(stage) - before).toBeGreaterThan(0)
    // Once a second, two pages at most each, and one of those that look for a late event.
    expect(readings(stage) - before).toBeLessThan(4 * (seconds + 2))
    await slack.waitFor((s) => s.message('#general', posted.ts)?.text.includes('1 of 9 downloads'))
    expect(portal.links(FILES.report)).toHaveLength(1)
  })
})

test('without its secret there is no webhook', async () => {
  const { startBot } = await setStage()
  const { port } = await startBot()
  const url = `http://127.0.0.1:${port}/docspace/webhook`
  expect((await sendRaw(url, { method: 'HEAD' })).status).toBe(404)
  expect((await sendWebhook(port, aWebhook(FILES.report))).status).toBe(404)
})

test('a worker takes no webhook, but tells its metrics', async () => {
  const { startBot } = await setStage({ ROLE: 'worker', ...SLOW_SWEEPS })
  const { port } = await startBot()
  expect((await sendWebhook(port, aWebhook(FILES.report))).status).toBe(404)
  expect((await sendRaw(`http://127.0.0.1:${port}/slack/events`, { method: 'POST' })).status).toBe(404)
  await firstSweep(port)
})
