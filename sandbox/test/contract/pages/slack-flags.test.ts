import { describe, expect, test } from 'vitest'
import { startBot } from '../slack-stand-in/fixture.ts'
import { ALICE, context, GENERAL, plain, startSlackPage, TOO_LONG } from './slack-world.ts'

const LONG = 'must be less than 3001 characters [json-pointer:/blocks/0/elements/0/text]'
/** A client throws what is refused. */
const refused = (call: Promise<unknown>) => expect(call).rejects.toThrow()

describe('in the channel', () => {
  test('a message that is refused leaves its outline', async () => {
    const { client, see } = await startSlackPage()
    const post = { channel: '#general', text: 'share', blocks: [TOO_LONG] }
    for (let i = 0; i < 2; i += 1) await refused(client.chat.postMessage(post))
    const { channel, flags } = await see('bob', 'general')
    expect(channel).toMatchObject({
      entries: [],
      refused: [
        {
          call: 'chat.postMessage',
          error: 'invalid_blocks',
          reasons: [LONG],
          refused: true,
          text: 'share',
          blocks: [TOO_LONG],
        },
      ],
    })
    expect(channel?.refused).toHaveLength(1)
    expect(flags).toEqual([])
    expect((await see('bob', 'random')).channel?.refused).toEqual([])
  })

  test('what cannot be read as blocks is passed on as it is', async () => {
    const { client, see } = await startSlackPage()
    await refused(client.apiCall('chat.postMessage', { channel: GENERAL, text: 'x', blocks: '[{' }))
    expect((await see('bob', 'general')).channel?.refused).toMatchObject([
      { error: 'invalid_blocks_format', blocks: '[{' },
    ])
  })

  test('a text for screen readers is missed, until it is there', async () => {
    const { client, see } = await startSlackPage()
    const { ts } = await client.chat.postMessage({ channel: GENERAL, blocks: [context('share')] } as never)
    expect((await see('bob', 'general')).channel?.entries[0]?.flags).toMatchObject([
      { call: 'chat.postMessage', error: 'missing_fallback_text', refused: false, reasons: [], ts },
    ])
    await client.chat.update({ channel: GENERAL, ts: String(ts), text: 'share', blocks: [context('share')] })
    expect((await see('bob', 'general')).channel?.entries[0]?.flags).toEqual([])
  })

  test('a change that is refused belongs to its message', async () => {
    const { client, see } = await startSlackPage()
    const { ts } = await client.chat.postMessage({ channel: GENERAL, text: 'share' })
    await refused(client.chat.update({ channel: GENERAL, ts: String(ts), text: 'x'.repeat(4001) }))
    const { channel } = await see('bob', 'general')
    expect(channel?.entries).toMatchObject([
      { text: 'share', flags: [{ call: 'chat.update', error: 'msg_too_long', refused: true, ts }] },
    ])
    expect(channel?.refused).toEqual([])
  })

  test('an answer to one person is flagged to that person', async () => {
    const { slack, client, see, act } = await startSlackPage()
    const bot = await startBot(slack)
    await act('alice', { act: 'command', channel: GENERAL, text: '/sharelink' })
    const url = String(bot.last().form.get('response_url'))
    const answer = (body: object) => fetch(url, { method: 'POST', body: JSON.stringify(body) })
    await answer({ text: 'done', blocks: [{ type: 'sectoin' }] })
    await answer({ blocks: [context('no text')] })
    await refused(client.chat.postEphemeral({ channel: GENERAL, user: ALICE, text: 'x', blocks: [TOO_LONG] }))
    const { channel } = await see('alice', 'general')
    expect(channel?.refused.map(({ call, error, reasons }) => [call, error, reasons])).toEqual([
      ['chat.postEphemeral', 'invalid_blocks', [LONG]],
      ['response_url', 'invalid_blocks', ['unsupported type: sectoin [json-pointer:/blocks/0/type]']],
    ])
    expect(channel?.entries).toMatchObject([
      { isPrivate: true, flags: [{ call: 'response_url', error: 'missing_fallback_text', refused: false }] },
    ])
    expect((await see('bob', 'general')).channel).toMatchObject({ entries: [], refused: [] })
  })
})

describe('the ack of a command', () => {
  const typed = async (ack: object) => {
    const page = await startSlackPage()
    await startBot(page.slack, () => ({ body: ack }))
    const result = await page.act('alice', { act: 'command', channel: GENERAL, text: '/sharelink' })
    const { channel, flags } = await page.see('alice', 'general')
    expect((await page.see('bob', 'general')).channel?.refused).toEqual([])
    return { result, flags, channel }
  }

  test('that is refused is told to that person where the command was typed', async () => {
    const { result, flags, channel } = await typed({ blocks: [{ type: 'zz' }] })
    const reasons = ['unsupported type: zz [json-pointer:/blocks/0/type]']
    expect(result).toMatchObject({ ok: false })
    expect(channel).toMatchObject({
      entries: [],
      refused: [{ call: 'ack of command', error: 'invalid_blocks', reasons, refused: true }],
    })
    expect(flags).toEqual([])
  })

  test('that is taken with a warning too', async () => {
    const { result, channel } = await typed({ blocks: [context('no text')] })
    expect(result).toMatchObject({ ok: true })
    expect(channel).toMatchObject({
      entries: [{ isPrivate: true }],
      refused: [{ call: 'ack of command', error: 'missing_fallback_text', refused: false }],
    })
  })
})

