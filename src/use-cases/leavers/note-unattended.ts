import { type UnattendedCause, unattendedKey, unattendedScope } from '../../domain/unattended.ts'
import { type FindScopedDeps, findScopedLinks } from '../admin/find-scoped-links.ts'
import type { UnattendedRecords } from '../admin-ports.ts'
import type { Jobs, Log } from '../ports.ts'

export interface NoteUnattendedDeps extends FindScopedDeps {
  unattended: UnattendedRecords
  jobs: Pick<Jobs, 'askAboutUnattended'>
  /** Admins of a workspace, or their channel. Throws `SlackError`. */
  adminsOf: (team: string) => Promise<readonly string[]>
  log: Log
}

/**
 * Nobody sees to these live links any more: admins are asked about them, once however often that is found. Without admins they
 * are only named in the log.
 */
export const noteUnattended = (deps: NoteUnattendedDeps) => {
  const find = findScopedLinks(deps)
  return async (team: string, cause: UnattendedCause): Promise<void> => {
    const { ids } = await find(team, unattendedScope(cause), deps.now())
    if (ids.length === 0) return
    const key = unattendedKey(cause)
    if ((await deps.unattended.read(team, key)) === null) {
      const tell = await deps.adminsOf(team)
      const isNew = await deps.unattended.note(team, { cause, noticedAt: deps.now(), tell })
      if (isNew)
        deps.log.warn({ team, ...cause, links: ids.length }, 'nobody sees to these live links any more')
    }
    // Again where it is known: its job may have been lost.
    await deps.jobs.askAboutUnattended(team, key)
  }
}
