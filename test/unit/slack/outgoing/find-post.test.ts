import { expect, onTestFinished, test } from 'vitest'
import { findPost } from '../../../../src/slack/outgoing/find-post.ts'
import { clientOptions, createSlackClient } from '../../../../src/slack/web-api/client.ts'
import { createSlackLogger } from '../../../../src/slack/web-api/logger.ts'
import { type SlackAnswer, startSlackServer } from '../slack-server.ts'

const LOGGER = createSlackLogger({ info: () => {}, warn: () => {}, error: () => {} })

const look = async (answer: SlackAnswer) => {
  const server = await startSlackServer(answer)
  onTestFinished(() => server.close())
  const client = createSlackClient('xoxb-1', clientOptions(server.apiUrl, 5_000, LOGGER))
  return findPost(client, { channel: 'C0TEAM', since: 0, id: 'x' })
}

test.each([
  ['no such method', { status: 404, body: 'not found' }],
  ['no such method, in its own word', { body: { ok: false, error: 'unknown_method' } }],
  ['no scope', { body: { ok: false, error: 'missing_scope' } }],
  ['not in the channel', { body: { ok: false, error: 'not_in_channel' } }],
])('where there is %s nobody can look, and the notice goes on', async (_, answer) => {
  expect(await look(answer)).toBe('unknown')
})

test('where Slack is broken, it is looked for again', async () => {
  await expect(look({ status: 500, body: 'broken' })).rejects.toMatchObject({ code: 'http_500' })
})
