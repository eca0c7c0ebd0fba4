import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { addressOf } from '../support/message.ts'
import { outside } from '../support/outside.ts'
import { readyz } from '../support/readyz.ts'
import { startRedis } from '../support/redis-of-own.ts'
import { download } from '../support/visitors.ts'

const AUDIT = { path: '/api/2.0/security/audit/events/filter' }
const SET_ANEW = 'what repeats has not happened: the schedules are set anew'

const audit = (port: number) => async () => (await readyz(port)).body.audit.status

/** A link with a limit of one is made, taken, and dead. */
const keepsLimits = async ({ slack, portal }: Awaited<ReturnType<typeof outside>>) => {
  await slack.person('alice').command(`/sharelink ${FILES.report} max 1`, { in: '#general' })
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  expect((await download(addressOf(posted) ?? '', 'Firefox')).status).toBe(200)
  await expect.poll(() => portal.links(FILES.report)).toEqual([])
}

test('F3: after FLUSHALL the trail is read on, and a new limit is kept', async () => {
  const world = await outside()
  const redis = await startRedis()
  const program = await world.start({ REDIS_URL: redis.url })
  const port = await program.port
  await expect.poll(audit(port)).toBe('ok')
  await redis.client.flushall()
  await program.says(SET_ANEW)
  await keepsLimits(world)
})

test('R7: after a failover to an empty Redis too', async () => {
  const world = await outside()
  const redis = await startRedis()
  const program = await world.start({ REDIS_URL: redis.url })
  const port = await program.port
  await expect.poll(audit(port)).toBe('ok')
  await redis.kill()
  await redis.restart()
  await program.says(SET_ANEW)
  await keepsLimits(world)
  expect(await readyz(port)).toMatchObject({ status: 200, body: { redis: { status: 'ok' } } })
})

/** Loaded by Node before the program: its clock is 4 minutes fast until the signal. */
const FAST_CLOCK = `
const Real = Date
let ahead = 4 * 60_000
process.on('SIGUSR2', () => { ahead = 0 })
globalThis.Date = class extends Real {
  constructor(...parts) { parts.length === 0 ? super(Real.now() + ahead) : super(...parts) }
  static now() { return Real.now() + ahead }
}`

test('F4: a clock that was 4 minutes fast at the start and is put right holds up no reading', async () => {
  const world = await outside()
  const program = await world.start({
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(FAST_CLOCK)}`,
  })
  const readings = () => world.portal.requests(AUDIT).length
  await expect.poll(readings).toBeGreaterThan(2)
  program.process.kill('SIGUSR2')
  // Until then no limit is promised.
  await expect.poll(audit(await program.port)).toBe('degraded')
  await program.says(SET_ANEW)
  const before = readings()
  await expect.poll(readings).toBeGreaterThan(before + 2)
  await expect.poll(audit(await program.port)).toBe('ok')
  await keepsLimits(world)
})
