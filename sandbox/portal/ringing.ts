import type { PortalControl } from './types.ts'

/** Those that only look: a bell for them would never stop, since whoever hears it looks. */
const LOOKING: ReadonlySet<string> = new Set<keyof PortalControl>([
  'digest',
  'links',
  'shareLink',
  'requestToken',
  'directLink',
  'events',
  'requests',
  'webhooks',
])

/** The same functions; those that change something ring afterwards. */
export const ringing = (control: PortalControl, ring: () => void): PortalControl => {
  const withBell = (run: (...args: unknown[]) => unknown) => {
    return (...args: unknown[]) => {
      const given = run(...args)
      ring()
      if (given instanceof Promise) return given.finally(ring)
      return given
    }
  }
  const all = Object.entries(control).map(([name, run]) => [
    name,
    LOOKING.has(name) ? run : withBell(run as (...args: unknown[]) => unknown),
  ])
  return Object.fromEntries(all) as PortalControl
}
