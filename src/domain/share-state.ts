/** Times are epoch milliseconds throughout, named `…At`. */
export type ShareState = 'creating' | 'active' | 'revoking' | 'revoked' | 'failed'

/** Why a share ended. `manual` carries who did it in `ShareEnd.by`. */
export type EndReason = 'expired' | 'limit' | 'manual' | 'removed' | 'blind' | 'policy'

/**
 * How far making a share has come. Each step is stored before the call that it names, so that a run after a crash knows
 * which calls may have been made.
 *  - `linking`: the link id is reserved; the portal may or may not have been asked.
 *  - `linked`: the portal's answer was verified; Slack was not asked yet.
 *  - `posting`: Slack may have been asked; whether a message exists is unknown.
 */
export type MakingStep = 'linking' | 'linked' | 'posting'

/** When a limit was reached, and when that was seen: where the bound is measured from. */
export interface LimitReached {
  /** By the portal's clock, in whole seconds. */
  at: number
  /** The portal's clock minus ours at that time. */
  skewMs: number
  /** When that many counted downloads had been seen, by our clock. */
  seenAt: number
}
