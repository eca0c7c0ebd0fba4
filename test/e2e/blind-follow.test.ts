import { Redis } from 'ioredis'
import { expect, inject, onTestFinished, test } from 'vitest'
import { FILES, KEYS } from '../../sandbox/portal/seed-ids.ts'
import type { SlackMessage } from '../../sandbox/slack/model.ts'
import { createStore } from '../../src/store/store.ts'
import { addressOf, buttonNames, shareIdOf } from '../support/message.ts'
import { type Stage, setStage } from '../support/stage.ts'
import { download } from '../support/visitors.ts'

const OWN_KEY = { DOCSPACE_AUDIT_API_KEY: KEYS.adminReadOnly }

/** Two links with a limit, of two people, and one without. */
const shareSome = async ({ slack }: Stage) => {
  const share = async (who: string, text: string): Promise<SlackMessage> => {
    const before = new Set(slack.history('#general').map(({ ts }) => ts))
    await slack.person(who).command(`/sharelink ${text}`, { in: '#general' })
    return slack.waitFor((s) => s.history('#general').find((m) => addressOf(m) && !before.has(m.ts)))
  }
  return {
    limited: await share('alice', `${FILES.report} max 3`),
    bobs: await share('bob', `${FILES.pdf} max 5`),
    free: await share('alice', `${FILES.png} max none`),
  }
}
const now = ({ slack }: Stage, message: SlackMessage): SlackMessage =>
  slack.message('#general', message.ts) ?? message
/** What the bot has written straight to somebody. */
const written = ({ slack }: Stage, who: string): string[] =>
  slack.history(slack.dm(who).id).map((message) => slack.render(message))
const waitForWord = (stage: Stage, who: string, words: RegExp) =>
  stage.slack.waitFor(() => written(stage, who).find((text) => words.test(text)), {
    what: `${who}: ${words}`,
  })
const broadcasts = ({ slack }: Stage) =>
  slack.history('#general').flatMap((message) => (message.broadcast ? [slack.render(message)] : []))

