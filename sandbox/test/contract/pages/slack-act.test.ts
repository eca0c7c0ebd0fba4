import type { ModalView } from '@slack/web-api'
import { describe, expect, test } from 'vitest'
import type { SlackAct, Surface } from '../../../pages/contract.ts'
import { buttons, type Heard, revoke, startBot } from '../slack-stand-in/fixture.ts'
import { ALICE, context, GENERAL, plain, startSlackPage } from './slack-world.ts'

const SHORTCUTS = [
  { name: 'Share', description: 'x', callbackId: 'share_file', type: 'global' as const },
  { name: 'Share this', description: 'x', callbackId: 'share_message', type: 'message' as const },
]
const command = (channel = 'general', text = '/sharelink help'): SlackAct => ({
  act: 'command',
  channel,
  text,
})

describe('a command', () => {
  test('reaches the bot, whose answer is seen', async () => {
    const { slack, act, see } = await startSlackPage()
    const bot = await startBot(slack, () => ({ body: 'done' }))
    expect(await act('alice', command())).toEqual({ ok: true })
    expect(Object.fromEntries(bot.last().form)).toMatchObject({ user_id: ALICE, text: 'help' })
    expect((await see('alice', 'general')).channel?.entries).toMatchObject([
      { text: 'done', isPrivate: true },
    ])
  })

  test.each([
    ['alice', 'general', '/shrelink 12', '/shrelink is not a valid command'],
    ['xavier', 'acme-shared', '/sharelink 12', '/sharelink is not a valid command'],
    ['gina', 'general', '/sharelink 12', 'You do not see this channel.'],
    ['alice', 'old-launch', '/sharelink 12', 'old-launch is archived'],
  ])('%s in #%s cannot send %s', async (as, channel, text, error) => {
    const { slack, act } = await startSlackPage()
    const bot = await startBot(slack)
    expect(await act(as, command(channel, text))).toEqual({
      ok: false,
      error: expect.stringContaining(error),
    })
    expect(bot.heard).toEqual([])
  })

  test('that fails is told of in the words of Slack, once in the channel too', async () => {
    const { slack, act, see } = await startSlackPage()
    await startBot(slack, () => ({ status: 404 }))
    expect(await act('alice', command())).toEqual({
      ok: false,
      error: '/sharelink failed with the error “http_client_error”',
      problems: ['status 404'],
    })
    expect((await see('alice', 'general')).channel?.entries).toHaveLength(1)
  })
})

describe('a button', () => {
  const posted = async (answer?: (heard: Heard) => object) => {
    const page = await startSlackPage()
    const bot = await startBot(page.slack, answer)
    const { ts } = await page.client.chat.postMessage({
      channel: 'C0ACME0005',
      text: 'share',
      blocks: buttons(revoke),
    })
    const on: Surface = { kind: 'message', channel: 'C0ACME0005', ts: String(ts), isPrivate: false }
    const press = (as: string, more: Partial<Extract<SlackAct, { act: 'click' }>> = {}) =>
      page.act(as, { act: 'click', on, blockId: 'panel', actionId: 'revoke', ...more })
    return { ...page, bot, on, press }
  }

  test('is pressed by whoever sees it, people of another company too', async () => {
    const { bot, press } = await posted()
    expect(await press('xavier')).toEqual({ ok: true })
    expect(bot.last().payload).toMatchObject({ type: 'block_actions', user: { id: 'U0XAVIER06' } })
    expect(await press('gina')).toEqual({ ok: false, error: 'You do not see this channel.' })
    expect(bot.heard).toHaveLength(1)
  })

  test('that is gone, or of a message that is, sends nothing', async () => {
    const { bot, client, on, press } = await posted()
    const gone = { ok: false, error: 'This is not there any more.' }
    expect(await press('alice', { actionId: 'extend' })).toEqual(gone)
    expect(await press('alice', { on: { ...on, isPrivate: true } as Surface })).toEqual(gone)
    expect(await press('alice', { on: { kind: 'home' } })).toEqual(gone)
    if (on.kind === 'message') await client.chat.delete(on)
    expect(await press('alice')).toEqual(gone)
    expect(bot.heard).toEqual([])
  })

  test('without an answer gets the words of Slack', async () => {
    const { press } = await posted(() => ({ status: 500 }))
    expect(await press('alice')).toEqual({
      ok: false,
      error: 'We had some trouble connecting. Try again?',
      problems: ['status 500'],
    })
  })
})

