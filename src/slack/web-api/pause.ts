import { setTimeout as wait } from 'node:timers/promises'

/** Pauses that end at once at the signal, and never reject. */
export const pauseUnless =
  (signal: AbortSignal) =>
  (ms: number): Promise<unknown> =>
    wait(ms, undefined, { signal }).catch(() => {})
