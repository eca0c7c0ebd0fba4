import { test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { GATE_ENV } from '../support/exact-share.ts'
import { fetchBytes, gateVisitors } from '../support/gate-visitor.ts'
import { shareExactly } from '../support/shared.ts'
import { setStage } from '../support/stage.ts'
import { download } from '../support/visitors.ts'

const NOTICE = 'straight from DocSpace, past Sharelink'
const PATIENCE = { timeout: 20_000 }

test.concurrent('somebody who has the hidden key is told of, and has it no more; claims go on', async ({
  expect,
  onTestFinished,
}) => {
  const stage = await setStage(GATE_ENV, {}, onTestFinished)
  const { portal, slack, env, logged } = stage
  env.ADMIN_USERS = slack.user('doris').id
  const { port } = await stage.startBot()
  const shared = await shareExactly(stage, FILES.report, 'max 3 for 2h')
  const visitors = gateVisitors({ team: slack.teamId, id: shared.id }, port)
  const size = portal.digest(FILES.report).bytes
  const idsNow = () => portal.links(FILES.report).map(({ id }) => id)
  const told = (name: 'alice' | 'doris') =>
    slack.history(slack.dm(name)).filter(({ text }) => text.includes(NOTICE))
  const [former] = idsNow()
  if (former === undefined) throw new Error('there is no link')

  // Before the answer to its post has come it is nothing that visitors know of.
  await expect.poll(async () => (await visitors.look()).status, PATIENCE).toBe(200)
  const own = await visitors.claim()
  expect(await fetchBytes(own)).toMatchObject({ status: 200, bytes: size })
  expect(await fetchBytes(own, { range: 'bytes=100-' })).toMatchObject({ status: 206 })
  portal.clearRequests()
  await portal.waitForRequest({ path: '/api/2.0/security/audit/events/filter' }, { count: 4 })
  expect(idsNow()).toEqual([former])

  // As anybody could who sees the file's links at the portal.
  const address = portal.directLink(FILES.report, former)
  for (const who of ['Firefox one', 'Chrome two'])
    expect(await download(address, who)).toMatchObject({ status: 200 })
  await expect.poll(idsNow, PATIENCE).not.toContain(former)
  await expect.poll(idsNow, PATIENCE).toHaveLength(1)
  expect((await download(address, 'Firefox one')).status).toBeGreaterThanOrEqual(400)
  await slack.waitFor(() => told('alice').length > 0 && told('doris').length > 0)

  // Whoever has claimed it may come again, and others may claim it.
  await expect.poll(async () => (await fetchBytes(own)).status, PATIENCE).toBe(200)
  expect(await fetchBytes(await visitors.claim())).toMatchObject({ status: 200, bytes: size })
  await expect.poll(() => slack.message('#general', shared.ts)?.text, PATIENCE).toContain('2 of 3 downloads')
  expect([told('alice').length, told('doris').length]).toEqual([1, 1])
  expect(logged.join('')).not.toContain(portal.requestToken(former))
})
