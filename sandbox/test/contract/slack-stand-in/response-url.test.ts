import { describe, expect, test } from 'vitest'
import { buttons, postJson, revoke, startBot, startWorkspace } from './fixture.ts'

const commanded = async (channel = '#secret') => {
  let now = 1_790_000_000_000
  const { slack, client } = await startWorkspace({ now: () => now })
  const bot = await startBot(slack)
  await slack.person('alice').command('/sharelink', { in: channel })
  const url = String(bot.last().form.get('response_url'))
  const later = (ms: number) => {
    now += ms
  }
  return { slack, client, bot, later, say: (body: unknown) => postJson(url, body) }
}

describe('of a command', () => {
  test('private by default, loud on demand, even where the bot is not', async () => {
    const { slack, say } = await commanded()
    expect(await say({ text: 'psst' })).toEqual({ status: 200, text: 'ok' })
    await say({ text: 'hear me', response_type: 'in_channel' })
    expect(slack.ephemerals('alice').map((e) => [e.text, e.source])).toEqual([['psst', 'response_url']])
    expect(slack.history('#secret').map((m) => [m.text, m.source])).toEqual([['hear me', 'response_url']])
    expect(slack.requests('response_url')).toHaveLength(2)
  })

  test('replace_original replaces what was answered last, never what was typed', async () => {
    const { slack, say } = await commanded()
    await say({ text: 'one', replace_original: true })
    await say({ text: 'two' })
    await say({ text: 'three', replace_original: true })
    expect(slack.ephemerals('alice').map((e) => e.text)).toEqual(['one', 'three'])
  })

  test('five uses', async () => {
    const { slack, say } = await commanded()
    const statuses: number[] = []
    for (let i = 0; i < 6; i += 1) statuses.push((await say({ text: `${i}` })).status)
    expect(statuses).toEqual([200, 200, 200, 200, 200, 404])
    expect(slack.ephemerals('alice')).toHaveLength(5)
  })

  test('half an hour', async () => {
    const { later, say } = await commanded()
    later(30 * 60_000)
    expect((await say({ text: 'in time' })).status).toBe(200)
    later(1)
    expect((await say({ text: 'late' })).text).toContain('expired_url')
  })

  test('limits hold here too, and only JSON is read', async () => {
    const { slack, say } = await commanded()
    expect(await say({ text: 'x', blocks: [{ type: 'nope' }] })).toMatchObject({ status: 400 })
    expect(await say('no object')).toMatchObject({
      status: 400,
      text: expect.stringContaining('invalid_payload'),
    })
    expect(slack.ephemerals('alice')).toEqual([])
  })
})

describe('of a click', () => {
  test('replaces or deletes what was clicked; a thread answer names its thread', async () => {
    const { slack, client, bot } = await commanded('#general')
    const channel = 'C0GENERAL1'
    const { ts } = await client.chat.postMessage({ channel, text: 'share', blocks: buttons(revoke) })
    const on = slack.message(channel, String(ts))
    if (!on) throw new Error('no message')
    await slack.person('bob').click(on, 'revoke')
    const url = String(bot.last().payload.response_url)
    await postJson(url, {
      text: 'in thread',
      response_type: 'in_channel',
      replace_original: false,
      thread_ts: ts,
    })
    expect(slack.thread(on).map((m) => m.text)).toEqual(['in thread'])
    await postJson(url, { text: 'over', replace_original: true })
    expect(slack.message(channel, on.ts)).toMatchObject({ text: 'over' })
    expect(slack.message(channel, on.ts)?.blocks).toBeUndefined()
    await postJson(url, { delete_original: true })
    expect(slack.message(channel, on.ts)).toMatchObject({ tombstone: true })
  })

  test('an ephemeral can be changed only this way', async () => {
    const { slack, client, bot } = await commanded('#general')
    await client.chat.postEphemeral({
      channel: 'C0GENERAL1',
      user: 'U0ALICE001',
      text: 'Sure?',
      blocks: buttons(revoke),
    })
    const [shown] = slack.ephemerals('alice')
    if (!shown) throw new Error('no ephemeral')
    await slack.person('alice').click(shown, 'revoke')
    const url = String(bot.last().payload.response_url)
    await postJson(url, { text: 'Done', replace_original: true })
    expect(slack.ephemerals('alice').map((e) => [e.ts, e.text])).toEqual([[shown.ts, 'Done']])
    await postJson(url, { delete_original: true })
    expect(slack.ephemerals('alice')).toEqual([])
  })
})
