import { Redis } from 'ioredis'
import { expect, inject, onTestFinished, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { CLOUD_RATE_LIMITS } from '../../sandbox/portal/state.ts'
import { createStore } from '../../src/store/store.ts'
import { aShare, DAY } from '../support/builders.ts'
import { addressOf } from '../support/message.ts'
import { setStage } from '../support/stage.ts'
import { download } from '../support/visitors.ts'

const ENDS = 60
const EVENTS = 600
const idOf = (index: number): string =>
  `B${[...String(index).padStart(5, '0')].map((digit) => 'ABCDEFGHJK'[Number(digit)]).join('')}`

test('R3: after a day away all downloads are read, a used-up link ends, and what is over is removed within the limits', async () => {
  const { portal, slack, startBot, namespace } = await setStage()
  portal.configure({ rateLimits: CLOUD_RATE_LIMITS })
  const redis = new Redis({ path: inject('redisSocket') })
  onTestFinished(() => redis.disconnect())
  const { shares, cursor } = createStore(redis, namespace)
  const before = await startBot()
  await slack.person('alice').command(`/sharelink ${FILES.pdf} max 1`, { in: '#general' })
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  await before.close()

  const now = Date.now()
  const files = Array.from({ length: ENDS / 6 }, (_, n) => portal.addFile({ title: `Over ${n}.docx` }))
  for (let index = 0; index < ENDS; index += 1) {
    const share = aShare({
      team: slack.teamId,
      id: idOf(index),
      linkId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      file: { id: files[index % files.length]?.id ?? '', title: 'Over.docx' },
      creator: { id: slack.user('bob').id, name: 'bob' },
      message: null,
      createdAt: now - 2 * DAY,
      bornAt: now - 2 * DAY,
      terms: { limit: null, expiresAt: now - 1_000 - Math.floor((index * DAY) / ENDS) },
    })
    const expirationDate = new Date(share.terms.expiresAt).toISOString()
    portal.addLink(share.file.id, { id: share.linkId, expirationDate })
    await shares.create(share)
  }
  for (let index = 0; index < EVENTS; index += 1) {
    const at = new Date(now - DAY + Math.floor((index * DAY) / EVENTS))
    portal.emit({ target: files[index % files.length]?.id ?? '', at, ip: `198.51.100.${index % 250}` })
  }
  await cursor.advance({ newestSeenAt: now - DAY, sweptAt: now - DAY, skewMs: 0 })
  await download(addressOf(posted) ?? '', 'Firefox')

  await startBot()
  await expect.poll(() => portal.links(FILES.pdf)).toEqual([])
  await expect.poll(() => files.flatMap(({ id }) => portal.links(id))).toEqual([])
  expect((await cursor.read()).sweptAt).toBeGreaterThan(now)
  expect(portal.requests().filter(({ status }) => status === 429)).toEqual([])
})
