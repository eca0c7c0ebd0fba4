import { describe, expect, test } from 'vitest'
import { buttons, clientOf, errorOf, revoke, startWorkspace } from './fixture.ts'

describe('tokens and methods', () => {
  test('a good token is told who it is, a wrong one and none are refused', async () => {
    const { slack, client } = await startWorkspace()
    expect(await client.auth.test()).toMatchObject({
      ok: true,
      team_id: slack.teamId,
      user_id: slack.botUserId,
      response_metadata: { scopes: expect.arrayContaining(['chat:write']) },
    })
    expect(await errorOf(clientOf(slack, 'xoxb-wrong').auth.test())).toBe('invalid_auth')
    const bare = await fetch(`${slack.apiUrl}auth.test`, { method: 'POST' })
    expect(await bare.json()).toEqual({ ok: false, error: 'not_authed' })
    expect(await errorOf(client.apiCall('chat.unheard'))).toBe('unknown_method')
    expect(await errorOf(client.apps.connections.open())).toBe('not_allowed_token_type')
  })

  test('JSON bodies and unknown arguments are taken', async () => {
    const { slack } = await startWorkspace()
    const response = await fetch(`${slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${slack.botToken}`,
        'content-type': 'application/json; charset=utf-8',
      },
      body: JSON.stringify({ channel: '#general', text: 'hello', team_id: slack.teamId, odd: 1 }),
    })
    expect(await response.json()).toMatchObject({ ok: true, channel: 'C0GENERAL1' })
    expect(slack.history('#general')[0]?.args).toMatchObject({ team_id: slack.teamId, odd: 1 })
  })
})

