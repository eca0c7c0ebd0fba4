import type { Part } from './part.ts'

/** The sockets that this process opens, by which Slack reaches it. */
export interface SocketHealth {
  connected: boolean
  /** How many connections there were in all. */
  opened: number
  /** Since when there is none; null while there is one. */
  lostAt: number | null
  /** Why the last try failed. `refused`: no try will succeed until an operator mends something. */
  trouble: { refused: boolean; detail: string } | null
}

/** How long there may be no connection: one that is cut is replaced within that time, unless something is wrong. */
const GRACE_MS = 3_000

/** Without a connection nobody's command arrives: `down`. */
export const socketPart = ({ connected, opened, lostAt, trouble }: SocketHealth, now: number): Part => {
  const isBrief = opened > 0 && trouble?.refused !== true && now - (lostAt ?? now) < GRACE_MS
  if (connected || isBrief) return { status: 'ok' }
  return { status: 'down', detail: trouble?.detail ?? 'no socket to Slack is open' }
}
