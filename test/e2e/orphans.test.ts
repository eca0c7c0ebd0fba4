import { Redis } from 'ioredis'
import { expect, inject, onTestFinished, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { addressOf, shareIdOf } from '../support/message.ts'
import { setStage } from '../support/stage.ts'

test('F13: Revoke works within a minute though a job for it is on record in no list', async () => {
  const { portal, slack, namespace, startBot } = await setStage()
  await startBot()
  const alice = slack.person('alice')
  await alice.command(`/sharelink ${FILES.report} for 2h`, { in: '#general' })
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  const id = shareIdOf(posted)

  const redis = new Redis({ path: inject('redisSocket') })
  onTestFinished(() => redis.disconnect())
  const [meta = ''] = await redis.keys(`${namespace}:*:end:meta`)
  const base = meta.slice(0, -'meta'.length)
  const work = `revoke-link:${slack.teamId}:${id}`
  await redis.set(`${base}de:${work}`, '999999')
  await redis.hset(`${base}999999`, {
    name: 'revoke-link',
    data: JSON.stringify({ team: slack.teamId, id }),
    opts: JSON.stringify({ attempts: 5, de: { id: work, keepLastIfActive: true } }),
    deid: work,
    timestamp: Date.now(),
    delay: 0,
    priority: 0,
  })

  await alice.command(`/sharelink revoke ${id}`, { in: '#general' })
  await expect.poll(() => portal.links(FILES.report), { timeout: 60_000 }).toEqual([])
})
