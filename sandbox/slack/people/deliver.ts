import { createHmac } from 'node:crypto'
import { request } from 'node:http'
import { nextNumber } from '../ids.ts'
import type { Delivery, Json } from '../model.ts'
import { sendOverSocket } from '../socket/send.ts'
import type { World } from '../world.ts'

/** The person's patience, and Slack's (docs.slack.dev). */
const ACK_LIMIT_MS = 3000

type Reply = { status: number; body: string }

const post = (url: string, headers: Record<string, string>, raw: string, timeoutMs: number): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(timeoutMs)
    // No agent: a kept connection would hold up the bot's shutdown.
    const outgoing = request(url, { method: 'POST', headers, agent: false, signal }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
      )
      response.on('error', reject)
    })
    outgoing.on('error', reject)
    outgoing.end(raw)
  })

/** Headers of a signed request: `v0=HMAC-SHA256(secret, "v0:" + timestamp + ":" + raw)`. */
export const signedHeaders = (secret: string, seconds: number, raw: string): Record<string, string> => ({
  'x-slack-request-timestamp': String(seconds),
  'x-slack-signature': `v0=${createHmac('sha256', secret).update(`v0:${seconds}:${raw}`).digest('hex')}`,
})

const overHttp = async (world: World, { headers, raw }: Delivery): Promise<Reply> => {
  if (!world.botUrl) throw new Error('no bot connected: call connect(botUrl) first')
  const length = { 'content-length': String(Buffer.byteLength(raw)) }
  return post(world.botUrl, { ...headers, ...length }, raw, world.settings.ackTimeoutMs)
}

/** Sends one request to the bot and notes what came back, and when. Never throws. */
export const deliver = async (
  world: World,
  what: { kind: string; raw: string; payload: Json; headers: Record<string, string> },
): Promise<Delivery> => {
  const delivery: Delivery = {
    seq: nextNumber(world),
    at: world.now(),
    url: world.sockets ? '' : world.botUrl,
    status: 0,
    responseBody: '',
    durationMs: 0,
    late: false,
    ...what,
  }
  world.state.deliveries.push(delivery)
  world.busy += 1
  const start = performance.now()
  try {
    const { sockets } = world
    const reply = await (sockets ? sendOverSocket(world, sockets, delivery) : overHttp(world, delivery))
    delivery.status = reply.status
    delivery.responseBody = reply.body
  } catch (error) {
    delivery.error = error instanceof Error ? error.message || error.name : String(error)
  }
  delivery.durationMs = Math.round(performance.now() - start)
  delivery.late = delivery.durationMs > ACK_LIMIT_MS
  world.busy -= 1
  world.changed()
  return delivery
}
