import { secondAfter } from '../domain/clock-skew.ts'
import type { AuditEvent } from '../domain/portal-facts.ts'
import type { Log } from '../use-cases/ports.ts'
import type { PortalClient } from './client.ts'
import { readCrowdedSecond } from './crowded-second.ts'
import { createKnownSeconds } from './known-seconds.ts'
import type { PortalLimits } from './limits.ts'
import { createRowReader } from './row-reader.ts'
import { pageReader, type TrailPage, type TrailQuery } from './trail-page.ts'

const PAGE = 100
const SECOND = 1_000

const secondsOf = ({ events }: TrailPage): { newest: number; oldest: number } => {
  // Most portals keep whole seconds. Where one keeps fractions, they are rounded up.
  const dates = events.map(({ at }) => secondAfter(at))
  return { newest: Math.max(...dates), oldest: Math.min(...dates) }
}

/**
 * Reads the trail, or what a filter leaves of it, back to a moment by the portal's clock: each event once, in no
 * certain order. Each page begins at the second where the last one ended, not at a row number. So rows that arrive
 * meanwhile push none out of sight, and rows of one second may change places (docs/counting.md, Reading).
 */
export const readTrail = (
  client: Pick<PortalClient, 'read'>,
  limits: PortalLimits,
  log: Pick<Log, 'warn'> | undefined,
  markAddress?: (ip: string) => string,
) => {
  const known = createKnownSeconds()
  const readRow = createRowReader(markAddress)
  return async (asked: TrailQuery, fromAt: number): Promise<AuditEvent[]> => {
    const readPage = pageReader(client, asked, readRow)
    // The portal keeps whole seconds. A start within a second would miss the events of that second.
    const from = Math.floor(fromAt / SECOND) * SECOND
    const events = new Map<number, AuditEvent>()
    let unread = 0
    const keep = (page: { events: AuditEvent[]; unread: number }): void => {
      for (const event of page.events) events.set(event.id, event)
      unread += page.unread
    }

    let to: number | null = null
    while (to === null || to >= from) {
      const page: TrailPage = await readPage({ from, to }, 0, PAGE)
      keep({ ...page, unread: page.rows - page.events.length })
      if (page.rows < PAGE) break
      const { newest, oldest } = secondsOf(page)
      if (newest > oldest && (to === null || oldest < to)) {
        to = oldest
        continue
      }
      const second: number = to === null ? oldest : Math.min(oldest, to)
      const name = `${second} ${JSON.stringify(asked.filter)}`
      const before: number = second - SECOND + 1
      const part = { known: known.of(name), label: asked.label, mostPages: limits.auditPages, log }
      const found = await readCrowdedSecond(readPage, { from: before, to: second }, part)
      known.keep(name, found.events)
      keep(found)
      to = before
    }
    if (unread > 0) log?.warn({ unread, read: events.size }, 'audit events of another shape skipped')
    return [...events.values()]
  }
}
