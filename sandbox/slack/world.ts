import type { SlackState } from './model.ts'
import type { SocketMode } from './socket/sockets.ts'
import type { StartOptions } from './types.ts'

/** What every part works on: the state, the clock, and a bell that is rung after each change. */
export type World = {
  state: SlackState
  now(): number
  random(): number
  changed(): void
  onChange(listener: () => void): () => void
  /** This server's own address without a slash at the end; set once it listens. */
  url: string
  /** The bot's request URL; empty until connected. */
  botUrl: string
  /** Set: everything goes over sockets of the app. */
  sockets?: SocketMode
  /** When methods with a tier were called in the last minute, by workspace and method. */
  calls: Map<string, number[]>
  /** Requests of the bot, and to it, that are not answered yet. */
  busy: number
  signingSecret: string
  settings: Required<Pick<StartOptions, 'strictRate' | 'ackTimeoutMs' | 'shouldEscape'>> &
    Pick<StartOptions, 'oauth'>
}

export const createWorld = (state: SlackState, options: StartOptions): World => {
  const listeners = new Set<() => void>()
  return {
    state,
    now: options.now ?? Date.now,
    random: options.random ?? Math.random,
    changed: () => {
      for (const listener of [...listeners]) listener()
    },
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    url: '',
    botUrl: '',
    calls: new Map(),
    busy: 0,
    signingSecret: options.signingSecret ?? 'stand-in-signing-secret',
    settings: {
      strictRate: options.strictRate ?? false,
      ackTimeoutMs: options.ackTimeoutMs ?? 10_000,
      shouldEscape: options.shouldEscape ?? true,
      ...(options.oauth ? { oauth: options.oauth } : {}),
    },
  }
}
