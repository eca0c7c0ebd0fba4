import { expect, onTestFinished, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { startPrivateRedis } from '../../src/private-redis/private-redis.ts'
import { addressOf } from '../support/message.ts'
import { outside } from '../support/outside.ts'
import { startProgram, workFolder } from '../support/program.ts'
import { botEnv } from '../support/stage.ts'
import { download } from '../support/visitors.ts'

test('killed while the portal was making the link, it makes no second one', async () => {
  const { portal, slack, start } = await outside()
  const first = await start()
  portal.fault({ method: 'PUT', action: { kind: 'slow', ms: 3_000, when: 'after' } })
  await slack.person('alice').command(`/sharelink ${FILES.report} max 3`, { in: '#general' })
  await expect.poll(() => portal.links(FILES.report).length).toBe(1)
  first.process.kill('SIGKILL')
  await first.ended

  await start()
  await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
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
  await expect.poll(() => held.hits()).toBe(1)
  await startProgram(await workFolder(), { ...botEnv(portal, slack), ...shared, ROLE: 'worker' }).port
  worker.process.kill('SIGKILL')
  await worker.ended
  held.clear()
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  expect((await download(addressOf(posted) ?? '', 'Firefox')).status).toBe(200)
  await slack.waitFor((s) => s.history('#general').find((m) => m.broadcast))
  await slack.idle()
  expect(slack.history('#general')).toHaveLength(2)
  expect(portal.links(FILES.pdf)).toEqual([])
})

test('a link that a slow portal makes only after its share has ended is removed', async () => {
  const { portal, slack, start } = await outside()
  await start()
  portal.fault({ method: 'PUT', body: { access: 2 }, action: { kind: 'slow', ms: 9_000 } })
  const alice = slack.person('alice')
  await alice.command(`/sharelink ${FILES.report}`, { in: '#general' })
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  await alice.click(posted, { label: 'Revoke' })
  await slack.waitFor((s) => s.history('#general').find((m) => m.broadcast))
  expect(portal.links(FILES.report)).toEqual([])
  await expect.poll(() => portal.links(FILES.report).length).toBe(1)
  await expect.poll(() => portal.links(FILES.report).length, { interval: 500 }).toBe(0)
})