test('ON_BLIND=revoke: what has a limit is suspended, and comes back under the same address', async () => {
  const stage = await setStage({ ...OWN_KEY, ON_BLIND: 'revoke' })
  const { portal, slack, startBot } = stage
  stage.env.ADMIN_USERS = slack.user('carol').id
  await startBot()
  const { limited, bobs, free } = await shareSome(stage)
  const address = addressOf(limited) ?? ''
  const real = { status: 200, sha256: portal.digest(FILES.report).sha256 }
  expect(await download(address, 'Firefox one')).toEqual(real)
  await slack.waitFor(() => now(stage, limited).text.includes('1 of 3 downloads'))

  portal.revokeKey(KEYS.adminReadOnly)
  await slack.waitFor(() => [limited, bobs].every((message) => now(stage, message).text.includes('Paused: ')))
  expect(buttonNames(now(stage, limited))).toEqual(['Details'])
  expect(addressOf(now(stage, free))).toBe(addressOf(free))
  await slack.waitFor(() => portal.links(FILES.report).length === 0)
  expect((await download(address, 'Chrome two')).status).not.toBe(200)
  await waitForWord(stage, 'carol', /2 links with a limit are paused/)
  await waitForWord(stage, 'alice', /^Download counting stopped[\s\S]*this link is paused/)
  await waitForWord(stage, 'bob', /this link is paused/)
  await slack.waitFor(() => broadcasts(stage).length === 2)
  expect(broadcasts(stage)[0]).toMatch(/: link paused\. Downloads can't be counted right now/)

  await slack.person('alice').command(`/sharelink extend ${shareIdOf(limited)} max 9`, { in: '#general' })
  const refused = await slack.waitFor((s) =>
    s.ephemerals('alice').find(({ text }) => text.includes('It keeps its end and its limit.')),
  )
  expect(refused.text).toContain(`/sharelink revoke ${shareIdOf(limited)}`)
  await slack.person('bob').command(`/sharelink revoke ${shareIdOf(bobs)}`, { in: '#general' })
  await slack.waitFor(() => now(stage, bobs).text.includes('Revoked by'))

  portal.restoreKey(KEYS.adminReadOnly)
  const back = await slack.waitFor(() => {
    const message = now(stage, limited)
    return addressOf(message) === undefined ? undefined : message
  })
  expect(addressOf(back)).toBe(address)
  expect(buttonNames(back)).toEqual(['Download', 'Details', 'Revoke'])
  expect(slack.render(back)).toContain('1 of 3 downloads')
  expect(await download(address, 'Safari three')).toEqual(real)
  await slack.waitFor(() => now(stage, limited).text.includes('2 of 3 downloads'))
  await waitForWord(stage, 'carol', /^Counting works again[\s\S]*1 paused link works again now/)
  await waitForWord(stage, 'alice', /^Counting works again/)
  await waitForWord(stage, 'bob', /^Counting works again[\s\S]* · closed/)
  await slack.waitFor(() => broadcasts(stage).length === 3)
  expect(broadcasts(stage)[2]).toContain('works again.')
  expect(now(stage, bobs).text).toContain('Revoked by')
  await slack.idle()
  for (const who of ['alice', 'bob', 'carol']) expect(written(stage, who)).toHaveLength(2)
})

test('ON_BLIND=warn: nothing is revoked, everybody is warned once, and what was missed is told once', async () => {
  const stage = await setStage(OWN_KEY)
  const { portal, slack, startBot } = stage
  stage.env.ADMIN_CHANNEL = slack.channel('#general').id
  await startBot()
  const { limited, bobs } = await shareSome(stage)
  const address = addressOf(limited) ?? ''
  const toAdmins = (words: RegExp) =>
    slack.waitFor((s) => s.history('#general').find((message) => words.test(slack.render(message))), {
      what: `to admins: ${words}`,
    })

  portal.revokeKey(KEYS.adminReadOnly)
  const warning = slack.render(await toAdmins(/2 links with a limit stay open/))
  expect(warning).toMatch(/doesn't accept Sharelink's key[\s\S]*DOCSPACE_AUDIT_API_KEY[\s\S]* stay open/)
  await waitForWord(stage, 'alice', /this link may go over its limit/)
  await waitForWord(stage, 'bob', /this link may go over its limit/)
  for (const browser of ['Firefox one', 'Chrome two', 'Safari three', 'Edge four', 'Opera five']) {
    expect((await download(address, browser)).status).toBe(200)
  }
  expect(buttonNames(now(stage, limited))).toEqual(['Download', 'Details', 'Revoke'])

  portal.restoreKey(KEYS.adminReadOnly)
  const summary = slack.render(await toAdmins(/^Counting works again/))
  expect(summary).toContain('5 downloads of 1 link were counted late.')
  expect(summary).toContain('1 link went over its limit.')
  await slack.waitFor(() => now(stage, limited).text.includes('5 downloads (limit 3)'))
  await waitForWord(stage, 'alice', /^Counting works again[\s\S]*5 downloads \(limit 3\) · closed/)
  await waitForWord(stage, 'bob', /^Counting works again/)
  await slack.waitFor(() => broadcasts(stage).length === 1)
  expect(addressOf(now(stage, bobs))).toBeDefined()
  await slack.idle()
  for (const who of ['alice', 'bob']) expect(written(stage, who)).toHaveLength(2)
  // Three links, two outage notices and one end.
  expect(slack.history('#general')).toHaveLength(6)
})

test('an app that was away for long tells admins once what it finds, and nobody else', async () => {
  const stage = await setStage(OWN_KEY)
  const { slack, startBot } = stage
  stage.env.ADMIN_USERS = slack.user('carol').id
  const first = await startBot()
  const { limited } = await shareSome(stage)
  await first.close()
  for (const browser of ['Firefox one', 'Chrome two']) await download(addressOf(limited) ?? '', browser)
  // As if two hours had passed since its last reading.
  const redis = new Redis({ path: inject('redisSocket') })
  onTestFinished(() => redis.disconnect())
  const { cursor } = createStore(redis, stage.namespace)
  const { newestSeenAt, skewMs } = await cursor.read()
  await cursor.advance({ newestSeenAt, sweptAt: Date.now() - 2 * 60 * 60_000, skewMs })

  await startBot()
  const news = await waitForWord(stage, 'carol', /^Sharelink was down for 2 h, from/)
  expect(news).toContain('2 downloads of 1 link were counted late.')
  await slack.waitFor(() => now(stage, limited).text.includes('2 of 3 downloads'))
  await slack.idle()
  expect(['alice', 'bob', 'carol'].map((who) => written(stage, who).length)).toEqual([0, 0, 1])
})
