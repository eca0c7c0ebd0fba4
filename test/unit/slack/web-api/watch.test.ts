import { afterEach, expect, it } from 'vitest'
import { calling, clientOptions, createSlackClient } from '../../../../src/slack/web-api/client.ts'
import { createSlackLogger } from '../../../../src/slack/web-api/logger.ts'
import { createWatch } from '../../../../src/slack/web-api/watch.ts'
import { type SlackAnswer, type SlackServer, startSlackServer } from '../slack-server.ts'

const LOGGER = createSlackLogger({ info: () => {}, warn: () => {}, error: () => {} })
const LOG = { info: () => {}, warn: () => {}, error: () => {} }
const NO_SCOPES = { refused: () => {}, answered: () => {}, missing: () => [] }

let server: SlackServer
afterEach(() => server.close())

const watched = async (restMs: () => Promise<number>, ...script: SlackAnswer[]) => {
  server = await startSlackServer({ body: { ok: true, team_id: 'T1' } }, ...script)
  const rests: unknown[] = []
  const slackTurns = { rest: async (...given: unknown[]) => void rests.push(given), restMs }
  const watch = createWatch({ ofTeam: null, scopes: NO_SCOPES, slackTurns, log: LOG })
  const client = createSlackClient('xoxb-1', clientOptions(server.apiUrl, 5_000, LOGGER), watch)
  await client.auth.test()
  return { client, rests, made: () => server.calls.slice(1) }
}
const LIMITED: SlackAnswer = {
  status: 429,
  headers: { 'retry-after': '7' },
  body: { ok: false, error: 'ratelimited' },
}

it('R2: notes the pause that Slack asks for: of a method, and of a post in its channel', async () => {
  const { client, rests } = await watched(async () => 0, LIMITED)
  const update = calling(() => client.chat.update({ channel: 'C1', ts: '1.2', text: 'x' }))
  await expect(update).rejects.toMatchObject({ outcome: 'not-sent', code: 'ratelimited' })
  await expect(calling(() => client.chat.postMessage({ channel: 'C1', text: 'x' }))).rejects.toThrow()
  expect(rests).toEqual([
    ['T1', 'chat.update', null, 7_000],
    ['T1', 'chat.postMessage', 'C1', 7_000],
  ])
})

it('R2: makes no call during a pause, and says how long it is', async () => {
  const { client, rests, made } = await watched(async () => 4_000, { body: { ok: true } })
  const call = calling(() => client.users.info({ user: 'U1' }))
  await expect(call).rejects.toMatchObject({ outcome: 'not-sent', code: 'ratelimited', retryAfterMs: 4_000 })
  expect([made(), rests]).toEqual([[], []])
  await client.auth.test()
  expect(made()).toHaveLength(1)
})

it('makes the call where no pause can be looked up', async () => {
  const { client, made } = await watched(
    async () => {
      throw new Error('Command timed out')
    },
    { body: { ok: true } },
  )
  await client.users.info({ user: 'U1' })
  expect(made()).toHaveLength(1)
})
