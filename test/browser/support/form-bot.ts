import { createHmac } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { Json } from '../../../sandbox/slack/model.ts'
import type { Slack } from '../../../sandbox/slack/types.ts'

type Call = (method: string, args: Json) => Promise<Json>

/** What the bot does; an answer is the body of the ack. May be changed while it runs. */
export type Script = {
  /** Opened by a command and by both kinds of shortcut. */
  form: Json
  submitted?: (payload: Json) => unknown
  /** Called after the ack. */
  clicked?: (payload: Json, call: Call) => unknown
  suggest?: (query: string) => unknown
}

export type FormBot = {
  url: string
  script: Script
  /** Everything that arrived, oldest first. */
  received: Json[]
  /** Resolves with the newest thing of this type. */
  arrived(type: string): Promise<Json>
  call: Call
  close(): Promise<void>
}

const signed = (secret: string, headers: Record<string, unknown>, raw: string): boolean => {
  const base = `v0:${String(headers['x-slack-request-timestamp'])}:${raw}`
  return headers['x-slack-signature'] === `v0=${createHmac('sha256', secret).update(base).digest('hex')}`
}

const decode = (raw: string): Json => {
  const fields = Object.fromEntries(new URLSearchParams(raw))
  return fields.payload ? (JSON.parse(fields.payload) as Json) : { type: 'command', ...fields }
}

/** A bot that shows one form and writes down what comes of it: inputs are tested apart from any product. */
export const startFormBot = async (slack: Slack, script: Script): Promise<FormBot> => {
  const received: Json[] = []
  const heard = new EventEmitter()
  const call: Call = async (method, args) => {
    const response = await fetch(`${slack.apiUrl}${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${slack.botToken}` },
      body: JSON.stringify(args),
    })
    const answer = (await response.json()) as Json
    if (answer.ok !== true) throw new Error(`${method}: ${JSON.stringify(answer)}`)
    return answer
  }
  const answerTo = (payload: Json): unknown => {
    if (payload.type === 'view_submission') return bot.script.submitted?.(payload)
    if (payload.type === 'block_suggestion') return bot.script.suggest?.(String(payload.value))
    return undefined
  }
  const after = async (payload: Json): Promise<unknown> => {
    if (payload.type === 'block_actions') return bot.script.clicked?.(payload, call)
    if (!['command', 'shortcut', 'message_action'].includes(String(payload.type))) return undefined
    return call('views.open', { trigger_id: payload.trigger_id, view: bot.script.form })
  }
  const server = createServer(async (request, response) => {
    const raw = await text(request)
    if (!signed(slack.signingSecret, request.headers, raw)) return void response.writeHead(401).end()
    const payload = decode(raw)
    received.push(payload)
    heard.emit('more')
    const body = await answerTo(payload)
    response.setHeader('content-type', 'application/json')
    response.end(body === undefined ? '' : JSON.stringify(body))
    await after(payload)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  slack.connect(url)
  const bot: FormBot = {
    url,
    script,
    received,
    arrived: async (type) => {
      for (;;) {
        const found = received.findLast((payload) => payload.type === type)
        if (found) return found
        await once(heard, 'more')
      }
    },
    call,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return bot
}
