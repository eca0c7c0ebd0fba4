import { describe, expect, test } from 'vitest'
import { buttons, errorOf, revoke, startWorkspace } from './fixture.ts'

const channel = 'C0GENERAL1'
const posted = async (scopes?: string[]) => {
  const { slack, client } = await startWorkspace(scopes ? { scopes } : {})
  const sent = await client.chat.postMessage({ channel, text: 'first', blocks: buttons(revoke) })
  return { slack, client, ts: String(sent.ts) }
}

describe('chat.update', () => {
  test('text without blocks removes the blocks; each drawing is remembered', async () => {
    const { slack, client, ts } = await posted()
    await client.chat.update({ channel, ts, text: 'second' })
    const message = slack.message(channel, ts)
    expect(message?.text).toBe('second')
    expect(message?.blocks).toBeUndefined()
    expect(message?.edited?.user).toBe(slack.botUserId)
    expect(message?.revisions.map((r) => [r.text, r.blocks?.length])).toEqual([
      ['first', 2],
      ['second', undefined],
    ])
  })

  test('omitted metadata is kept, {} removes it', async () => {
    const { slack, client } = await posted()
    const metadata = { event_type: 'share', event_payload: { id: 'K7' } }
    const { ts } = await client.chat.postMessage({ channel, text: 'x', metadata })
    await client.chat.update({ channel, ts: String(ts), text: 'y' })
    expect(slack.message(channel, String(ts))?.metadata).toEqual(metadata)
    await client.chat.update({ channel, ts: String(ts), text: 'z', metadata: {} as never })
    expect(slack.message(channel, String(ts))?.metadata).toBeUndefined()
  })

  test('refusals', async () => {
    const { slack, client, ts } = await posted()
    const update = (args: object) =>
      errorOf(client.apiCall('chat.update', { channel, ts, text: 'x', ...args }))
    expect(await update({ text: 'x'.repeat(4001) })).toBe('msg_too_long')
    expect(await update({ text: 'x'.repeat(4000) })).toBe('no error')
    expect(await update({ ts: '1.000001' })).toBe('message_not_found')
    expect(await update({ channel: 'U0ALICE001' })).toBe('channel_not_found')
    expect(await update({ channel: 'C0SECRET04' })).toBe('channel_not_found')
    expect(await update({ text: '' })).toBe('no_text')
    const said = slack.person('bob').say('#general', 'mine')
    expect(await update({ ts: said.ts })).toBe('cant_update_message')
  })
})

describe('chat.delete', () => {
  test('takes a message away; one with replies leaves a tombstone', async () => {
    const { slack, client, ts } = await posted()
    const lone = await client.chat.postMessage({ channel, text: 'lone' })
    await client.chat.delete({ channel, ts: String(lone.ts) })
    expect(slack.message(channel, String(lone.ts))).toBeUndefined()
    await client.chat.postMessage({ channel, text: 'reply', thread_ts: ts })
    await client.chat.delete({ channel, ts })
    expect(slack.message(channel, ts)).toMatchObject({ tombstone: true, text: 'This message was deleted.' })
    expect(await errorOf(client.chat.update({ channel, ts, text: 'x' }))).toBe('message_not_found')
    const said = slack.person('bob').say('#general', 'mine')
    expect(await errorOf(client.chat.delete({ channel, ts: said.ts }))).toBe('cant_delete_message')
  })
})
