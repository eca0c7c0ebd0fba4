import type { PortalControl } from './types.ts'

/** Calls that only look. They ring no bell: a page that hears one looks, and so it would never stop. */
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
