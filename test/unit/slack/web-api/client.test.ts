import { afterEach, describe, expect, it } from 'vitest'
import { SlackError } from '../../../../src/domain/slack-error.ts'
import { calling, clientOptions, createSlackClient } from '../../../../src/slack/web-api/client.ts'
import { createSlackLogger } from '../../../../src/slack/web-api/logger.ts'
import { type SlackAnswer, type SlackServer, startSlackServer } from '../slack-server.ts'

const LOGGER = createSlackLogger({ info: () => {}, warn: () => {}, error: () => {} })

let server: SlackServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

const post = (apiUrl: string, timeoutMs: number) =>
  calling(() =>
    createSlackClient('xoxb-1', clientOptions(apiUrl, timeoutMs, LOGGER)).chat.postMessage({
      channel: 'C0TEAM',
      text: 'hello',
    }),
  )
const failureOf = async (apiUrl: string, timeoutMs = 5_000): Promise<SlackError> => {
  const error = await post(apiUrl, timeoutMs).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof SlackError)) throw new Error(`not a SlackError: ${String(error)}`)
  return error
}
const failure = async (answer: SlackAnswer, timeoutMs?: number) => {
  server = await startSlackServer(answer)
  const { outcome, code, retryAfterMs } = await failureOf(server.apiUrl, timeoutMs)
  return { outcome, code, retryAfterMs, hits: server.calls.length }
}

describe('a call that Slack took', () => {
  it('gives its answer, sent once, with the token', async () => {
    server = await startSlackServer({ body: { ok: true, channel: 'C0TEAM', ts: '1.2' } })
    expect(await post(server.apiUrl, 5_000)).toMatchObject({ ts: '1.2' })
    expect(server.calls).toMatchObject([
      { path: '/api/chat.postMessage', authorization: 'Bearer xoxb-1', form: { text: 'hello' } },
    ])
  })
})

describe('what became of a call that failed', () => {
  it.each([
    ['channel_not_found', 'refused'],
    ['not_in_channel', 'refused'],
    ['is_archived', 'refused'],
    ['msg_too_long', 'refused'],
    ['invalid_blocks', 'refused'],
    ['message_not_found', 'refused'],
    ['ratelimited', 'not-sent'],
    ['internal_error', 'failed'],
    ['fatal_error', 'failed'],
    ['service_unavailable', 'failed'],
    ['request_timeout', 'failed'],
  ])('ok: false, %s: %s', async (code, outcome) => {
    expect(await failure({ body: { ok: false, error: code } })).toEqual({
      outcome,
      code,
      retryAfterMs: null,
      hits: 1,
    })
  })

  it('429 with Retry-After: not sent, and when to come back', async () => {
    const found = await failure({ status: 429, headers: { 'retry-after': '7' }, body: '' })
    expect(found).toEqual({ outcome: 'not-sent', code: 'ratelimited', retryAfterMs: 7_000, hits: 1 })
  })

  it.each([
    ['60', 60_000],
    ['61', 60_000],
    ['86400', 60_000],
  ])('429 with Retry-After %s: cut to a minute', async (seconds, retryAfterMs) => {
    const found = await failure({ status: 429, headers: { 'retry-after': seconds }, body: '' })
    expect(found).toMatchObject({ outcome: 'not-sent', retryAfterMs })
  })

  it.each([
    ['without Retry-After', {}],
    ['with one that is no number', { 'retry-after': 'soon' }],
  ])('429 %s: not sent', async (_, headers) => {
    const found = await failure({ status: 429, headers: { ...headers }, body: '' })
    expect(found).toMatchObject({ outcome: 'not-sent', code: 'ratelimited', hits: 1 })
    expect(found.retryAfterMs === null || found.retryAfterMs >= 0).toBe(true)
  })

  it.each([500, 502, 503, 504, 404, 403])('%d: failed, and not tried again here', async (status) => {
    expect(await failure({ status, body: 'no' })).toEqual({
      outcome: 'failed',
      code: `http_${status}`,
      retryAfterMs: null,
      hits: 1,
    })
  })

  it.each([
    ['a dropped connection', { fault: 'drop' as const }],
    ['an answer cut off', { fault: 'cut' as const }],
  ])('%s: unknown', async (_, answer) => {
    expect(await failure(answer)).toMatchObject({ outcome: 'unknown', retryAfterMs: null, hits: 1 })
  })

  it('no answer in time: unknown', async () => {
    expect(await failure({ fault: 'hang' }, 1_000)).toMatchObject({ outcome: 'unknown', hits: 1 })
  })

  it('no connection: not sent', async () => {
    const gone = await startSlackServer({})
    await gone.close()
    expect(await failureOf(gone.apiUrl)).toMatchObject({ outcome: 'not-sent', code: 'ECONNREFUSED' })
  })

  it('keeps the token out of its words', async () => {
    const gone = await startSlackServer({})
    await gone.close()
    expect(JSON.stringify(await failureOf(gone.apiUrl))).not.toContain('xoxb-1')
  })
})

describe('hard cases', () => {
  it.each(['invalid_auth', 'token_revoked', 'missing_scope', 'account_inactive'])(
    '%s: Slack certainly did not do it, so the same link may be posted again',
    async (code) => {
      expect(await failure({ body: { ok: false, error: code } })).toMatchObject({ outcome: 'not-sent', code })
    },
  )

  it('names the scopes that Slack names as missing, and no other words of an answer', async () => {
    for (const [named, needed] of [
      ['channels:read,groups:read', 'channels:read,groups:read'],
      ['<!channel>', null],
      [7, null],
      [undefined, null],
    ]) {
      const { apiUrl, close } = await startSlackServer({
        body: { ok: false, error: 'missing_scope', needed: named },
      })
      expect((await failureOf(apiUrl)).needed).toBe(needed)
      await close()
    }
  })

  it('a page in place of an answer leaves it unknown, and is no code of Slack’s', async () => {
    const found = await failure({ headers: { 'content-type': 'text/html' }, body: '<html>Back soon</html>' })
    expect(found).toMatchObject({ outcome: 'unknown', code: 'odd_answer' })
  })
})
