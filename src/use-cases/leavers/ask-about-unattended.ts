import { SlackError } from '../../domain/slack-error.ts'
import { adminAsked, unattendedScope } from '../../domain/unattended.ts'
import { type FindScopedDeps, findScopedLinks } from '../admin/find-scoped-links.ts'
import type { SendUnattended, UnattendedRecords } from '../admin-ports.ts'
import type { Log } from '../ports.ts'

export interface AskAboutDeps extends FindScopedDeps {
  unattended: UnattendedRecords
  sendUnattended: SendUnattended
  /** Admins of a workspace, or their channel. Throws `SlackError`. */
  adminsOf: (team: string) => Promise<readonly string[]>
  adminChannel: string | null
  adminUsers: readonly string[]
  log: Log
}

/** The job: asks all who are still to be asked what becomes of links that nobody sees to; rather twice than never. */
export const askAboutUnattended = (deps: AskAboutDeps) => {
  const { unattended } = deps
  const find = findScopedLinks(deps)

  return async (team: string, key: string): Promise<void> => {
    for (
      let record = await unattended.read(team, key);
      record !== null;
      record = await unattended.read(team, key)
    ) {
      const { cause, noticedAt, tell } = record
      if (tell?.length === 0) return
      const { ids, newest } = await find(team, unattendedScope(cause), deps.now())
      // They have ended meanwhile.
      if (ids.length === 0) return unattended.forget(team, key)
      if (tell === undefined) {
        const admins = await deps.adminsOf(team)
        await unattended.change(team, key, (current) => ({ tell: admins, ...current }))
        continue
      }
      const [to = ''] = tell
      let instead: readonly string[] = []
      try {
        await deps.sendUnattended({ team, to, cause, noticedAt, total: ids.length, newest })
      } catch (error) {
        if (!(error instanceof SlackError && error.outcome === 'refused')) throw error
        deps.log.warn({ to, code: error.code }, 'a question to admins was not taken by Slack')
        // Where the channel of the admins is closed to the app, they are asked one by one.
        if (to === deps.adminChannel) instead = deps.adminUsers
      }
      await unattended.change(team, key, (current) => adminAsked(current, to, instead))
    }
  }
}
