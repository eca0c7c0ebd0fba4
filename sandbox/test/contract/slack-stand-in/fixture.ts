import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebClient } from '@slack/web-api'
import { onTestFinished } from 'vitest'
import { startSlack } from '../../../slack/server.ts'
import type { Slack, StartOptions } from '../../../slack/types.ts'

export type Heard = { raw: string; form: URLSearchParams; payload: Record<string, unknown>; genuine: boolean }
type Answer = { status?: number; body?: unknown }

/** A workspace and a WebClient that neither retries nor waits. */
export const startWorkspace = async (options: StartOptions = {}) => {
  const slack = await startSlack(options)
  onTestFinished(() => slack.close())
  const client = clientOf(slack)
  return { slack, client }
}

export const clientOf = (slack: Slack, token = slack.botToken): WebClient => {
  const client = new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  })
  return client
}

/** A bot that checks signatures as Slack's documentation says, and answers what it is told to. */
export const startBot = async (
  slack: Slack,
  answer: (heard: Heard) => Answer | Promise<Answer> = () => ({}),
) => {
  const heard: Heard[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const raw = Buffer.concat(chunks).toString('utf8')
    const stamp = String(request.headers['x-slack-request-timestamp'])
    const expected = createHmac('sha256', slack.signingSecret).update(`v0:${stamp}:${raw}`).digest('hex')
    const form = new URLSearchParams(raw)
    const json = request.headers['content-type'] === 'application/json' ? raw : (form.get('payload') ?? '{}')
    const one: Heard = {
      raw,
      form,
      payload: JSON.parse(json),
      genuine: request.headers['x-slack-signature'] === `v0=${expected}`,
    }
    heard.push(one)
    const { status = 200, body = '' } = await answer(one)
    response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  })
  slack.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  return { heard, last: () => heard.at(-1) as Heard }
}

export const postJson = async (url: string, body: unknown) => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: response.status, text: await response.text() }
}

/** The error code of a refused call. */
export const errorOf = async (call: Promise<unknown>): Promise<string> => {
  try {
    await call
  } catch (error) {
    return (error as { data?: { error?: string } }).data?.error ?? String(error)
  }
  return 'no error'
}

export const buttons = (...elements: object[]) => [
  { type: 'context' as const, elements: [{ type: 'mrkdwn' as const, text: 'A share' }] },
  { type: 'actions' as const, block_id: 'panel', elements: elements as never[] },
]

export const revoke = {
  type: 'button',
  action_id: 'revoke',
  value: 'K7Q2',
  text: { type: 'plain_text', text: 'Revoke' },
  confirm: {
    title: { type: 'plain_text', text: 'Revoke?' },
    text: { type: 'plain_text', text: 'The link ends now.' },
    confirm: { type: 'plain_text', text: 'Revoke' },
    deny: { type: 'plain_text', text: 'Keep' },
  },
}
