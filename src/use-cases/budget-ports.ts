/**
 * What a call to the portal is for, the most important first. Each may use up the portal's limits only so far that the ones
 * before it find room.
 *  - `ending`: removes a link that lives until then. `retrying`: the same once it has failed.
 *  - `counting`: reads the trail.
 *  - `repairing`: puts back, and looks at what was changed.
 *  - `making`: makes or extends a link. `clearing`: removes what nobody can follow any more.
 *  - `showing`: what people only look at. `searching`: for somebody who is typing.
 */
export type PortalUse =
  | 'ending'
  | 'counting'
  | 'retrying'
  | 'repairing'
  | 'making'
  | 'clearing'
  | 'showing'
  | 'searching'

export interface PortalCall {
  use: PortalUse
  kind: 'read' | 'write'
  /** How many calls are taken; 0 where they were taken before. */
  calls: number
}

/**
 * Leave to make a call: a name to give it back by; or how long to wait. `why`: as many are under way as may be, as many were
 * made as may be in a minute, or `day`: in a day. `refused`: the same, and the portal itself refused calls a moment ago.
 */
export type Leave = { name: string } | { waitMs: number; why: 'busy' | 'day' | 'refused' }

/** The portal's limits (docs/portal.md, Rate limits), kept by all processes together. */
export interface PortalBudget {
  enter(call: PortalCall): Promise<Leave>
  /** The call has its answer, or will have none. */
  leave(name: string, kind: PortalCall['kind']): Promise<void>
  /** The portal has refused a call because of its limits, and wants to be left alone so long; null: it does not say. */
  refused(retryAfterMs: number | null): Promise<void>
  /** The portal takes no more writes for so long. */
  usedUp(ms: number): Promise<void>
  /** How many of the wanted calls searches may make now; null: the portal wants to be left alone. */
  searches(wanted: number): Promise<number | null>
}
