import type { AuditEvent, ChangeEvent } from '../domain/portal-facts.ts'
import type { Log } from '../use-cases/ports.ts'
import type { Client } from './client.ts'
import type { PortalLimits } from './limits.ts'
import { askedFor, readWhereKnown } from './read-action.ts'
import { readTrail } from './read-trail.ts'

/** Links of files: created, updated, deleted (contract 2.1). */
const LINKS = [5091, 5092, 5093]
/** Files moved, moved with overwriting, moved to the trash. */
const MOVES = [5015, 5016, 5017]
/** What happens to files, a deletion for good too: hints, which a portal need not know. */
const HINTS = [...MOVES, 5018]

/** So many calls a reading makes side by side: a portal that is slow for each leaves no time for one behind the other. */
export const CHANGES = LINKS.length + HINTS.length

/** A moved file stands before its folder; everywhere else an id with a comma in it arrives split (contract 2.2, 9). */
const toChange = ({ id, at, actionId, userId, user, target }: AuditEvent): ChangeEvent => ({
  id,
  at,
  actionId,
  userId,
  user,
  fileId: MOVES.includes(actionId) ? (target[0] ?? '') : target.join(','),
})

/** Writes of links, moves and deletions of files in the whole portal since a moment by its clock. */
export const readChanges = (client: Client, limits: PortalLimits, log: Pick<Log, 'warn'> | undefined) => {
  const read = readTrail(client, limits, log)
  const without = 'the portal has no such audit events; a moved or deleted file is noticed later'
  const readHint = readWhereKnown(read, log, without)

  return async (fromAt: number): Promise<ChangeEvent[]> => {
    const found = await Promise.all([
      ...LINKS.map((action) => read(askedFor(action), fromAt)),
      ...HINTS.map((action) => readHint(action, fromAt)),
    ])
    return found
      .flat()
      .map(toChange)
      .filter(({ fileId }) => fileId !== '')
  }
}
