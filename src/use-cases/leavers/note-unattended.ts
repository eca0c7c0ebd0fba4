import { type UnattendedCause, unattendedKey, unattendedScope } from '../../domain/unattended.ts'
import { type FindScopedDeps, findScopedLinks } from '../admin/find-scoped-links.ts'
import type { UnattendedRecords } from '../admin-ports.ts'
import type { Jobs, Log } from '../ports.ts'

export interface NoteUnattendedDeps extends FindScopedDeps {
  unattended: UnattendedRecords
  jobs: Pick<Jobs, 'askAboutUnattended'>
  log: Log
}

/**
 * Nobody sees to these live links any more: admins are asked about them, once however often that is found. That is on record
 * before Slack is asked who they are, so that a Slack that is away loses no question.
 */
export const noteUnattended = (deps: NoteUnattendedDeps) => {
  const find = findScopedLinks(deps)
  return async (team: string, cause: UnattendedCause): Promise<void> => {
    const { ids } = await find(team, unattendedScope(cause), deps.now())
    if (ids.length === 0) return
    const key = unattendedKey(cause)
    if (await deps.unattended.note(team, { cause, noticedAt: deps.now() }))
      deps.log.warn({ team, ...cause, links: ids.length }, 'nobody sees to these live links any more')
    // Again where it is known: its job may have been lost.
    await deps.jobs.askAboutUnattended(team, key)
  }
}
