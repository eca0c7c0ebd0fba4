import type { WebClient } from '@slack/web-api'
import { describe, expect, test } from 'vitest'
import { ALL_SCOPES, HISTORY_SCOPES } from '../../../slack/seed.ts'
import { errorOf, startWorkspace as startWith } from './fixture.ts'

const startWorkspace = (scopes = [...ALL_SCOPES, ...HISTORY_SCOPES]) => startWith({ scopes })
const METADATA = { event_type: 'sharelink_post', event_payload: { ids: 'K7' } }

const textsOf = async (client: WebClient, more: object = {}) => {
  const { messages = [], has_more } = await client.conversations.history({ channel: 'C0DESIGN02', ...more })
  return { texts: messages.map(({ text }) => text), has_more }
}

describe('conversations.history', () => {
  test('gives the newest first, and of a thread what was sent to the channel too', async () => {
    const { client } = await startWorkspace()
    const channel = 'C0DESIGN02'
    const { ts } = await client.chat.postMessage({ channel, text: 'one' })
    const inThread = { channel, thread_ts: String(ts) }
    await client.chat.postMessage({ ...inThread, text: 'in the thread' })
    await client.chat.postMessage({ ...inThread, text: 'to the channel too', reply_broadcast: true })
    expect(await textsOf(client)).toEqual({ texts: ['to the channel too', 'one'], has_more: false })
    expect(await textsOf(client, { limit: 1 })).toEqual({ texts: ['to the channel too'], has_more: true })
    expect((await textsOf(client, { oldest: ts })).texts).toEqual(['to the channel too'])
    expect((await textsOf(client, { oldest: ts, inclusive: true })).texts).toHaveLength(2)
    expect((await textsOf(client, { latest: ts })).texts).toEqual([])
  })

  test('gives metadata to who asks for all of it', async () => {
    const { client } = await startWorkspace()
    const channel = 'C0DESIGN02'
    await client.chat.postMessage({ channel, text: 'one', metadata: METADATA })
    const [plain] = (await client.conversations.history({ channel })).messages ?? []
    expect(plain?.metadata).toBeUndefined()
    const all = await client.conversations.history({ channel, include_all_metadata: true })
    expect(all.messages?.[0]?.metadata).toEqual(METADATA)
  })

  test.each([
    ['a channel the bot is in', 'C0DESIGN02', 'no error'],
    ['a public one it is not in, though it may post there', 'C0RANDOM07', 'not_in_channel'],
    ['a private one without', 'C0SECRET04', 'channel_not_found'],
    ['a DM of the bot', 'D0ALICEBOT', 'no error'],
    ['a user', 'U0ALICE001', 'channel_not_found'],
  ])('%s', async (_, channel, error) => {
    const { client } = await startWorkspace()
    expect(await errorOf(client.conversations.history({ channel }))).toBe(error)
  })

  test.each([
    ['C0DESIGN02', 'channels:history'],
    ['C0BOARD003', 'groups:history'],
    ['D0ALICEBOT', 'im:history'],
  ])('of %s needs %s', async (channel, scope) => {
    const { client } = await startWorkspace(['mpim:history'])
    await expect(client.conversations.history({ channel })).rejects.toMatchObject({
      data: { error: 'missing_scope', needed: scope },
    })
  })
})

test.each([
  ['a dot in the type', { event_type: 'sharelink.post', event_payload: { ids: 'K7' } }],
  ['no payload', { event_type: 'sharelink_post' }],
  ['a payload that is not flat', { event_type: 'sharelink_post', event_payload: { ids: ['K7'] } }],
])('metadata with %s is left out, with a warning', async (_, metadata) => {
  const { slack, client } = await startWorkspace()
  const { ts } = await client.chat.postMessage({
    channel: 'C0DESIGN02',
    text: 'one',
    metadata: metadata as never,
  })
  expect(slack.message('C0DESIGN02', String(ts))?.metadata).toBeUndefined()
  expect(slack.requests('chat.postMessage').at(-1)?.warnings).toContain('invalid_metadata_schema')
})
