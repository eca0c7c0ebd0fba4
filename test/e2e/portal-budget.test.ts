import { Redis } from 'ioredis'
import { expect, inject, onTestFinished, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { CLOUD_RATE_LIMITS } from '../../sandbox/portal/state.ts'
import { createKeys } from '../../src/store/keys.ts'
import { HOUR } from '../support/builders.ts'
import { addressOf } from '../support/message.ts'
import { leaveEnded } from '../support/sick-files.ts'
import { setStage } from '../support/stage.ts'
import { download } from '../support/visitors.ts'

test('R3: 250 ends at once, by two processes, keep to the limits of the portal, and downloads are read meanwhile', async () => {
  const stage = await setStage()
  const { portal, slack, startBot } = stage
  portal.configure({ rateLimits: CLOUD_RATE_LIMITS })
  await startBot()
  // Before, since making gives way to ending.
  await slack.person('alice').command(`/sharelink ${FILES.pdf} max 1`, { in: '#general' })
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  // As slow as a portal may be, so that many are under way at a time.
  portal.fault({ method: 'PUT', times: 'always', action: { kind: 'slow', ms: 300, when: 'after' } })
  const ended = await leaveEnded(stage, 250)
  await startBot()
  await expect.poll(ended.left).toBeLessThan(240)
  await download(addressOf(posted) ?? '', 'Firefox')
  await slack.waitFor((s) => {
    const message = s.message('#general', posted.ts)
    return message !== undefined && addressOf(message) === undefined
  })
  await expect.poll(() => portal.links(FILES.pdf)).toEqual([])
  await expect.poll(ended.left).toBe(0)
  expect(portal.requests().filter(({ status }) => status === 429)).toEqual([])
})

test('R3: when the writes of the day are nearly used up no link is made, with the reason and the time; links end', async () => {
  const { portal, slack, startBot, namespace } = await setStage()
  await startBot()
  const alice = slack.person('alice')
  await alice.command(`/sharelink ${FILES.pdf} max 1`, { in: '#general' })
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  const redis = new Redis({ path: inject('redisSocket') })
  const day = createKeys(namespace).portalDay()
  await redis.hset(day, String(Math.floor(Date.now() / HOUR) - 4), 9_999)
  redis.disconnect()
  await alice.command(`/sharelink ${FILES.report}`, { in: '#general' })
  const refused = await slack.waitFor((s) =>
    s.ephemerals('alice').find(({ text }) => text.startsWith('Sharelink has used up the changes')),
  )
  expect(refused.text).toContain("so Q3.docx wasn't shared.")
  expect(refused.text).toMatch(/Try again in (19|20) h/)
  expect(portal.links(FILES.report)).toEqual([])
  await download(addressOf(posted) ?? '', 'Firefox')
  await expect.poll(() => portal.links(FILES.pdf)).toEqual([])
})

test('R3: when the portal takes no more writes today it is not asked again and again, but for ends', async () => {
  const { portal, slack, startBot } = await setStage()
  await startBot()
  const alice = slack.person('alice')
  await alice.command(`/sharelink ${FILES.pdf} max 1`, { in: '#general' })
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  portal.configure({ rateLimits: { ...CLOUD_RATE_LIMITS, writesPerDay: 0 } })
  const refusals = () =>
    slack.ephemerals('alice').filter(({ text }) => text.includes('has used up the changes'))
  const writes = (path: string) =>
    portal.requests({ method: 'PUT', path: `/api/2.0/files/file/${path}/links` })
  for (const count of [1, 2, 3]) {
    await alice.command(`/sharelink ${FILES.report}`, { in: '#general' })
    await expect.poll(() => refusals().length).toBe(count)
  }
  expect(refusals().at(-1)?.text).toMatch(/Try again in (1 d|24 h|23 h)/)
  expect(writes(FILES.report)).toHaveLength(1)
  await download(addressOf(posted) ?? '', 'Firefox')
  await expect.poll(() => writes(FILES.pdf).length).toBeGreaterThan(2)
  portal.configure({ rateLimits: CLOUD_RATE_LIMITS })
  await expect.poll(() => portal.links(FILES.pdf)).toEqual([])
})

test('R3: a link that is asked for while the calls of the minute are used up is made later, and its creator told so', async () => {
  const { portal, slack, startBot, namespace } = await setStage()
  await startBot()
  const redis = new Redis({ path: inject('redisSocket') })
  onTestFinished(() => redis.disconnect())
  const setLeft = (left: number) => redis.hset(createKeys(namespace).portalBudget(), { left, at: Date.now() })
  await setLeft(-5_000)
  await slack.person('alice').command(`/sharelink ${FILES.report}`, { in: '#general' })
  const told = await slack.waitFor((s) =>
    s.ephemerals('alice').find(({ text }) => text.startsWith('DocSpace is busy')),
  )
  expect(told.text).toContain("You don't need to do anything")
  expect(portal.links(FILES.report)).toEqual([])
  await setLeft(220)
  await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  expect(portal.links(FILES.report)).toHaveLength(1)
})
