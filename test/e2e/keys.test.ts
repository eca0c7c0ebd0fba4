import { Redis } from 'ioredis'
import { expect, inject, onTestFinished, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { keptAs } from '../support/keys-table.ts'
import { addressOf, shareIdOf } from '../support/message.ts'
import { setStage } from '../support/stage.ts'
import { download } from '../support/visitors.ts'

/** These stay, and what is in them goes by itself: each write removes what is old. */
const TRIMMED = /:(seen-changes|bounds|bound-ms|home-admins|held|record)$/

test('R13: no key of a running app is unknown to docs/operate.md, and none stays that should go', async () => {
  const { slack, namespace, startBot } = await setStage()
  const redis = new Redis({ path: inject('redisSocket') })
  onTestFinished(() => redis.disconnect())
  const bot = await startBot()
  const alice = slack.person('alice')
  const say = (text: string) => alice.command(`/sharelink ${text}`, { in: '#general' })
  await say(`${FILES.report} for 2h max 1`)
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  const id = shareIdOf(posted)
  await say(`info ${id}`)
  await say(`extend ${id} for 1h`)
  await download(addressOf(posted) ?? '', 'A Browser')
  await slack.waitFor((s) => s.history('#general').find((m) => m.broadcast && m.text.includes(id)))
  await say(`why ${id}`)
  await say('list')
  await say(`${FILES.report} for 2h view`)
  await slack.idle()
  await bot.close()

  const keys = await redis.keys(`${namespace}:*`)
  expect(keys.length).toBeGreaterThan(20)
  const faults: string[] = []
  for (const key of keys) {
    const kept = keptAs(key, namespace)
    const stays = (await redis.pttl(key)) === -1
    if (kept === undefined) faults.push(`${key} has no row`)
    else if (stays && !/^(for good|as long as|until)/.test(kept) && !TRIMMED.test(key))
      faults.push(`${key} stays, though it is kept ${kept}`)
  }
  expect(faults).toEqual([])
})
