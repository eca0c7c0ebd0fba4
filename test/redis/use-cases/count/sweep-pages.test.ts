import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { FILES, KEYS } from '../../../../sandbox/portal/seed-ids.ts'
import { startPortal } from '../../../../sandbox/portal/server.ts'
import { createPortal } from '../../../../src/portal/portal.ts'
import { aShare, keyOf, LINK_ID, NOW, OTHER_LINK_ID, pageOf, SECOND } from '../../../support/builders.ts'
import { keepShare, storedShare } from '../../../support/kept-shares.ts'
import { createTestWorld, type TestWorld } from '../../../support/test-world.ts'

let world: TestWorld
let standIn: Awaited<ReturnType<typeof startPortal>>
let portal: ReturnType<typeof createPortal>
beforeEach(async () => {
  world = createTestWorld(inject('redisSocket'))
  standIn = await startPortal({ now: () => new Date(world.clock.now()) })
  const keys = { apiKey: KEYS.owner, auditApiKey: KEYS.adminReadOnly }
  portal = createPortal({ origin: standIn.url, ...keys, now: world.clock.now, random: Math.random })
})
afterEach(async () => {
  await portal.close()
  await standIn.close()
  world.close()
})

it('nothing of a page is stored but what is read of it: no key, and nothing of what a Referer says', async () => {
  // Not in its own record either, so that whatever is found comes from the trail.
  const share = aShare({ file: { id: FILES.report, title: 'Q3 report.docx' }, address: null, key: null })
  await keepShare(world, { ...share, terms: { ...share.terms, limit: null } })
  const pages = [
    pageOf(LINK_ID, FILES.report),
    `${pageOf(LINK_ID, FILES.report)}&request-user-agent=typed-by-visitor`,
    pageOf(OTHER_LINK_ID, FILES.report),
    'https://elsewhere.example/?typed-by-visitor',
  ]
  pages.forEach((page, n) => {
    for (const actionId of [5009, 5064])
      standIn.emit({
        actionId,
        page,
        target: FILES.report,
        at: new Date(NOW - SECOND),
        ip: `10.0.${actionId}.${n}`,
      })
  })
  await world.sweep({ portal })()
  expect(await storedShare(world, share)).toMatchObject({ downloads: 4, views: 2 })

  const stored = await Promise.all(
    (await world.redis.keys(`${world.namespace}:*`)).map(async (key) => {
      const kind = await world.redis.type(key)
      if (kind === 'hash') return JSON.stringify(await world.redis.hgetall(key))
      if (kind === 'string') return world.redis.get(key)
      return JSON.stringify(
        await (kind === 'zset' ? world.redis.zrange(key, '0', '-1') : world.redis.smembers(key)),
      )
    }),
  )
  const text = stored.join('\n')
  expect(text).toContain(OTHER_LINK_ID)
  for (const secret of [keyOf(LINK_ID), keyOf(OTHER_LINK_ID), 'typed-by-visitor', 'elsewhere'])
    expect(text).not.toContain(secret)
})
