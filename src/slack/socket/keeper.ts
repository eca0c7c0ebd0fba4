import type { SlackError } from '../../domain/slack-error.ts'
import { within } from '../../timing/within.ts'
import type { Log, Now } from '../../use-cases/ports.ts'
import { slackErrorOf } from '../web-api/client.ts'
import { pauseUnless } from '../web-api/pause.ts'
import { pauseAfter, type Trouble, troubleOf } from '../web-api/trouble.ts'
import type { Connection } from './connection.ts'

/** The state of the sockets, as others see it. */
export interface SocketState {
  connected: boolean
  /** How many connections there were in all. */
  opened: number
  /** Since when there is no connection; null while there is one. */
  lostAt: number | null
  /** Why the last try failed, until one succeeds. */
  trouble: Trouble | null
}

export interface KeeperDeps {
  open: (signal: AbortSignal) => Promise<Connection>
  now: Now
  random: () => number
  log: Log
  /** How it waits; ends early when it is stopped. */
  pause?: (ms: number) => Promise<unknown>
}

export interface Keeper {
  /** Resolves with the first connection: true, or false when it is stopped before. Never rejects. */
  start(): Promise<boolean>
  /** Acks what is being read and closes all. */
  stop(): Promise<void>
  state(): SocketState
}

/** After a connection that ended sooner than this, the next is not opened at once. */
const SETTLED_MS = 10_000
/** Slack gives notice 10 s before it closes a connection, which still brings payloads until then. */
const RETIRE_MS = 15_000
/** Reasons of a `disconnect` after which the connection still serves for a while. */
const SERVES_ON: ReadonlySet<string> = new Set(['warning', 'refresh_requested'])

/**
 * Keeps one connection to Slack: whenever it ends, another is opened. When Slack gives notice that it will close one,
 * the next is opened before.
 */
export const createKeeper = (deps: KeeperDeps): Keeper => {
  const { open, now, random, log } = deps
  const stopping = new AbortController()
  const { signal } = stopping
  const { pause = pauseUnless(signal) } = deps
  const live = new Set<Connection>()
  let opened = 0
  let lostAt: number | null = now()
  let trouble: Trouble | null = null

  const hold = (connection: Connection): void => {
    const count = { connections: opened }
    if (lostAt !== null) log.info({ ...count, downMs: now() - lostAt }, 'the socket to Slack is open')
    else log.info(count, 'another socket to Slack is open')
    live.add(connection)
    lostAt = null
    trouble = null
    void connection.ended.then(() => {
      live.delete(connection)
      if (live.size > 0 || signal.aborted) return
      lostAt = now()
      log.warn({}, 'the socket to Slack is lost')
    })
  }

  const retire = async (connection: Connection, reason: string): Promise<void> => {
    log.info({ reason }, 'Slack wants another socket')
    if (SERVES_ON.has(reason)) await within(RETIRE_MS, connection.ended)
    await connection.close()
  }

  const note = (error: SlackError): void => {
    const last = trouble
    trouble = troubleOf(error, 'SLACK_APP_TOKEN')
    const { refused, code, detail } = trouble
    if (last !== null && last.refused === refused && (!refused || last.code === code)) return
    if (refused) log.error({ code, detail }, 'no socket to Slack: it refuses SLACK_APP_TOKEN')
    else log.warn({ code, err: error }, 'no socket to Slack: it cannot be reached')
  }

  const keep = async (onFirst: () => void): Promise<void> => {
    for (let misses = 0; !signal.aborted; ) {
      await pause(pauseAfter(trouble, misses, random))
      if (signal.aborted) return
      let connection: Connection
      try {
        connection = await open(signal)
      } catch (error) {
        misses += 1
        if (!signal.aborted) note(slackErrorOf(error))
        continue
      }
      if (signal.aborted) return void connection.close()
      const since = now()
      opened += 1
      hold(connection)
      onFirst()
      const reason = await Promise.race([connection.leaving, connection.ended])
      if (typeof reason === 'string') void retire(connection, reason)
      misses = now() - since >= SETTLED_MS ? 0 : misses + 1
    }
  }

  return {
    start: () =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve(false))
        void keep(() => resolve(true))
      }),
    stop: async () => {
      stopping.abort()
      await Promise.all([...live].map((connection) => connection.close()))
    },
    state: () => ({ connected: live.size > 0, opened, lostAt, trouble }),
  }
}
