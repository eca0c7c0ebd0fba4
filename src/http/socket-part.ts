import type { Part } from './part.ts'

/** The way by which Slack reaches this process, where the process opens that itself. */
export interface SocketHealth {
  connected: boolean
  /** How many connections there were in all. */
  opened: number
  /** Since when there is none; null while there is one. */
  lostAt: number | null
  /** What stood in the way of the last try. `refused`: until an operator mends something. */
  trouble: { refused: boolean; detail: string } | null
}

/** A connection that was cut has another in its place by then, unless something is wrong. */
const GRACE_MS = 3_000

/** Without a connection nobody's command arrives: `down`. */
export const socketPart = ({ connected, opened, lostAt, trouble }: SocketHealth, now: number): Part => {
  const isBrief = opened > 0 && trouble?.refused !== true && now - (lostAt ?? now) < GRACE_MS
  if (connected || isBrief) return { status: 'ok' }
  return { status: 'down', detail: trouble?.detail ?? 'no socket to Slack is open' }
}
