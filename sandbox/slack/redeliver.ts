import { deliver, signedHeaders } from './people/deliver.ts'
import { toAck } from './people/send.ts'
import type { Ack } from './types.ts'
import type { World } from './world.ts'

/** Sends a recorded request again, as a replay or as Slack's own retry (with `x-slack-retry-num`). */
export const redeliver = async (
  world: World,
  seq: number,
  options: { resign?: boolean; headers?: Record<string, string> },
): Promise<Ack> => {
  const first = world.state.deliveries.find((delivery) => delivery.seq === seq)
  if (!first) throw new Error(`no delivery ${seq}`)
  const seconds = Math.floor(world.now() / 1000)
  const signature = options.resign ? signedHeaders(world.signingSecret, seconds, first.raw) : {}
  const headers = { ...first.headers, ...signature, ...options.headers }
  return toAck(await deliver(world, { kind: first.kind, raw: first.raw, payload: first.payload, headers }))
}
