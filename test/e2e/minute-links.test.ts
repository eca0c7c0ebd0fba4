import { randomUUID } from 'node:crypto'
import { type ExpectStatic, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import type { StartOptions } from '../../sandbox/slack/types.ts'
import { addressOf, buttonNames } from '../support/message.ts'
import { secondProcess } from '../support/second-process.ts'
import { shareExactly } from '../support/shared.ts'
import { type Stage, setStage } from '../support/stage.ts'
import { download } from '../support/visitors.ts'

const MINUTE = 60_000

/** An exact share that Alice has made, and processes that claim downloads of it. */
const setExact = async (
  atEnd: (end: () => Promise<void>) => void,
  {
    limit = 3,
    clockSkewMs = 0,
    slackOptions = {},
  }: { limit?: number; clockSkewMs?: number; slackOptions?: StartOptions } = {},
) => {
  const stage = await setStage({}, slackOptions, atEnd)
  stage.portal.configure({ clockSkewMs })
  const bot = await stage.startBot()
  await bot.up
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

/** What a person is told privately after a click, with these words in it. */
const told = ({ slack }: Pick<Stage, 'slack'>, who: string, words: string) =>
  slack.waitFor((s) => s.ephemerals(who).find(({ text }) => text.includes(words)))

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

for (const [way, slackOptions] of [
  ['a socket', { socketMode: {} }],
  ['HTTP', {}],
] as const) {
  test.concurrent(`over ${way} two people get the file without a gate, and one of them again by another address`, async ({
    expect,
    onTestFinished,
  }) => {
    const scene = await setExact(onTestFinished, { limit: 2, slackOptions })
    const { slack, portal, shared } = scene
    const posted = slack.message('#general', shared.ts)
    if (posted === undefined) throw new Error('no message')
    for (const who of ['bob', 'carol']) {
      const ack = await slack.person(who).click(posted, { label: 'Get the file' }, { stale: true })
      expect(ack).toMatchObject({ late: false, problems: [] })
    }
    const [bobs, carols] = await Promise.all(['bob', 'carol'].map((who) => told(scene, who, 'Here is')))
    if (bobs === undefined || carols === undefined) throw new Error('no answer')
    expect(buttonNames(bobs)).toEqual(['Download', 'Get it again'])
    expect(addressOf(carols)).toBe(addressOf(bobs))
    expect(await download(addressOf(bobs) ?? '', 'Firefox bob')).toEqual(digestOf(scene))
    expect(scene.minuteLinks()).toHaveLength(1)

    // Both are taken, so the share is over for others.
    await slack.waitFor((s) => s.message('#general', shared.ts)?.text.includes('2 of 2 downloads used'))
    await slack.person('alice').click(posted, { label: 'Get the file' }, { stale: true })
    await told(scene, 'alice', 'All 2 downloads')

    await scene.age(2 * MINUTE)
    await expect.poll(scene.minuteLinks, { timeout: 30_000 }).toEqual([])
    await slack.person('bob').click(bobs, { label: 'Get it again' })
    const again = await told(scene, 'bob', 'again. It still counts as one download.')
    expect(addressOf(again)).not.toBe(addressOf(bobs))
    expect(await download(addressOf(again) ?? '', 'Firefox bob')).toEqual(digestOf(scene))
    expect((await download(addressOf(bobs) ?? '', 'Firefox bob')).status).toBe(403)
    expect((await scene.read()).downloads).toBe(2)
    expect(portal.links(FILES.report).length).toBeLessThanOrEqual(2)
    staysSecret(expect, scene.logged)
  })
}

test.concurrent('where the portal is away a click uses nothing up, and the person hears why', async ({
  expect,
  onTestFinished,
}) => {
  const scene = await setExact(onTestFinished, { limit: 1 })
  const { slack, portal } = scene
  const posted = slack.message('#general', scene.shared.ts)
  if (posted === undefined) throw new Error('no message')
  const away = { method: 'PUT', body: { access: 2 }, times: 'always' as const }
  portal.fault({ ...away, action: { kind: 'status', status: 503 } })
  await slack.person('bob').click(posted, { label: 'Get the file' }, { stale: true })
  await told(scene, 'bob', "DocSpace isn't answering")
  portal.clearFaults()
  // The claim is given back, and may be had by others again.
  await slack.waitFor((s) => {
    const now = s.message('#general', posted.ts)
    return now?.text.includes('0 of 1 download') && buttonNames(now).includes('Get the file')
  })
  await slack.person('carol').click(posted, { label: 'Get the file' }, { stale: true })
  const carols = await told(scene, 'carol', 'Here is')
  expect(await download(addressOf(carols) ?? '', 'Firefox carol')).toEqual(digestOf(scene))
})
