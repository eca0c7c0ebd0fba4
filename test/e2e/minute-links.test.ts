import { randomUUID } from 'node:crypto'
import { type ExpectStatic, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { addressOf } from '../support/message.ts'
import { secondProcess } from '../support/second-process.ts'
import { shareExactly } from '../support/shared.ts'
import { type Stage, setStage } from '../support/stage.ts'
import { download } from '../support/visitors.ts'

const MINUTE = 60_000

/** An exact share that Alice has made, and processes that claim downloads of it. */
const setExact = async (
  atEnd: (end: () => Promise<void>) => void,
  { limit = 3, clockSkewMs = 0 }: { limit?: number; clockSkewMs?: number } = {},
) => {
  const stage = await setStage({}, {}, atEnd)
  stage.portal.configure({ clockSkewMs })
  await stage.startBot()
  const shared = await shareExactly(stage, FILES.report, `max ${limit} for 2h`)
  const ref = { team: stage.slack.teamId, id: shared.id }
  const [one, other] = [secondProcess(stage, atEnd), secondProcess(stage, atEnd)]
  const own = stage.portal.links(FILES.report).map(({ id }) => id)
  const read = async () => {
    const share = await one.store.shares.get(ref)
    if (share === null) throw new Error('no share')
    return share
  }
  const take = async (who: string, { claims, addressOf: address } = one) => {
    const taker = { kind: 'person' as const, id: who, name: who }
    const taking = await claims.take(ref, { id: randomUUID(), taker, now: Date.now(), windowMs: 10 * MINUTE })
    if (!taking.ok) throw new Error(taking.why)
    return address(await read(), taking.claim)
  }
  /** As if so much time had passed since they were made. */
  const age = (ms: number) =>
    one.store.shares.change(ref, (share) => ({
      ...share,
      minuteLinks: (share.minuteLinks ?? []).map((link) => ({
        ...link,
        until: link.until - ms,
        askedAt: link.askedAt - ms,
      })),
    }))
  /** Links of the file besides the share's own. */
  const minuteLinks = () => stage.portal.links(FILES.report).filter(({ id }) => !own.includes(id))
  return { ...stage, shared, ref, one, other, read, take, age, minuteLinks }
}

const digestOf = ({ portal }: Pick<Stage, 'portal'>) => ({
  status: 200,
  sha256: portal.digest(FILES.report).sha256,
})

/** Nothing of it may be read in the log. */
const staysSecret = (expect: ExpectStatic, logged: readonly string[]) =>
  expect(logged.join('')).not.toMatch(/share=(?!\[secret\])|sk-[0-9a-f]{20}|xoxb-/)

test.concurrent('a claim without a gate is fetched by a link for two minutes, which the claims of a minute share', async ({
  expect,
  onTestFinished,
}) => {
  const scene = await setExact(onTestFinished, { clockSkewMs: 40_000 })
  const before = Date.now()
  const [first, second] = await Promise.all([scene.take('U1'), scene.take('U2', scene.other)])
  expect(second.address).toBe(first.address)
  const [link, ...more] = scene.minuteLinks()
  expect(more).toEqual([])
  // By the clock of the portal, which is 40 s ahead.
  const lasts = Date.parse(String(link?.expirationDate)) - before - 40_000
  expect(lasts).toBeGreaterThan(2 * MINUTE - 3_000)
  expect(lasts).toBeLessThan(2 * MINUTE + 10_000)
  expect(await download(first.address, 'Firefox one')).toEqual(digestOf(scene))
  // The count is that of the claims, whatever the trail says.
  await expect.poll(async () => (await scene.read()).downloads, { timeout: 10_000 }).toBe(2)
  expect(await download(first.address, 'Firefox two')).toEqual(digestOf(scene))
  await expect.poll(() => scene.one.store.events.count(scene.ref), { timeout: 10_000 }).toBe(2)
  expect((await scene.read()).downloads).toBe(2)

  await scene.age(2 * MINUTE)
  await expect.poll(scene.minuteLinks, { timeout: 30_000 }).toEqual([])
  await expect.poll(async () => (await scene.read()).minuteLinks).toBeUndefined()
  expect((await download(first.address, 'Firefox one')).status).toBe(403)
  expect(await scene.read()).toMatchObject({ state: 'active', drift: null, downloads: 2 })
  expect(await scene.read()).not.toHaveProperty('keyOut')
  staysSecret(expect, scene.logged)
})

test.concurrent('a minute link dies at once when its share is revoked', async ({
  expect,
  onTestFinished,
}) => {
  const scene = await setExact(onTestFinished)
  const { address } = await scene.take('U1')
  expect((await download(address, 'Firefox one')).status).toBe(200)
  await scene.slack.person('alice').command(`/sharelink revoke ${scene.ref.id}`, { in: '#general' })
  await expect
    .poll(async () => (await download(address, 'Firefox one')).status, { timeout: 10_000 })
    .toBe(403)
  await expect.poll(() => scene.portal.links(FILES.report)).toEqual([])
})

test.concurrent('a crash between the record of a minute link and the portal leaves nothing', async ({
  expect,
  onTestFinished,
}) => {
  const scene = await setExact(onTestFinished)
  scene.portal.fault({
    method: 'PUT',
    body: { access: 2 },
    action: { kind: 'drop', when: 'before' },
    times: 'always',
  })
  await expect(scene.take('U1')).rejects.toMatchObject({ refusal: { reason: 'portal-down' } })
  expect((await scene.read()).minuteLinks).toHaveLength(1)
  expect(scene.minuteLinks()).toEqual([])
  scene.portal.clearFaults()
  const events = () => scene.portal.events().filter(({ actionId }) => actionId === 5091).length
  const made = events()
  await scene.age(2 * MINUTE)
  await expect.poll(async () => (await scene.read()).minuteLinks, { timeout: 30_000 }).toBeUndefined()
  // Nothing was deleted that is not there, which the portal would have on record as a new link.
  expect(events()).toBe(made)
  // Nothing was used up.
  expect((await scene.one.claims.count(scene.ref, 0)).taken).toBe(0)
})

test.concurrent('where the file has all its links a claim is given back, and is had once there is room', async ({
  expect,
  onTestFinished,
}) => {
  const scene = await setExact(onTestFinished, { limit: 1 })
  const others = [1, 2, 3, 4, 5].map(() => scene.portal.addLink(FILES.report))
  const full = { refusal: { reason: 'no-link-free', quota: 6 } }
  await expect(scene.take('U1')).rejects.toMatchObject(full)
  expect((await scene.one.claims.count(scene.ref, 0)).taken).toBe(0)
  scene.portal.deleteLink(FILES.report, others[0]?.id ?? '')
  const { address } = await scene.take('U2')
  expect(await download(address, 'Firefox one')).toEqual(digestOf(scene))
  await expect(scene.take('U1')).rejects.toThrow('used-up')
  // The last one was taken, so that the share ends; but not what its taker was given.
  await expect.poll(async () => (await scene.read()).state, { timeout: 10_000 }).toBe('revoked')
  expect((await download(address, 'Firefox one')).status).toBe(200)
  const posted = scene.slack.message('#general', scene.shared.ts)
  expect(posted && addressOf(posted)).toBeUndefined()
})
