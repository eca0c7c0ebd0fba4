import type { AuditEvent, ChangeEvent } from '../domain/portal-facts.ts'
import type { Log } from '../use-cases/ports.ts'
import type { PortalClient } from './client.ts'
import type { PortalLimits } from './limits.ts'
import { askedFor, readWhereKnown } from './read-action.ts'
import { readTrail } from './read-trail.ts'
import type { TrailQuery } from './trail-page.ts'

/** Links of files: created, updated, deleted. */
const WRITES = [5091, 5092, 5093]
/** What may change a link that is there. Another link that is made changes none of ours. */
const EDITS = [5092, 5093]
/** Files moved, moved with overwriting, moved to the trash. */
const MOVES = [5015, 5016, 5017]
/** What happens to files, deletion for good included. Only hints: some portals do not know these actions. */
const HINTS = [...MOVES, 5018]

/** How many calls a reading makes at once. One after another, they would take too long on a slow portal. */
export const CHANGES = EDITS.length + HINTS.length

/**
 * A move names the file, then its new folder. In all other events several items are one id that was split at its commas
 * (docs/portal.md, Who).
 */
const toChange = ({ id, at, actionId, userId, user, target }: AuditEvent): ChangeEvent => ({
  id,
  at,
  actionId,
  userId,
  user,
  fileId: MOVES.includes(actionId) ? (target[0] ?? '') : target.join(','),
})

/** Writes of links of files since a moment by the portal's clock, by that user; by anybody where it is empty. */
export const readLinkWrites =
  (client: PortalClient, limits: PortalLimits, log: Pick<Log, 'warn'> | undefined) =>
  async (userId: string, fromAt: number): Promise<ChangeEvent[]> => {
    const read = readTrail(client, limits, log)
    const by = (action: number): TrailQuery => {
      const asked = askedFor(action)
      return userId === '' ? asked : { ...asked, filter: { ...asked.filter, userId } }
    }
    const found = await Promise.all(WRITES.map((action) => read(by(action), fromAt)))
    return found
      .flat()
      .map(toChange)
      .filter((event) => event.fileId !== '' && (userId === '' || event.userId === userId))
  }

/** Edits and deletions of links, moves and deletions of files in the whole portal since a moment by its clock. */
export const readChanges = (
  client: PortalClient,
  limits: PortalLimits,
  { now, log }: { now: () => number; log?: Pick<Log, 'warn'> },
) => {
  const read = readTrail(client, limits, log)
  const message = 'the portal has no such audit events; a moved or deleted file is noticed later'
  const readHint = readWhereKnown(read, { now, log, message })

  return async (fromAt: number): Promise<ChangeEvent[]> => {
    const found = await Promise.all([
      ...EDITS.map((action) => read(askedFor(action), fromAt)),
      ...HINTS.map((action) => readHint(action, fromAt)),
    ])
    return found
      .flat()
      .map(toChange)
      .filter(({ fileId }) => fileId !== '')
  }
}
