import type { z } from 'zod'

/**
 * Where jobs live; each queue has workers of its own, so that none stands in another's way. Revocations have four: `due`, where
 * ends are decided; `end`, where links that live are removed; `expired`, links that the portal has ended itself; and `again`,
 * what failed once. `upkeep` finds what was lost. `rewrite` changes links that live already, which many new ones must not hold up;
 * `clean` removes what failed makings may have left, as many as they are and as slow as the portal is, and `minute` links by which
 * claims were fetched; Homes stand in nobody's
 * way; and in `watch` looks at the portal take their time.
 */
export const QUEUES = [
  'make',
  'rewrite',
  'due',
  'end',
  'expired',
  'again',
  'upkeep',
  'clean',
  'minute',
  'tell',
  'home',
  'sweep',
  'watch',
] as const
export type QueueName = (typeof QUEUES)[number]

/** What must be done however long it takes: revoking and telling go on until the other side is back. */
export const UNTIL_DONE = 1_000_000

/** Somebody waits for the answer: after about two minutes they are told that it did not work. */
export const WHILE_SOMEBODY_WAITS = 14

/** How one piece of work is queued. */
export interface QueuedJob<Data> {
  data: Data
  /** With the job's name its deduplication id: of the same key there is one job at a time. */
  key: string
  delayMs?: number
  /** The more, the more others go before it; those of 0 go before all. */
  rank?: number
  /** It takes the place of one that waits; otherwise that one stays. */
  replace?: boolean
}

/** Everything about one kind of job, but what it does. `Args`: what it is asked for with. */
export interface Row<Data, Args extends unknown[], GivesUp extends boolean = boolean> {
  queue: QueueName
  payload: z.ZodType<Data>
  /** How often it is tried; left out: once. */
  tries?: number
  /** Nobody waits for it: its pauses grow to minutes. */
  isPatient?: true
  /** People see each try that Slack took: after a lost answer its pauses grow to minutes. */
  isSeen?: true
  /** Tried again soon, also by a portal that has too many requests. */
  isInsistent?: true
  /** It is put off until a moment of its own, which is right whatever the clock was. */
  isAtMoment?: true
  /** When no try is left, somebody is told: it has a handler for that too. */
  givesUp?: GivesUp
  /** Not worth a line in the log when it is done. */
  isQuiet?: true
  /** Null: nothing has to be done. */
  ask: (...args: Args) => QueuedJob<NoInfer<Data>> | null
  /** Its schedule. `isOptional`: set and removed by itself. */
  repeat?: { everyMs: (auditIntervalMs: number) => number; data: NoInfer<Data>; isOptional?: true }
}

/** Has the compiler hold a row together: what is asked and repeated carries the payload. */
export const job = <Data, Args extends unknown[], const GivesUp extends boolean = false>(
  row: Row<Data, Args, GivesUp>,
): Row<Data, Args, GivesUp> => row