describe('a form', () => {
  const option = (value: string) => ({ text: plain(`File ${value}`), value })
  const view: ModalView = {
    type: 'modal',
    title: plain('Share'),
    submit: plain('Go'),
    blocks: [
      {
        type: 'input',
        block_id: 'file',
        label: plain('File'),
        element: { type: 'external_select', action_id: 'pick', min_query_length: 1 },
      },
    ],
  }
  const opened = async (offers: object[]) => {
    const page = await startSlackPage()
    const bot = await startBot(page.slack, ({ payload }) =>
      payload.type === 'block_suggestion' ? { body: offers.shift() } : {},
    )
    await page.act('alice', command())
    await page.client.views.open({ trigger_id: String(bot.last().form.get('trigger_id')), view })
    const id = String((await page.see('alice')).modals[0]?.id)
    const type = (query: string) =>
      page.act('alice', {
        act: 'suggest',
        on: { kind: 'view', id },
        blockId: 'file',
        actionId: 'pick',
        query,
      })
    return { ...page, bot, id, type }
  }

  test('offers what the bot suggests; what was chosen earlier stays chosen', async () => {
    const offers = [{ options: [option('1')] }, { options: [option('2'), option('3')] }]
    const { bot, id, type, act, see } = await opened(offers)
    expect(await type('a')).toEqual({ ok: true, options: [option('1')] })
    expect(await type('ab')).toEqual({ ok: true, options: [option('2'), option('3')] })
    const submit = (as: string, values: Record<string, string | null>) =>
      act(as, { act: 'submit', view: id, values })
    const notOpen = { ok: false, error: 'This form is not open any more.' }
    expect(await submit('bob', { file: '1' })).toEqual(notOpen)
    expect(await submit('alice', { file: null })).toEqual({ ok: false, error: '“File” is required' })
    expect(await submit('alice', { file: '9' })).toMatchObject({ ok: false })
    expect(await submit('alice', { file: '1' })).toEqual({ ok: true })
    expect(bot.last().payload).toMatchObject({
      view: { state: { values: { file: { pick: { selected_option: option('1') } } } } },
    })
    expect((await see('alice')).modals).toEqual([])
    expect(await act('alice', { act: 'close', view: id })).toEqual(notOpen)
  })

  test('takes no more than a hundred suggestions', async () => {
    const many = Array.from({ length: 101 }, (_, i) => option(`${i}`))
    const { type, see } = await opened([{ options: many }, { options: [] }])
    const reasons = ['no more than 100 items allowed [json-pointer:/options]']
    expect(await type('a')).toMatchObject({ ok: false, options: [] })
    expect((await see('alice')).flags).toMatchObject([{ call: 'ack of block_suggestion', reasons }])
    expect(await type('ab')).toEqual({ ok: true, options: [] })
  })

  test('is closed by its person', async () => {
    const { id, act, see } = await opened([])
    expect(await act('alice', { act: 'close', view: id })).toEqual({ ok: true })
    expect((await see('alice')).modals).toEqual([])
  })
})

describe('what the manifest decides', () => {
  test('Home and shortcuts that it has', async () => {
    const page = await startSlackPage({ manifest: { hasHome: true, shortcuts: SHORTCUTS } })
    const bot = await startBot(page.slack)
    const { ts } = page.slack.person('bob').say('#general', 'see this')
    expect(await page.act('alice', { act: 'home' })).toEqual({ ok: true })
    expect(await page.act('alice', { act: 'shortcut', callbackId: 'share_file' })).toEqual({ ok: true })
    const onMessage = {
      act: 'message-shortcut',
      callbackId: 'share_message',
      channel: GENERAL,
      ts,
    } as const
    expect(await page.act('alice', onMessage)).toEqual({ ok: true })
    expect(bot.heard.map(({ payload }) => payload.type)).toEqual([
      'event_callback',
      'shortcut',
      'message_action',
    ])
    for (const act of [{ act: 'home' }, { act: 'shortcut', callbackId: 'share_file' }] as const)
      expect(await page.act('xavier', act)).toMatchObject({ ok: false })
    const { ts: shared } = page.slack.person('bob').say('#acme-shared', 'see this')
    expect(await page.act('xavier', { ...onMessage, channel: 'acme-shared', ts: shared })).toMatchObject({
      ok: false,
    })
    expect(bot.heard).toHaveLength(3)
  })

  test('and those that it has not', async () => {
    const { slack, act } = await startSlackPage({ manifest: { hasHome: false, shortcuts: [] } })
    const bot = await startBot(slack)
    expect(await act('alice', { act: 'home' })).toEqual({ ok: false, error: 'This app has no Home.' })
    const shortcut = { act: 'shortcut', callbackId: 'share_file' } as const
    expect(await act('alice', shortcut)).toEqual({ ok: false, error: 'This app has no such shortcut.' })
    expect(bot.heard).toEqual([])
  })
})

test('people talk, where they may', async () => {
  const { act, see } = await startSlackPage()
  const say = (channel: string, text: string, threadTs?: string) =>
    act('alice', { act: 'say', channel, text, ...(threadTs ? { threadTs } : {}) })
  expect(await say('general', '<b> & #design')).toEqual({ ok: true })
  expect((await see('bob', 'general')).channel?.entries).toMatchObject([
    { text: '&lt;b&gt; &amp; <#C0DESIGN02|design>', author: ALICE },
  ])
  for (const [channel, text, thread] of [
    ['general', ' \n '],
    ['old-launch', 'anybody here?'],
    ['general', 'to nobody', '1.000001'],
  ] as const)
    expect(await say(channel, text, thread)).toEqual({ ok: false, error: expect.stringMatching(/\w/) })
})

test('an outage is played, and shown to everybody at once', async () => {
  const { client, act, screens } = await startSlackPage()
  const bob = await screens('bob')
  expect(await act('alice', { act: 'outage', kind: '503' })).toEqual({ ok: true })
  await bob.until(({ outage }) => outage === '503')
  const post = () => client.chat.postMessage({ channel: GENERAL, text: 'x', blocks: [context('x')] })
  await expect(post()).rejects.toThrow()
  await act('alice', { act: 'outage', kind: 'off' })
  expect((await post()).ok).toBe(true)
})
