import { Redis } from 'ioredis'
import { inject, type TestContext, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { beginInstall, install } from '../../sandbox/start/install-app.ts'
import { SHARE_FILE_FROM_MESSAGE } from '../../src/slack/listeners/shortcuts.ts'
import * as action from '../../src/slack/views/actions.ts'
import { REVOKE_FORM } from '../../src/slack/views/revoke-form.ts'
import { openExtension } from '../support/form.ts'
import { OAUTH, SEVERAL } from '../support/installing.ts'
import { addressOf, saysOver, shareIdOf } from '../support/message.ts'
import { setStage } from '../support/stage.ts'

const ACME = 'T0ACME0002'

/** Two workspaces that have installed the app, each with a channel of its own. */
const setTwo = async ({ expect, onTestFinished }: Pick<TestContext, 'expect' | 'onTestFinished'>) => {
  const stage = await setStage(SEVERAL, { oauth: OAUTH }, onTestFinished)
  const { slack } = stage
  const bot = await stage.startBot()
  const origin = `http://127.0.0.1:${bot.port}`
  expect((await install(origin, slack, 'carol')).status).toBe(200)
  expect(await (await install(origin, slack, 'xavier')).text()).toContain('is installed in Acme Ltd')
  slack.change((state) => {
    const acme = state.teams.find(({ id }) => id === ACME)
    const general = state.channels.find(({ name }) => name === 'general')
    if (general === undefined || acme?.install === undefined) throw new Error('no second workspace')
    const members = ['U0XAVIER06', acme.install.userId]
    state.channels.push({ ...general, id: 'C0ACMEOWN1', name: 'acme-room', team_id: ACME, members })
  })
  return { ...stage, origin }
}

test.concurrent('two workspaces install the app and share files, each by its own token', async (context) => {
  const { expect } = context
  const { portal, slack } = await setTwo(context)
  await slack.person('alice').command(`/sharelink ${FILES.report} max 3`, { in: '#general' })
  await slack.person('xavier').command(`/sharelink ${FILES.pdf} max 3`, { in: '#acme-room' })
  const ours = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  const theirs = await slack.waitFor((s) => s.history('#acme-room').find((m) => addressOf(m)))

  await slack.person('xavier').command('/sharelink list', { in: '#acme-room' })
  const listed = await slack.waitFor((s) => s.ephemerals('xavier').find((e) => e.text.includes('live link')))
  expect(slack.render(listed)).toContain(shareIdOf(theirs))
  expect(slack.render(listed)).not.toContain(shareIdOf(ours))

  await slack.person('xavier').click(theirs, { label: 'Revoke' })
  await slack.waitFor((s) => saysOver(s.history('#acme-room').find((m) => m.ts === theirs.ts)))
  expect([portal.links(FILES.report).length, portal.links(FILES.pdf).length]).toEqual([1, 0])
})

test.concurrent('T15 nobody reaches a link of another workspace, by no command and no button', async (context) => {
  const { expect } = context
  const { portal, slack } = await setTwo(context)
  await slack.person('alice').command(`/sharelink ${FILES.report} max 3`, { in: '#general' })
  await slack.person('xavier').command(`/sharelink ${FILES.pdf} max 3`, { in: '#acme-room' })
  const ours = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  const theirs = await slack.waitFor((s) => s.history('#acme-room').find((m) => addressOf(m)))
  const id = shareIdOf(ours)
  const xavier = slack.person('xavier')
  let answers = 0
  const isUnknown = async (act: Promise<unknown>): Promise<void> => {
    await act
    answers += 1
    const unknown = (s: typeof slack) =>
      s.ephemerals('xavier').filter((e) => e.text.includes(`with the ID ${id}`))
    await slack.waitFor((s) => unknown(s).length >= answers)
  }
  for (const words of ['info', 'why', 'revoke'])
    await isUnknown(xavier.command(`/sharelink ${words} ${id}`, { in: '#acme-room' }))
  await isUnknown(xavier.command(`/sharelink extend ${id} for 2d`, { in: '#acme-room' }))
  for (const label of ['Details', 'Revoke']) await isUnknown(xavier.click(theirs, { label }, { value: id }))
  await xavier.openHome()
  const home = await slack.waitFor((s) => s.home('xavier'))
  expect(slack.render(home, 'xavier')).not.toContain(id)
  expect(
    slack
      .ephemerals('xavier')
      .map((e) => e.text)
      .join(),
  ).not.toContain('Q3.docx')
  expect(portal.links(FILES.report)).toHaveLength(1)
})

test.concurrent('a workspace that removes the app loses its links and its records, and the other keeps its own', async (context) => {
  const { expect, onTestFinished } = context
  const { portal, slack, namespace } = await setTwo(context)
  const redis = new Redis(inject('redisSocket'))
  onTestFinished(() => redis.disconnect())
  await slack.person('alice').command(`/sharelink ${FILES.report} max 3`, { in: '#general' })
  await slack.person('xavier').command(`/sharelink ${FILES.pdf} max 3`, { in: '#acme-room' })
  await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  await slack.waitFor((s) => s.history('#acme-room').find((m) => addressOf(m)))
  const kept = async (team: string) => (await redis.keys(`${namespace}:{${team}}:*`)).length
  const before = await kept('T0HOME0001')

  await slack.event({ type: 'app_uninstalled' }, { team: ACME })
  await expect.poll(() => portal.links(FILES.pdf).length, { timeout: 30_000 }).toBe(0)
  await expect.poll(() => kept(ACME), { timeout: 30_000 }).toBe(0)
  expect(portal.links(FILES.report)).toHaveLength(1)
  expect(await redis.exists(`${namespace}:{install}:of:${ACME}`)).toBe(0)
  expect(before).toBeGreaterThan(0)
})

test.concurrent('T34 an installation is finished only in the browser that began it, and once', async ({
  expect,
  onTestFinished,
}) => {
  const stage = await setStage(SEVERAL, { oauth: OAUTH }, onTestFinished)
  const bot = await stage.startBot()
  const origin = `http://127.0.0.1:${bot.port}`
  const { asks, back, cookie } = await beginInstall(origin, stage.slack, 'carol')
  expect(asks.searchParams.get('redirect_uri')).toBe('https://links.example.com/slack/oauth_redirect')

  const elsewhere = await fetch(back)
  expect(elsewhere.status).toBe(400)
  expect(await elsewhere.text()).toMatch(/could not be installed[\s\S]*reference/)
  const forged = await fetch(`${origin}/slack/oauth_redirect?code=x&state=forged`, {
    headers: { cookie: 'slack-app-oauth-state=forged' },
  })
  expect(forged.status).toBe(400)
  const cancelled = await fetch(`${origin}/slack/oauth_redirect?error=access_denied`, { headers: { cookie } })
  expect(await cancelled.text()).toContain('nothing was changed')

  expect((await fetch(back, { headers: { cookie } })).status).toBe(200)
  expect(stage.logged.join('\n')).not.toContain(stage.slack.botToken)
})

test.concurrent('T15 nobody reaches a link of another workspace by any button, form, shortcut or Home', async (context) => {
  const { expect } = context
  const { portal, slack } = await setTwo(context)
  const secret = portal.addFile({ title: 'Merger with Initech.docx' }).id
  await slack.person('alice').command(`/sharelink ${secret} max 3`, { in: '#general' })
  await slack.person('xavier').command(`/sharelink ${FILES.pdf} max 3`, { in: '#acme-room' })
  const ours = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  const theirs = await slack.waitFor((s) => s.history('#acme-room').find((m) => addressOf(m)))
  // A question that waits for its answer.
  await slack.person('alice').command(`/sharelink ${secret} max 4`, { in: '#acme-shared' })
  await slack.waitFor((s) => s.ephemerals('alice').find((e) => e.text.includes('Nothing has been made yet')))
  const [alice, general] = [slack.user('alice').id, slack.channel('#general').id]
  const id = shareIdOf(ours)
  const xavier = slack.person('xavier')
  const soon = Date.now() + 60_000
  const values = [
    id,
    `${id} 0`,
    `all 0`,
    `by ${alice}`,
    `in ${general}`,
    `${soon} by ${alice}`,
    `${soon} of ${secret}`,
    `${soon} ${general}`,
    alice,
  ]
  const form = await openExtension(slack, 'xavier', theirs)
  await xavier.submit(form, {}, { patch: { view: { private_metadata: id } } })
  for (const private_metadata of [id, `${id} x`])
    await xavier.submit(
      form,
      {},
      { force: true, patch: { view: { callback_id: REVOKE_FORM, private_metadata } } },
    )
  // Some answers take the place of what was pressed.
  for (const what of action.ALL)
    for (const value of values)
      await xavier.click(
        theirs,
        { label: 'Details' },
        { stale: true, patch: { actions: [{ action_id: what, value }] } },
      )
  await slack.idle()

  await xavier.messageShortcut(SHARE_FILE_FROM_MESSAGE, ours, { force: true })
  await xavier.openHome()
  await slack.idle()

  const seen = [
    ...slack.ephemerals('xavier'),
    ...slack.history(slack.dm('xavier')),
    ...slack.history('#acme-room'),
    slack.view('xavier'),
    slack.home('xavier'),
  ]
  expect(slack.ephemerals('xavier').length).toBeGreaterThan(20)
  expect(JSON.stringify(seen)).not.toContain('Merger')
  expect(portal.links(secret)).toHaveLength(1)
  expect(slack.message('#general', ours.ts)?.text).toBe(ours.text)
})
