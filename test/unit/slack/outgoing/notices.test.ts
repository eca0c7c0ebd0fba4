import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ShareLink } from '../../../../src/domain/share.ts'
import { SlackError } from '../../../../src/domain/slack-error.ts'
import { createNotices } from '../../../../src/slack/outgoing/notices.ts'
import { clientOptions, createSlackClient } from '../../../../src/slack/web-api/client.ts'
import { createSlackLogger } from '../../../../src/slack/web-api/logger.ts'
import type { Notices } from '../../../../src/use-cases/notice-ports.ts'
import { aRevokedShare, aShare, LINK_ID, NOW, pageOf } from '../../../support/builders.ts'
import { type SlackServer, startSlackServer } from '../slack-server.ts'

const LOGGER = createSlackLogger({ info: () => {}, warn: () => {}, error: () => {} })
const MESSAGE = { channel: 'C0TEAM', ts: '1700000000.000100' }

let server: SlackServer
let notices: Notices
beforeEach(async () => {
  server = await startSlackServer({ body: { ok: true, channel: 'C0TEAM', ts: '1700000000.000200' } })
  const client = createSlackClient('xoxb-1', clientOptions(server.apiUrl, 5_000, LOGGER))
  notices = createNotices(() => client, 10_000)
})
afterEach(() => server.close())

const sent = () => {
  const [call, ...others] = server.calls
  if (call === undefined || others.length > 0) throw new Error(`${server.calls.length} calls`)
  return { method: call.path.replace('/api/', ''), ...call.form }
}
const QUIET = { unfurl_links: 'false', unfurl_media: 'false' }

it('posts what is live, with its address, although it is still being made', async () => {
  const making = aShare({ state: 'creating', step: 'posting', message: null })
  expect(await notices.post(making)).toEqual({ channel: 'C0TEAM', ts: '1700000000.000200' })
  expect(sent()).toMatchObject({ method: 'chat.postMessage', channel: 'C0TEAM', ...QUIET })
  expect(JSON.stringify(sent())).toContain(pageOf(LINK_ID))
})

it('never asks Slack to look for mentions or addresses', async () => {
  await notices.post(aShare())
  expect(sent()).not.toHaveProperty('link_names')
  expect(sent()).not.toHaveProperty('parse')
})

it('rewrites with text and blocks: text alone would take the blocks away', async () => {
  await notices.rewrite(aRevokedShare())
  expect(sent()).toMatchObject({
    method: 'chat.update',
    ...MESSAGE,
    text: expect.stringContaining('Expired'),
    blocks: expect.stringContaining('Expired'),
  })
})

it('rewrites a message that was left behind, without an address and a button that acts', async () => {
  await notices.rewriteStray(aShare(), { channel: 'C0TEAM', ts: '1700000000.000001' })
  expect(sent()).toMatchObject({ method: 'chat.update', channel: 'C0TEAM', ts: '1700000000.000001' })
  expect(JSON.stringify(sent())).not.toContain(pageOf(LINK_ID))
  expect(JSON.stringify(sent())).not.toContain('Revoke')
})

it('tells downloads in the thread alone', async () => {
  await notices.tellDownloads(aShare({ downloads: 2 }), 1)
  expect(sent()).toMatchObject({ method: 'chat.postMessage', thread_ts: MESSAGE.ts, ...QUIET })
  expect(sent()).not.toHaveProperty('reply_broadcast')
})

it('announces the end in the thread and to the channel', async () => {
  await notices.announceEnd(aRevokedShare(), true)
  expect(sent()).toMatchObject({
    thread_ts: MESSAGE.ts,
    reply_broadcast: 'true',
    channel: 'C0TEAM',
    ...QUIET,
  })
})

it('announces the end in the thread alone where the channel may have it', async () => {
  await notices.announceEnd(aRevokedShare(), false)
  expect(sent()).toMatchObject({
    method: 'chat.postMessage',
    thread_ts: MESSAGE.ts,
    channel: 'C0TEAM',
    ...QUIET,
  })
  expect(sent()).not.toMatchObject({ reply_broadcast: 'true' })
})

it.each([true, false])(
  'announces the end to the creator where there is no message (%s)',
  async (toChannel) => {
    await notices.announceEnd(aRevokedShare({ message: null }), toChannel)
    expect(sent()).toMatchObject({ channel: 'U0ALICE' })
    expect(sent()).not.toHaveProperty('thread_ts')
    expect(sent()).not.toHaveProperty('reply_broadcast')
  },
)

describe('warnings, extensions', () => {
  const END = { expiresAt: NOW, limit: 3, by: 'U0BOB', askedAt: NOW, reference: 'REF23456' }
  const share = aShare({ downloads: 2, extensions: [END] })

  it('a warning stands in the thread alone, with buttons that act', async () => {
    await notices.warn(share, ['last-download'], 1)
    expect(sent()).toMatchObject({ thread_ts: MESSAGE.ts, channel: 'C0TEAM', ...QUIET })
    expect(sent()).not.toHaveProperty('reply_broadcast')
    expect(JSON.stringify(sent())).toContain('extend_share')
  })

  it.each([true, false])('an extension reaches the channel where it is to (%s)', async (toChannel) => {
    await notices.tellExtensions(share, 0, toChannel)
    expect(sent()).toMatchObject({ thread_ts: MESSAGE.ts, text: expect.stringContaining('<@U0BOB>') })
    expect('reply_broadcast' in sent()).toBe(toChannel)
  })

  it.each<[string, (alone: ShareLink) => Promise<void>]>([
    ['a warning', (alone) => notices.warn(alone, ['end'], 0)],
    ['an extension', (alone) => notices.tellExtensions(alone, 0, true)],
    ['that the message is gone', (alone) => notices.tellLost(alone)],
  ])('%s goes to the creator where there is no message', async (_, tell) => {
    await tell({ ...share, message: null })
    expect(sent()).toMatchObject({ channel: 'U0ALICE', ...QUIET })
    expect(sent()).not.toHaveProperty('thread_ts')
    expect(sent()).not.toHaveProperty('reply_broadcast')
  })
})

it('that a key is known outside goes to whom it is told, beside the thread', async () => {
  await notices.tellKeyOut(aShare({ keyOut: { asked: 1, seen: 2, seenAt: NOW } }), 'C0ADMINS')
  expect(sent()).toMatchObject({
    channel: 'C0ADMINS',
    ...QUIET,
    text: expect.stringContaining('1 came through'),
  })
  expect(sent()).not.toHaveProperty('thread_ts')
})

it('says nothing about a message that is not there', async () => {
  await notices.rewrite(aShare({ message: null }))
  await notices.tellDownloads(aShare({ message: null }), 0)
  expect(server.calls).toEqual([])
})

describe('an answer that does not say where the message is', () => {
  it('leaves it unknown whether there is one', async () => {
    await server.close()
    server = await startSlackServer({ body: { ok: true } })
    const client = createSlackClient('xoxb-1', clientOptions(server.apiUrl, 5_000, LOGGER))
    const error = await createNotices(() => client, 10_000)
      .post(aShare())
      .catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(SlackError)
    expect(error).toMatchObject({ outcome: 'unknown' })
  })
})

describe('hard cases', () => {
  it('a rewrite sets `parse` again, whose default differs in chat.update (docs.slack.dev)', async () => {
    await notices.rewrite(aShare())
    expect(sent()).toMatchObject({ parse: 'none' })
  })
})
