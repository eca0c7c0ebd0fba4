/** One try to end a link. */
export interface EndTry {
  /**
   * `first`: none has failed. `expired`: the portal has ended the link itself. `again`: one has failed. Neither of these holds
   * up a first one.
   */
  lane: 'first' | 'expired' | 'again'
  /** Aborted when it takes too long while others wait. */
  signal?: AbortSignal
}

/**
 * Files whose links cannot be removed now. A file that failed is left alone for a while by all that would ask it, with pauses
 * from 0.5 to 15 s; then one of them tries it.
 */
export interface Places {
  /**
   * Takes a file for one try, so that for `holdMs` no other begins. `freeAt` not null: it is not free, and worth a look then.
   * `sick`: it has failed; then it is taken only with `evenSick`.
   */
  enter(
    file: string,
    now: number,
    how: { holdMs: number; evenSick: boolean },
  ): Promise<{ sick: boolean; freeAt: number | null }>
  /** Gives when it may be tried again; `pauseMs` where that is known. */
  failed(file: string, now: number, pauseMs?: number): Promise<number>
  /** Gives it back; the try shows nothing of it. */
  leave(file: string): Promise<void>
  well(file: string): Promise<void>
}
