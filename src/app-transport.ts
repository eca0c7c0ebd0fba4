import type { Receiver } from '@slack/bolt'
import type { Parts, Runtime } from './app-parts.ts'
import type { Config } from './config.ts'
import type { Routes } from './http/server.ts'
import { type SignedRoute, signedRoute } from './http/signed-route.ts'
import { createHttpReceiver } from './slack/http/http-receiver.ts'
import type { Keeper } from './slack/socket/keeper.ts'
import { createSocketReceiver } from './slack/socket/receiver.ts'

export interface Transport {
  receiver: Receiver
  routes: Routes
  /** Null over HTTP. */
  sockets: Keeper | null
}

/** How Slack reaches this process: over HTTP, or over sockets that the process opens. */
export const createTransport = (
  config: Config,
  parts: Parts,
  { now, random, log }: Runtime,
  incoming: Pick<SignedRoute, 'readBody' | 'refused'>,
): Transport => {
  const { appToken, signingSecret, apiUrl } = config.slack
  if (appToken !== null) {
    const { newReference, slackOptions: clientOptions } = parts
    return {
      ...createSocketReceiver({ appToken, clientOptions, newReference, now, random, log }),
      routes: {},
    }
  }
  const { receiver, ...signed } = createHttpReceiver({
    signingSecret: signingSecret ?? '',
    apiUrl,
    newReference: parts.newReference,
    now,
    log,
  })
  const route = signedRoute({ ...signed, ...incoming })
  return { receiver, routes: { 'POST /slack/events': route }, sockets: null }
}
