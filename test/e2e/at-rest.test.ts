import { Redis } from 'ioredis'
import { expect, inject, onTestFinished, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { allThatIsStored } from '../support/all-that-is-stored.ts'
import { addressOf } from '../support/message.ts'
import { setStage } from '../support/stage.ts'
import { download } from '../support/visitors.ts'

test('no ip address of a visitor is stored, and clicks of one visitor are told from those of two', async () => {
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

  const kept = await allThatIsStored(redis, namespace)
  expect(kept.some((one) => one.includes(':events:'))).toBe(true)
  expect(kept.filter((one) => one.includes('203.0.113.'))).toEqual([])
})