describe('of no channel', () => {
  const form = {
    type: 'modal',
    callback_id: 'form',
    title: plain('Share'),
    submit: plain('Go'),
    blocks: [
      {
        type: 'input',
        block_id: 'file',
        label: plain('File'),
        element: { type: 'plain_text_input', action_id: 'name' },
      },
    ],
  }
  const long = { ...form, title: plain('x'.repeat(25)) }
  const LONG_TITLE = 'must be less than 25 characters [json-pointer:/view/title/text]'

  test.each([
    ['an error', { status: 500 }, 'dispatch_failed', ['status 500']],
    [
      'a view that is refused',
      { body: { response_action: 'update', view: long } },
      'invalid_arguments',
      [LONG_TITLE],
    ],
    [
      'errors beside nothing',
      { body: { response_action: 'errors', errors: { nope: 'x' } } },
      'invalid_answer',
      ['errors name "nope", which is no input block'],
    ],
  ])('a submission answered by %s', async (_, answer, error, reasons) => {
    const { slack, client, see, act } = await startSlackPage()
    const bot = await startBot(slack, ({ payload }) => (payload.type === 'view_submission' ? answer : {}))
    await act('alice', { act: 'command', channel: GENERAL, text: '/sharelink' })
    const trigger_id = String(bot.last().form.get('trigger_id'))
    await refused(client.views.open({ trigger_id, view: long as never }))
    await client.views.open({ trigger_id, view: form as never })
    const { modals } = await see('alice')
    const submit = { act: 'submit', view: String(modals[0]?.id), values: { file: 'a.txt' } } as const
    expect(await act('alice', submit)).toMatchObject({
      ok: false,
      error: 'We had some trouble connecting. Try again?',
    })
    const { flags } = await see('bob', 'general')
    expect(flags).toMatchObject([
      { call: 'ack of view_submission', error, reasons, refused: true },
      { call: 'views.open', error: 'invalid_arguments', reasons: [LONG_TITLE], text: long.title.text },
    ])
  })

  test('an answer that comes too late', async () => {
    const { slack, see, act } = await startSlackPage()
    await startBot(slack, () => new Promise((resolve) => setTimeout(resolve, 3010, { body: 'too late' })))
    expect(await act('alice', { act: 'command', channel: GENERAL, text: '/sharelink' })).toMatchObject({
      ok: false,
      error: '/sharelink failed with the error “operation_timeout”',
    })
    const { channel, flags } = await see('alice', 'general')
    expect(flags).toMatchObject([{ call: 'ack of command', error: 'operation_timeout', refused: true }])
    expect(channel?.entries).toMatchObject([{ author: '', isApp: false, isPrivate: true }])
  })

  test('a Home that is refused, until it is taken', async () => {
    const { client, see } = await startSlackPage()
    const publish = (block: object) =>
      client.views.publish({ user_id: ALICE, view: { type: 'home', blocks: [block as never] } })
    await refused(publish({ type: 'alert', text: plain('x') }))
    const flag = { call: 'views.publish', error: 'invalid_arguments', blocks: [{ type: 'alert' }] }
    expect(await see('alice')).toMatchObject({ homeFlags: [flag], flags: [flag] })
    expect((await see('bob')).homeFlags).toEqual([])
    await publish({ type: 'divider' })
    expect(await see('alice')).toMatchObject({ home: { type: 'home' }, homeFlags: [], flags: [] })
  })

  test('a scope that the app has not got', async () => {
    const { client, see } = await startSlackPage({ scopes: ['commands'] })
    await refused(client.users.info({ user: ALICE }))
    expect((await see('bob')).flags).toMatchObject([
      { call: 'users.info', error: 'missing_scope', reasons: ['needed: users:read', 'provided: commands'] },
    ])
  })
})

test('life, and failures that are played, are told by the log alone', async () => {
  const { slack, client, see } = await startSlackPage()
  await refused(client.chat.postMessage({ channel: 'C0ARCHIVE8', text: 'x' }))
  slack.fail({ method: 'chat.postMessage', error: 'invalid_blocks' })
  await refused(client.chat.postMessage({ channel: GENERAL, text: 'x' }))
  const { flags, channel, log } = await see('bob', 'general')
  expect([flags, channel?.refused]).toEqual([[], []])
  expect(log.map(({ outcome, isBad }) => [outcome, isBad])).toEqual([
    ['invalid_blocks', true],
    ['is_archived', true],
  ])
})

test('what was kept by an older version is drawn as well', async () => {
  const before = await startSlackPage()
  await before.act('alice', { act: 'command', channel: GENERAL, text: '/sharelink' })
  const seed = structuredClone(before.slack.state)
  for (const delivery of seed.deliveries) delete delivery.problems
  const { see } = await startSlackPage({ seed })
  expect(await see('alice')).toMatchObject({ flags: [], log: [{ name: 'command' }] })
})
