import { isDeepStrictEqual } from 'node:util'
import { KEYS, USERS } from '../../portal/seed-ids.ts'
import type { Settings, UserKind } from '../../portal/state-types.ts'
import type { FaultAction, Portal } from '../../portal/types.ts'
import { TROUBLES, type Trouble } from '../contract.ts'

export type Troubles = {
  /** What is switched on now. */
  list(): Trouble[]
  /** The portal's bell rings for it. */
  set(name: Trouble, on: boolean): void
}

const HOUR = 3_600_000

type Switch = { on(): void; off(): void }

/** What every request meets. Only one of them can be met: the worst comes first. */
const FAULTS: [Trouble, FaultAction][] = [
  ['down', { kind: 'drop' }],
  ['rate-limited', { kind: 'rate-limit', retryAfter: 5 }],
  ['slow', { kind: 'slow', ms: 4000 }],
]

/**
 * One thing of the portal that several troubles change, the worst first: what it is while one of them is on, and
 * then what it was, or `usual` when nobody remembers after a restart.
 */
const changing = <T>(
  active: ReadonlySet<Trouble>,
  thing: { read: () => T; write: (value: T) => unknown; usual: T },
  ...during: [Trouble, T][]
): Switch => {
  let before = thing.usual
  const apply = () => {
    const worst = during.find(([name]) => active.has(name))
    thing.write(worst ? worst[1] : before)
  }
  return {
    on: () => {
      const current = thing.read()
      if (!during.some(([, value]) => isDeepStrictEqual(value, current))) before = current
      apply()
    },
    off: apply,
  }
}

const setting = <Name extends keyof Settings>(portal: Portal, name: Name, usual: Settings[Name]) => ({
  read: () => portal.state.settings[name],
  write: (value: Settings[Name]) => portal.configure({ [name]: value }),
  usual,
})

const kindOf = (portal: Portal, userId: string, usual: UserKind) => ({
  read: () => portal.state.users[userId]?.kind ?? usual,
  write: (kind: UserKind) => portal.setUserKind(userId, kind),
  usual,
})

const permissionsOf = (portal: Portal, secret: string, usual: string[]) => ({
  read: () => portal.state.keys.find((one) => one.secret === secret)?.permissions ?? usual,
  write: (permissions: string[]) => portal.setKeyPermissions(secret, permissions),
  usual,
})

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
  const audit = changing(
    active,
    setting(portal, 'audit', 'full'),
    ['audit-hidden', 'hidden'],
    ['audit-missing', 'none'],
  )
  const clock = changing(
    active,
    setting(portal, 'clockSkewMs', 0),
    ['clock-ahead', HOUR],
    ['clock-behind', -HOUR],
  )
  const switches: Record<Trouble, Switch> = {
    slow: faults,
    down: faults,
    'rate-limited': faults,
    'audit-late': changing(active, setting(portal, 'auditDelayMs', { min: 0, max: 0 }), [
      'audit-late',
      { min: 10_000, max: 30_000 },
    ]),
    'audit-held': changing(active, setting(portal, 'auditHeld', false), ['audit-held', true]),
    'audit-missing': audit,
    'audit-hidden': audit,
    'audit-key-demoted': changing(active, kindOf(portal, USERS.admin, 'admin'), [
      'audit-key-demoted',
      'user',
    ]),
    'audit-key-narrow': changing(active, permissionsOf(portal, KEYS.adminReadOnly, ['*:read']), [
      'audit-key-narrow',
      ['files:read'],
    ]),
    'audit-key-revoked': key(portal, KEYS.adminReadOnly),
    'key-revoked': key(portal, KEYS.ownerFilesOnly),
    'clock-ahead': clock,
    'clock-behind': clock,
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
