import { SocketModeClient } from '@slack/socket-mode'
import type { WebClientOptions } from '@slack/web-api'
import { SlackError } from '../../domain/slack-error.ts'
import { within } from '../../timing/within.ts'
import { calling } from '../web-api/client.ts'
import type { SlackLogger } from '../web-api/logger.ts'
import { type Envelope, readMessage } from './envelope.ts'

export interface Delivery extends Envelope {
  /** Acks over the connection that the envelope came by. Rejects when that is gone. */
  ack: (answer?: unknown) => Promise<void>
}

export interface ConnectionDeps {
  appToken: string
  clientOptions: WebClientOptions
  logger: SlackLogger
  onDelivery: (delivery: Delivery) => void
  /** Called when an unknown message was ignored. */
  onOdd: (what: string) => void
  /** Aborted when no connection is wanted any more. */
  signal: AbortSignal
}

/** One connection to Slack. */
export interface Connection {
  /** Resolves with the reason when Slack asks for another connection in its place. */
  leaving: Promise<string>
  ended: Promise<void>
  /** Acks what is being read, then closes, within a few seconds in any case. */
  close(): Promise<void>
}

/** Time for the call that asks for an address. */
const CALL_MS = 5_000
/** Time from that call to Slack's `hello`. */
const OPEN_MS = 15_000
/** How long Slack waits for an ack. A later one is not heeded. */
const ACK_MS = 3_000
/** How often to look whether the other side has closed the connection. */
const LOOK_MS = 500

type Heard = (text: string) => void

/**
 * The library opens a WebSocket and keeps it alive by pings; messages are handled here. The library itself would close
 * at the first `disconnect`, long before the next connection is there, and would end the process at an event without a
 * type.
 */
class Wire extends SocketModeClient {
  heard: Heard = () => {}

  protected override async onWebSocketMessage(data: string | ArrayBuffer, isBinary: boolean): Promise<void> {
    if (!isBinary && typeof data === 'string') this.heard(data)
  }

  get isOpen(): boolean {
    return this.websocket?.isActive() ?? false
  }

  say(message: object): Promise<void> {
    return new Promise((resolve, reject) => {
      if (!this.isOpen) return reject(new SlackError('not-sent', 'socket_closed'))
      this.websocket?.send(JSON.stringify(message), (error) =>
        error ? reject(new SlackError('not-sent', 'socket_closed', { cause: error })) : resolve(),
      )
    })
  }
}

const once = <T>() => {
  let resolve: (value: T) => void = () => {}
  const promise = new Promise<T>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}

/** An ack with an answer only where Slack takes one: options, and what a form shows next. */
const ackOf = (id: string, answer: unknown): object =>
  answer === undefined || answer === '' ? { envelope_id: id } : { envelope_id: id, payload: answer }

/** Opens one connection, and no other one when it ends. Throws `SlackError` where Slack refuses it. */
export const openConnection = async (deps: ConnectionDeps): Promise<Connection> => {
  const { appToken, logger, onDelivery, onOdd } = deps
  const closing = new AbortController()
  const gone = AbortSignal.any([deps.signal, closing.signal])
  const clientOptions: WebClientOptions = {
    ...deps.clientOptions,
    timeout: CALL_MS,
    logger,
    // Otherwise a call that hangs would hold up a stop.
    fetch: (url, init) =>
      fetch(url, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, gone]) : gone }),
  }
  const wire = new Wire({ appToken, autoReconnectEnabled: false, logger, clientOptions })
  const leaving = once<string>()
  const ended = once<void>()
  const unacked = new Set<Promise<unknown>>()

  const take = (envelope: Envelope): void => {
    const acked = once<void>()
    const waiting = within(ACK_MS, acked.promise)
    unacked.add(waiting)
    void waiting.then(() => unacked.delete(waiting))
    onDelivery({
      ...envelope,
      ack: (answer) => wire.say(ackOf(envelope.id, answer)).finally(acked.resolve),
    })
  }

  wire.heard = (text) => {
    const message = readMessage(text)
    if (message.kind === 'hello') wire.emit('connected')
    else if (message.kind === 'disconnect') leaving.resolve(message.reason)
    else if (message.kind === 'envelope') take(message.envelope)
    else {
      onOdd(message.what)
      if (message.id !== null) wire.say({ envelope_id: message.id }).catch(() => {})
    }
  }

  // A close that the other side began, or does not answer, needs a second close to finish.
  let mayFinish = false
  const looking = setInterval(() => {
    if (mayFinish && !wire.isOpen) wire.disconnect().catch(() => {})
  }, LOOK_MS)
  wire.on('disconnected', () => {
    clearInterval(looking)
    ended.resolve()
  })
  const close = async (): Promise<void> => {
    await Promise.all(unacked)
    mayFinish = true
    closing.abort()
    wire.disconnect().catch(() => {})
    await ended.promise
  }

  const sentAway = leaving.promise.then((reason) => {
    throw new SlackError('failed', reason)
  })
  try {
    const opened = await within(OPEN_MS, Promise.race([calling(() => wire.start()), sentAway]))
    if (opened === null) throw new SlackError('unknown', 'no_hello')
  } catch (error) {
    void close()
    throw error
  }
  mayFinish = true
  return { leaving: leaving.promise, ended: ended.promise, close }
}
