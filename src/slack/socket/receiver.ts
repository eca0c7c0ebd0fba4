import type { App, Receiver } from '@slack/bolt'
import type { WebClientOptions } from '@slack/web-api'
import type { Log, Now } from '../../use-cases/ports.ts'
import { createSlackLogger } from '../web-api/logger.ts'
import { type Delivery, openConnection } from './connection.ts'
import { createKeeper, type Keeper } from './keeper.ts'

export interface SocketReceiverDeps {
  appToken: string
  /** A new object each time: Slack's packages write into what they are given. */
  clientOptions: () => WebClientOptions
  newReference: () => string
  now: Now
  random: () => number
  log: Log
}

/** Bolt's receiver over sockets that the app opens itself. */
export const createSocketReceiver = (deps: SocketReceiverDeps): { receiver: Receiver; sockets: Keeper } => {
  const { appToken, clientOptions, newReference, now, random, log } = deps
  let app: App | null = null
  // The keeper logs failures, once and in our words.
  const logger = createSlackLogger({ info: () => {}, warn: () => {}, error: () => {} })

  const onDelivery = ({ body, ack, retryNum, retryReason }: Delivery): void => {
    const retry = { ...(retryNum === undefined ? {} : { retryNum }), ...(retryReason ? { retryReason } : {}) }
    app?.processEvent({ body, ack, ...retry }).catch((error: unknown) => {
      log.error({ err: error, reference: newReference() }, 'a request of Slack failed')
    })
  }
  const onOdd = (what: string): void => log.warn({ what }, 'an odd message of Slack was passed over')

  const sockets = createKeeper({
    open: (signal) =>
      openConnection({ appToken, clientOptions: clientOptions(), logger, onDelivery, onOdd, signal }),
    now,
    random,
    log,
  })
  const receiver: Receiver = {
    init: (bolt) => {
      app = bolt
    },
    start: sockets.start,
    stop: sockets.stop,
  }
  return { receiver, sockets }
}
