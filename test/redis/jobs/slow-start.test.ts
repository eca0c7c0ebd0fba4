import { expect, onTestFinished, test } from 'vitest'
import { QUEUES } from '../../../src/jobs/job-row.ts'
import { createQueues } from '../../../src/jobs/queues.ts'
import { connectRedis } from '../../../src/store/connect-redis.ts'
import { createUrlSeal } from '../../../src/store/url-seal.ts'
import { startForwarder } from '../../support/forwarder.ts'
import { startRedis } from '../../support/redis-of-own.ts'

test('R7: queues that were opened while Redis did not answer work as soon as it does', async () => {
  const server = await startRedis()
  const network = await startForwarder(server.port)
  const redis = connectRedis({ url: `redis://127.0.0.1:${network.port}` }, 'prompt', () => {})
  onTestFinished(() => redis.disconnect())
  await redis.ping()
  network.hold()
  const errors: string[] = []
  const queues = createQueues(
    redis,
    'test',
    Date.now,
    1_000,
    ({ message }) => errors.push(message),
    createUrlSeal(null),
  )
  onTestFinished(() => queues.close())
  await expect
    .poll(() => errors.filter((message) => message === 'Command timed out').length)
    .toBeGreaterThanOrEqual(QUEUES.length)
  network.letGo()
  await expect.poll(() => queues.schedule(1_000).then(() => 'set', String)).toBe('set')
  await queues.sweepNow()
  expect(await queues.isAtWork('sweep-audit')).toBe(true)
})
