import { isDeepStrictEqual } from 'node:util'
import { KEYS } from '../../portal/seed-ids.ts'
import type { Settings } from '../../portal/state-types.ts'
import type { FaultAction, Portal } from '../../portal/types.ts'
import { TROUBLES, type Trouble } from '../contract.ts'

export type Troubles = {
  /** What is switched on now. */
  list(): Trouble[]
  /** The portal's bell rings for it. */
  set(name: Trouble, on: boolean): void
}

type Switch = { on(): void; off(): void }

/** What every request meets. Only one of them can be met: the worst comes first. */
const FAULTS: [Trouble, FaultAction][] = [
  ['down', { kind: 'drop' }],
  ['rate-limited', { kind: 'rate-limit', retryAfter: 5 }],
  ['slow', { kind: 'slow', ms: 4000 }],
]

/** A setting for the time of the trouble; then what it was, or `usual` when nobody remembers after a restart. */
const setting = <Name extends keyof Settings>(
  portal: Portal,
  name: Name,
  during: Settings[Name],
  usual: Settings[Name],
): Switch => {
  let before = usual
  const set = (value: Settings[Name]) => portal.configure({ [name]: value })
  return {
    on: () => {
      const current = portal.state.settings[name]
      if (!isDeepStrictEqual(current, during)) before = current
      set(during)
    },
    off: () => set(before),
  }
}

const key = (portal: Portal, secret: string): Switch => ({
  on: () => portal.revokeKey(secret),
  off: () => portal.restoreKey(secret),
})

/** What goes wrong in life, as switches: `on` are those that were left on. */
export const createTroubles = (portal: Portal, on: readonly Trouble[] = []): Troubles => {
  const active = new Set<Trouble>()
  const applyFaults = () => {
    portal.clearFaults()
    for (const [name, action] of FAULTS)
      if (active.has(name)) portal.fault({ path: '*', times: 'always', action })
  }
  const faults: Switch = { on: applyFaults, off: applyFaults }
  const switches: Record<Trouble, Switch> = {
    slow: faults,
    down: faults,
    'rate-limited': faults,
    'audit-late': setting(portal, 'auditDelayMs', { min: 10_000, max: 30_000 }, { min: 0, max: 0 }),
    'audit-held': setting(portal, 'auditHeld', true, false),
    'audit-missing': setting(portal, 'audit', 'none', 'full'),
    'key-revoked': key(portal, KEYS.ownerFilesOnly),
    'audit-key-revoked': key(portal, KEYS.adminReadOnly),
  }
  const set = (name: Trouble, isOn: boolean) => {
    // Switched on twice, it would take itself for what was before.
    if (active.has(name) === isOn) return
    if (isOn) active.add(name)
    else active.delete(name)
    switches[name][isOn ? 'on' : 'off']()
  }
  for (const name of on) set(name, true)
  return { list: () => TROUBLES.filter((name) => active.has(name)), set }
}