describe('chat.postMessage', () => {
  test.each([
    ['a channel the bot is in', 'C0DESIGN02', 'no error'],
    ['a public one it is not in', 'C0RANDOM07', 'no error'],
    ['a private one with the bot', 'C0BOARD003', 'no error'],
    ['a private one without', 'C0SECRET04', 'channel_not_found'],
    ['a DM of others', 'D0ALICEBOB', 'channel_not_found'],
    ['nothing', 'C0NOTHING0', 'channel_not_found'],
    ['an archived one', 'C0ARCHIVE8', 'is_archived'],
    ['a user', 'U0BOB00002', 'no error'],
  ])('%s', async (_, channel, error) => {
    const { client } = await startWorkspace()
    expect(await errorOf(client.chat.postMessage({ channel, text: 'hi' }))).toBe(error)
  })

  test('without chat:write.public a public channel must be joined, without chat:write nothing goes', async () => {
    const one = await startWorkspace({ scopes: ['chat:write'] })
    expect(await errorOf(one.client.chat.postMessage({ channel: 'C0RANDOM07', text: 'x' }))).toBe(
      'not_in_channel',
    )
    const none = await startWorkspace({ scopes: ['commands'] })
    expect(await errorOf(none.client.chat.postMessage({ channel: 'C0GENERAL1', text: 'x' }))).toBe(
      'missing_scope',
    )
  })

  test('what was sent is kept exactly, blocks decoded and completed', async () => {
    const { slack, client } = await startWorkspace()
    const blocks = buttons(revoke)
    const sent = await client.chat.postMessage({
      channel: 'C0GENERAL1',
      text: 'A &amp; B',
      blocks,
      unfurl_links: false,
      unfurl_media: false,
      metadata: { event_type: 'share', event_payload: { id: 'K7' } },
    })
    const message = slack.message('#general', String(sent.ts))
    expect(message).toMatchObject({
      text: 'A &amp; B',
      unfurl_links: false,
      unfurl_media: false,
      args: { blocks },
    })
    expect(message?.blocks?.[0]?.block_id).toMatch(/^\w{5}$/)
    expect(sent.message).toMatchObject({ bot_id: 'B0BOT00009', user: slack.botUserId, text: 'A &amp; B' })
    expect(slack.requests('chat.postMessage')[0]?.warnings).toEqual([])
  })

  test('blocks without a text are noted, nothing at all is refused', async () => {
    const { slack, client } = await startWorkspace()
    await client.chat.postMessage({ channel: 'C0GENERAL1', blocks: buttons(revoke) } as never)
    expect(slack.requests('chat.postMessage')[0]?.warnings).toEqual(['missing_fallback_text'])
    expect(slack.history('general')[0]?.text).toContain('A share')
    expect(await errorOf(client.chat.postMessage({ channel: 'C0GENERAL1', text: '' }))).toBe('no_text')
  })

  test('replies stay in the thread unless broadcast; a thread must exist', async () => {
    const { slack, client } = await startWorkspace()
    const channel = 'C0GENERAL1'
    const parent = await client.chat.postMessage({ channel, text: 'parent' })
    const thread_ts = String(parent.ts)
    await client.chat.postMessage({ channel, text: 'quiet', thread_ts })
    await client.chat.postMessage({ channel, text: 'loud', thread_ts, reply_broadcast: true })
    expect(slack.history(channel).map((m) => m.text)).toEqual(['parent', 'loud'])
    expect(slack.thread({ channel, ts: thread_ts }).map((m) => m.text)).toEqual(['quiet', 'loud'])
    expect(await errorOf(client.chat.postMessage({ channel, text: 'x', thread_ts: '1.000001' }))).toBe(
      'thread_not_found',
    )
  })

  test('two messages of the same millisecond have different times, in order', async () => {
    const { slack, client } = await startWorkspace({ now: () => 1_790_000_000_000 })
    for (const text of ['a', 'b']) await client.chat.postMessage({ channel: 'C0GENERAL1', text })
    const times = slack.history('general').map((m) => m.ts)
    expect(times).toEqual(['1790000000.000000', '1790000000.000001'])
  })

  test('in strict mode a burst passes, then 429 with Retry-After until time has gone by', async () => {
    let now = 1_790_000_000_000
    const { slack, client } = await startWorkspace({ strictRate: true, now: () => now })
    const post = (channel: string) => client.chat.postMessage({ channel, text: 'x' })
    for (let i = 0; i < 5; i += 1) await post('C0GENERAL1')
    await expect(post('C0GENERAL1')).rejects.toMatchObject({ retryAfter: 1 })
    await post('C0DESIGN02')
    now += 1000
    await post('C0GENERAL1')
    expect(slack.history('general')).toHaveLength(6)
  })

  test('in strict mode a method passes as often a minute as its tier allows, then 429 with Retry-After', async () => {
    let now = 1_790_000_000_000
    const { client } = await startWorkspace({ strictRate: true, now: () => now })
    const channel = 'C0GENERAL1'
    const { ts } = await client.chat.postMessage({ channel, text: 'x' })
    const update = () => client.chat.update({ channel, ts: String(ts), text: 'y' })
    for (let i = 0; i < 50; i += 1) await update()
    now += 20_000
    await expect(update()).rejects.toMatchObject({ retryAfter: 40 })
    await client.users.info({ user: 'U0ALICE001' })
    now += 40_000
    await update()
  })
})

describe('chat.postEphemeral', () => {
  test('only its reader sees it, and chat.update does not find it', async () => {
    const { slack, client } = await startWorkspace()
    const channel = 'C0DESIGN02'
    const sent = await client.chat.postEphemeral({ channel, user: 'U0ALICE001', text: 'psst' })
    expect(slack.ephemerals('alice').map((e) => e.text)).toEqual(['psst'])
    expect(slack.ephemerals('bob')).toEqual([])
    expect(slack.history(channel)).toEqual([])
    const update = client.chat.update({ channel, ts: String(sent.message_ts), text: 'x' })
    expect(await errorOf(update)).toBe('message_not_found')
    const outsider = client.chat.postEphemeral({ channel, user: 'U0CAROL003', text: 'x' })
    expect(await errorOf(outsider)).toBe('user_not_in_channel')
  })
})
