import { Redis } from 'ioredis'
import { expect, inject, onTestFinished, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { createStore } from '../../src/store/store.ts'
import { backUp } from '../support/backup.ts'
import { addressOf, shareIdOf } from '../support/message.ts'
import { type Stage, setStage } from '../support/stage.ts'
import { download } from '../support/visitors.ts'

const MINUTE = 60_000

const openStage = async () => {
  const stage = await setStage({ ADMIN_CHANNEL: 'C0BOARD003', AUDIT_INTERVAL: '1s' })
  const redis = new Redis({ path: inject('redisSocket') })
  onTestFinished(() => redis.disconnect())
  const { slack } = stage
  const alice = slack.person('alice')
  const { shares, record: book } = createStore(redis, stage.namespace)
  const record = (id: string) => shares.get({ team: slack.teamId, id })
  return {
    ...stage,
    redis,
    record,
    alice,
    /** What the record says that was done for want of one. */
    lines: async () => {
      const all = await book.read(slack.teamId, null, 100)
      return all.filter(({ result }) => result === 'no-record')
    },
    /** Alice shares the report; the message, the id and the link of it. */
    share: async (terms: string) => {
      const before = new Set(slack.history('#general').map(({ ts }) => ts))
      await alice.command(`/sharelink ${FILES.report} ${terms}`, { in: '#general' })
      const posted = await slack.waitFor((s) =>
        s.history('#general').find((m) => addressOf(m) && !before.has(m.ts)),
      )
      const id = shareIdOf(posted)
      await expect.poll(async () => (await record(id))?.answered).toBe(true)
      const link = stage.portal.links(FILES.report).find(({ title }) => title.endsWith(id))
      return { ts: posted.ts, id, address: addressOf(posted) ?? '', link }
    },
    /** As if the records were from so long ago. */
    age: (ms: number) => redis.set(`${stage.namespace}:{audit}:life-sign`, Date.now() - ms),
  }
}
const linkIds = ({ portal }: Stage) => portal.links(FILES.report).map(({ id }) => id)
const told = ({ slack }: Stage) => slack.history('#board').map(({ text }) => text)
/** What Alice was told, privately or in a modal. */
const said = ({ slack }: Stage, words: string) => {
  const view = slack.view('alice')
  return (
    slack.ephemerals('alice').some(({ text }) => text.includes(words)) ||
    (view !== undefined && slack.render(view, 'alice').includes(words))
  )
}
const broadcasts = ({ slack }: Stage, id: string) =>
  slack.history('#general').filter((m) => m.broadcast && m.text.includes(id)).length

test('R4: after an older backup is put back, newer links are ended, and no end is told again', async () => {
  const stage = await openStage()
  const { slack, portal, redis, namespace, alice } = stage
  const bot = await stage.startBot()
  const ended = await stage.share('for 2h max 5')
  const kept = await stage.share('for 3h max none')
  const backup = await backUp(redis, namespace)
  const newer = await stage.share('for 2h max 2')
  await alice.command(`/sharelink revoke ${ended.id}`, { in: '#general' })
  await slack.waitFor(() => broadcasts(stage, ended.id) === 1)
  await expect.poll(() => linkIds(stage).sort()).toEqual([kept.link?.id, newer.link?.id].sort())
  await bot.close()

  // Somebody else's deployment at the same portal.
  const other = portal.addLink(FILES.report, { title: `Slack #general - Alice - ABCDEF` })
  await backup.restore()
  await stage.startBot()
  await expect.poll(() => linkIds(stage).sort()).toEqual([kept.link?.id, other.id].sort())
  await slack.waitFor(() => told(stage).length === 1)
  expect(told(stage)[0]).toContain('closed 1 link that it had no record of')
  expect(told(stage)[0]).toContain(newer.id)
  await expect.poll(async () => (await download(newer.address, 'Late Browser')).status).toBe(403)

  await expect.poll(async () => (await stage.record(ended.id))?.state, { timeout: 20_000 }).toBe('revoked')
  const lost = slack.message('#general', newer.ts)
  if (lost === undefined) throw new Error('no message')
  await alice.click(lost, { label: 'Revoke' })
  await slack.waitFor((s) => s.ephemerals('alice').some(({ text }) => text.includes('This link is closed')))
  // Its message says so too, and leads nowhere any more.
  await slack.waitFor((s) => s.message('#general', newer.ts)?.text.includes('This link is closed'))
  expect(addressOf(slack.message('#general', newer.ts) ?? lost)).toBeUndefined()
  await slack.idle()
  expect(broadcasts(stage, ended.id)).toBe(1)
  expect(told(stage)).toHaveLength(1)
})

test('R4: an extension that the backup does not know of holds', async () => {
  const stage = await openStage()
  const { portal, redis, namespace, alice } = stage
  const bot = await stage.startBot()
  const extended = await stage.share('for 2h max 5')
  const backup = await backUp(redis, namespace)
  await alice.command(`/sharelink extend ${extended.id} for 5h`, { in: '#general' })
  const endOf = () => portal.links(FILES.report).find(({ id }) => id === extended.link?.id)?.expirationDate
  const before = endOf()
  await expect.poll(endOf).not.toBe(before)
  const later = endOf()
  await bot.close()
  await backup.restore()
  await stage.age(5 * MINUTE)
  await stage.startBot()
  await stage.slack.waitFor(() => told(stage).some((text) => text.includes('extensions of 1 link')))
  expect((await stage.record(extended.id))?.terms).toMatchObject({ expiresAt: Date.parse(later ?? '') })
  expect(await stage.lines()).toMatchObject([{ kind: 'extended', actor: 'app', share: extended.id }])
  await stage.slack.idle()
  expect(endOf()).toBe(later)
})

test('R4: links that live on when all records are lost are ended, and admins are told once', async () => {
  const stage = await openStage()
  const bot = await stage.startBot()
  const first = await stage.share('for 2h max 1')
  const second = await stage.share('for 2h max 1')
  const { wipe } = await backUp(stage.redis, stage.namespace)
  expect(linkIds(stage).sort()).toEqual([first.link?.id, second.link?.id].sort())
  await bot.close()
  await wipe()
  await stage.startBot()
  await expect.poll(() => linkIds(stage)).toEqual([])
  await stage.slack.waitFor(() => told(stage).length === 1)
  expect(told(stage)[0]).toContain('closed 2 links that it had no record of')
  const ended = { kind: 'ended', actor: 'app', file: FILES.report, result: 'no-record' }
  expect(await stage.lines()).toMatchObject([ended, ended])
})

test('R4: an ordinary absence loses nothing: what ended meanwhile is told, and nobody is told of lost records', async () => {
  const stage = await openStage()
  const bot = await stage.startBot()
  const over = await stage.share('for 2s')
  const live = await stage.share('for 2h')
  await bot.close()
  await stage.age(5 * MINUTE)
  await expect.poll(() => Date.now()).toBeGreaterThan(Date.parse(over.link?.expirationDate ?? ''))
  await stage.startBot()
  await stage.slack.waitFor(() => broadcasts(stage, over.id) === 1)
  await expect.poll(() => linkIds(stage)).toEqual([live.link?.id])
  await stage.slack.idle()
  expect(told(stage)).toEqual([])
})

for (const { terms, button, kind } of [
  { terms: 'for 2h max 5', button: 'Revoke', kind: 'the direct address' },
  { terms: 'for 2h view', button: 'Details', kind: "the address of the portal's page" },
]) {
  test(`R4: where the trail cannot be read, a press on ${button} closes the link of a message without a record, by ${kind}`, async () => {
    const stage = await openStage()
    const { slack, portal, redis, namespace, alice } = stage
    const bot = await stage.startBot()
    const backup = await backUp(redis, namespace)
    const newer = await stage.share(terms)
    await bot.close()
    portal.configure({ audit: 'none' })
    await backup.restore()
    await stage.startBot()
    expect(linkIds(stage)).toEqual([newer.link?.id])
    portal.fault({ path: '/api/2.0/files/share/*', times: 'always', action: { kind: 'status', status: 400 } })
    const lost = slack.message('#general', newer.ts)
    if (lost === undefined) throw new Error('no message')
    await alice.click(lost, { label: button })
    await slack.waitFor(() => said(stage, 'may still work'))
    expect(linkIds(stage)).toEqual([newer.link?.id])

    portal.clearFaults()
    await alice.click(lost, { label: button })
    await slack.waitFor(() => said(stage, 'This link is closed'))
    expect(linkIds(stage)).toEqual([])
    await slack.waitFor((s) => s.message('#general', newer.ts)?.text.includes('This link is closed'))
    await slack.waitFor(() => told(stage).some((text) => text.includes('closed 1 link')))
    expect(await stage.lines()).toMatchObject([{ kind: 'ended', actor: 'app', share: newer.id }])
  })
}

test("a press on the message of another deployment's share leaves its link alone", async () => {
  const stage = await openStage()
  const { slack, alice } = stage
  const bot = await stage.startBot()
  const theirs = await stage.share('for 2h max 5')
  await bot.close()
  await stage.startBot({ namespace: `${stage.namespace}-other` })
  const message = slack.message('#general', theirs.ts)
  if (message === undefined) throw new Error('no message')
  await alice.click(message, { label: 'Revoke' })
  await slack.waitFor(() => said(stage, 'may still work'))
  expect(linkIds(stage)).toEqual([theirs.link?.id])
})
