import { expect, onTestFinished, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { startPortal } from '../../sandbox/portal/server.ts'
import { startSlack } from '../../sandbox/slack/server.ts'
import { startPrivateRedis } from '../../src/store/private-redis.ts'
import { addressOf } from '../support/message.ts'
import { startProgram, workFolder } from '../support/program.ts'
import { botEnv } from '../support/stage.ts'
import { download } from '../support/visitors.ts'

/** Portal, Slack, and a folder in which the program is started, and started again. */
const outside = async () => {
  const portal = await startPortal()
  const slack = await startSlack()
  onTestFinished(async () => {
    await Promise.all([portal.close(), slack.close()])
  })
  const dir = await workFolder()
  const start = async (more: Record<string, string> = {}) => {
    const program = startProgram(dir, { ...botEnv(portal, slack), ...more })
    slack.connect(`http://127.0.0.1:${await program.port}`)
    return program
  }
  return { portal, slack, start }
}

test('without configuration it names every missing variable at once and ends with 78', async () => {
  const program = startProgram(await workFolder(), {})
  expect(await program.ended).toBe(78)
  const said = program.lines.join('\n')
  for (const name of ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', 'DOCSPACE_URL', 'DOCSPACE_API_KEY']) {
    expect(said).toContain(`${name}: found nothing, expected `)
  }
})

test('it serves its endpoints and ends with 0 on SIGTERM, its Redis with it', async () => {
  const { slack, portal, start } = await outside()
  const program = await start()
  const base = `http://127.0.0.1:${await program.port}`
  expect((await fetch(`${base}/healthz`)).status).toBe(200)
  await portal.waitForRequest({ path: '/api/2.0/security/audit/events/filter' })
  const ready = async () => (await (await fetch(`${base}/readyz`)).json()) as { status: string }
  await expect.poll(ready, { timeout: 10_000 }).toMatchObject({ status: 'ok', redis: { status: 'ok' } })
  slack.outage('503')
  await expect.poll(async () => (await fetch(`${base}/readyz`)).status, { timeout: 10_000 }).toBe(503)
  slack.outage('off')
  portal.configure({ gone: true })
  await expect.poll(ready, { timeout: 10_000 }).toMatchObject({ status: 'degraded' })
  expect((await fetch(`${base}/slack/events`, { method: 'POST' })).status).toBe(401)
  expect((await fetch(`${base}/nothing-here`)).status).toBe(404)
  program.process.kill('SIGTERM')
  expect(await program.ended).toBe(0)
})

test('killed between the link and the post, it makes one link and one message of it', async () => {
  const { portal, slack, start } = await outside()
  const first = await start()
  const held = slack.fail({ method: 'chat.postMessage', hold: true, drop: true })
  await slack.person('alice').command(`/sharelink ${FILES.report} max 3`, { in: '#general' })
  await expect.poll(() => held.hits(), { timeout: 5_000 }).toBe(1)
  first.process.kill('SIGKILL')
  await first.ended
  held.clear()

  const restarted = Date.now()
  await start()
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)), {
    timeoutMs: 15_000,
  })
  await slack.idle()
  expect(Date.now() - restarted).toBeLessThan(12_000)
  expect(slack.history('#general')).toHaveLength(1)
  expect(portal.links(FILES.report)).toHaveLength(1)
  expect((await download(addressOf(posted) ?? '', 'Firefox')).status).toBe(200)
})

test('killed while the answer to the post was awaited, the message left behind has a dead address', async () => {
  const { portal, slack, start } = await outside()
  const first = await start()
  const held = slack.fail({ method: 'chat.postMessage', hold: true, afterWork: true })
  await slack.person('alice').command(`/sharelink ${FILES.report} max 3`, { in: '#general' })
  const left = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  first.process.kill('SIGKILL')
  await first.ended
  held.clear()
  expect((await download(addressOf(left) ?? '', 'Firefox')).status).toBe(200)

  await start()
  const posted = await slack.waitFor((s) => s.history('#general')[1], { timeoutMs: 15_000 })
  expect((await download(addressOf(left) ?? '', 'Firefox')).status).not.toBe(200)
  expect((await download(addressOf(posted) ?? '', 'Chrome')).status).toBe(200)
  expect(portal.links(FILES.report)).toHaveLength(1)
  // The download by the address left behind was a download of this share.
  await slack.waitFor((s) => s.message('#general', posted.ts)?.text.includes('2 of 3 downloads'))
})

test('a limit used up by the address that was left behind ends the share', async () => {
  const { portal, slack, start } = await outside()
  const first = await start()
  const held = slack.fail({ method: 'chat.postMessage', hold: true, afterWork: true })
  await slack.person('alice').command(`/sharelink ${FILES.report} max 1`, { in: '#general' })
  const left = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  expect((await download(addressOf(left) ?? '', 'Firefox')).status).toBe(200)
  first.process.kill('SIGKILL')
  await first.ended
  held.clear()

  await start()
  const told = await slack.waitFor((s) => s.history('#general').find((m) => m.broadcast), {
    timeoutMs: 20_000,
  })
  expect(slack.render(told)).toContain('The limit of 1 download was reached.')
  expect(portal.links(FILES.report)).toEqual([])
})

test('killed while the portal was making the link, it makes no second one', async () => {
  const { portal, slack, start } = await outside()
  const first = await start()
  portal.fault({ method: 'PUT', action: { kind: 'slow', ms: 3_000, when: 'after' } })
  await slack.person('alice').command(`/sharelink ${FILES.report} max 3`, { in: '#general' })
  await expect.poll(() => portal.links(FILES.report).length, { timeout: 5_000 }).toBe(1)
  first.process.kill('SIGKILL')
  await first.ended

  await start()
  await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)), { timeoutMs: 15_000 })
  expect(portal.links(FILES.report)).toHaveLength(1)
})

test('with two processes over one Redis every message appears once, and one takes over from the other', async () => {
  const { portal, slack, start } = await outside()
  const redis = await startPrivateRedis({ dir: await workFolder(), log: () => {}, persistent: false })
  onTestFinished(() => redis.close())
  const shared = { REDIS_URL: `unix://${redis.socketPath}` }
  const worker = await start({ ...shared, ROLE: 'worker' })
  await start({ ...shared, ROLE: 'web' })
  const alice = slack.person('alice')

  const held = slack.fail({ method: 'chat.postMessage', hold: true, drop: true })
  await alice.command(`/sharelink ${FILES.pdf} max 1`, { in: '#general' })
  await expect.poll(() => held.hits(), { timeout: 5_000 }).toBe(1)
  await startProgram(await workFolder(), { ...botEnv(portal, slack), ...shared, ROLE: 'worker' }).port
  worker.process.kill('SIGKILL')
  await worker.ended
  held.clear()
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)), {
    timeoutMs: 30_000,
  })
  expect((await download(addressOf(posted) ?? '', 'Firefox')).status).toBe(200)
  await slack.waitFor((s) => s.history('#general').find((m) => m.broadcast), { timeoutMs: 15_000 })
  await slack.idle()
  expect(slack.history('#general')).toHaveLength(2)
  expect(portal.links(FILES.pdf)).toEqual([])
})
