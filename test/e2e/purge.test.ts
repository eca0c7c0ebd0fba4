import { Redis } from 'ioredis'
import { expect, inject, onTestFinished, test } from 'vitest'
import { createStore } from '../../src/store/store.ts'
import { aRevokedShare, DAY } from '../support/builders.ts'
import { setStage } from '../support/stage.ts'

const TRAIL = '/api/2.0/security/audit/events/filter'

test('R10: history goes after HISTORY_DAYS while the trail cannot be read', async () => {
  const { portal, slack, namespace, startBot } = await setStage({ HISTORY_DAYS: '1' })
  const redis = new Redis({ path: inject('redisSocket') })
  onTestFinished(() => redis.disconnect())
  const { shares } = createStore(redis, namespace)
  const over = (id: string, ago: number) =>
    aRevokedShare({
      team: slack.teamId,
      id,
      message: null,
      notified: { end: 'notified' },
      end: { verifiedAt: Date.now() - ago },
    })
  const old = Array.from({ length: 250 }, (_, index) => over(`A${10_000 + index}`, 2 * DAY))
  const young = over('BBBBBB', DAY / 2)
  for (const share of [...old, young]) await shares.create(share)

  portal.fault({ path: TRAIL, times: 'always', action: { kind: 'status', status: 503 } })
  await startBot()
  const left = async () => (await shares.endedSince(slack.teamId, 0)).map(({ id }) => id)
  await expect.poll(left, { timeout: 30_000 }).toEqual([young.id])
  expect(portal.requests({ path: TRAIL }).filter(({ status }) => status !== 503)).toEqual([])
})
