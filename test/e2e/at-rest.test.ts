import { randomBytes } from 'node:crypto'
import { Redis } from 'ioredis'
import { expect, inject, onTestFinished, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { allThatIsStored } from '../support/all-that-is-stored.ts'
import { addressOf } from '../support/message.ts'
import { outside } from '../support/outside.ts'
import { startRedis } from '../support/redis-of-own.ts'
import { setStage } from '../support/stage.ts'
import { download } from '../support/visitors.ts'

const newKey = () => randomBytes(32).toString('base64')

test('neither an ip address of a visitor nor what opens a file is stored in clear, and clicks of one visitor are told from those of two', async () => {
  const { slack, namespace, startBot } = await setStage({ BURST_WINDOW: '1m' })
  const redis = new Redis({ path: inject('redisSocket') })
  onTestFinished(() => redis.disconnect())
  await startBot()
  await slack.person('alice').command(`/sharelink ${FILES.report} max 9`, { in: '#general' })
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  const address = addressOf(posted) ?? ''
  for (const ip of ['203.0.113.77', '203.0.113.77', '203.0.113.78'])
    await download(address, 'Firefox', { 'x-real-ip': ip })
  await slack.waitFor((s) => s.history('#general').find((m) => m.text.includes('2 of 9')))

  const key = new URL(address).searchParams.get('share') ?? ''
  expect(key.length).toBeGreaterThan(40)
  const kept = await allThatIsStored(redis, namespace)
  expect(kept.some((one) => one.includes(':events:'))).toBe(true)
  expect(kept.filter((one) => one.includes('203.0.113.') || one.includes(key))).toEqual([])
})

test('where the key is gone under which an address was sealed, the portal is asked for it, and its link left as it is', async () => {
  const { slack, portal, start } = await outside()
  const redis = await startRedis()
  const withKey = () => ({ REDIS_URL: redis.url, ENCRYPTION_KEY: newKey() })
  const first = await start(withKey())
  await slack.person('alice').command(`/sharelink ${FILES.report} max 9`, { in: '#general' })
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  const address = addressOf(posted) ?? ''
  first.process.kill('SIGTERM')
  expect(await first.ended).toBe(0)
  const written = portal.requests({ method: 'PUT' }).length
  const second = await start(withKey())
  expect(
    await second.says('addresses of links cannot be opened, and are read from the portal anew'),
  ).toMatchObject({ lost: 1 })
  await download(address, 'Firefox')
  await slack.waitFor((s) =>
    s.history('#general').find((m) => m.text.includes('1 of 9') && addressOf(m) === address),
  )
  expect(portal.requests({ method: 'PUT' })).toHaveLength(written)
})
