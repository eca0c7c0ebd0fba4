/**
 * Whether the portal is there at all, as far as calls have shown. Found out once and not by each call: while it is not, no call
 * is made, but a probe every `PROBE_EVERY_MS`, and one that is answered ends it. `silent`: where calls got no answer since the last
 * one. `since`: when that was enough to stop calling; null: calls are made.
 */
export interface Breaker {
  readonly silent: ReadonlySet<string>
  readonly refusals: number
  readonly since: number | null
  readonly probedAt: number
  /** The last call without an answer ran out of time. */
  readonly late: boolean
}

/** How a call went: it was answered, in whatever way; or it was not, at that place. */
export type Heard = 'answer' | { place: string; late: boolean; refused: boolean }

/** So many places in a row without an answer: one file, or a few, may be sick by themselves. */
const MOST_SILENT = 4
/** So many connections in a row that are refused. */
const MOST_REFUSED = 3
const PROBE_EVERY_MS = 1_500

export const CLOSED: Breaker = {
  silent: new Set(),
  refusals: 0,
  since: null,
  probedAt: Number.NEGATIVE_INFINITY,
  late: false,
}

export const hear = (breaker: Breaker, heard: Heard, now: number): Breaker => {
  if (heard === 'answer') return CLOSED
  const silent = new Set(breaker.silent).add(heard.place)
  const refusals = heard.refused ? breaker.refusals + 1 : 0
  const isDead = silent.size >= MOST_SILENT || refusals >= MOST_REFUSED
  return { ...breaker, silent, refusals, late: heard.late, since: breaker.since ?? (isDead ? now : null) }
}

/** Whether a probe is due. */
export const asksForProbe = ({ since, probedAt }: Breaker, now: number): boolean =>
  since !== null && now - probedAt >= PROBE_EVERY_MS

export const probed = (breaker: Breaker, now: number): Breaker => ({ ...breaker, probedAt: now })
