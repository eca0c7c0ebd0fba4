import type { Receiver } from '@slack/bolt'
import type { Parts, World } from './app-parts.ts'
import type { Config } from './config.ts'
import type { Routes } from './http/server.ts'
import { createHttpReceiver } from './slack/http-receiver.ts'
import type { Keeper } from './slack/socket/keeper.ts'
import { createSocketReceiver } from './slack/socket/receiver.ts'

export interface Transport {
  receiver: Receiver
  routes: Routes
  /** Null over HTTP. */
  sockets: Keeper | null
}

/** Slack's side of a process: over HTTP, or over sockets that it opens itself. */
export const createTransport = (config: Config, parts: Parts, { now, random, log }: World): Transport => {
  const { appToken, signingSecret } = config.slack
  if (appToken !== null) {
    const { newReference, slackOptions: clientOptions } = parts
    return {
      ...createSocketReceiver({ appToken, clientOptions, newReference, now, random, log }),
      routes: {},
    }
  }
  const { receiver, handle } = createHttpReceiver(signingSecret ?? '', parts.slackLogger, now)
  return { receiver, routes: { 'POST /slack/events': handle }, sockets: null }
}
