import type { ShareLink } from '../../domain/share.ts'
import { endShare } from '../end/end-share.ts'
import type { Installations } from '../install-ports.ts'
import type { Jobs, Log, Now, Shares } from '../ports.ts'

export interface RemovedTeamDeps {
  installations: Pick<Installations, 'removedTeams' | 'gone'>
  shares: Shares
  jobs: Jobs
  /** Deletes all that is kept of a workspace. */
  forgetTeam: (team: string) => Promise<void>
  /** Ends the portal accounts that its members have connected. Left out: one key acts for all. */
  dropAccountsOf?: ((team: string) => Promise<void>) | undefined
  now: Now
  log: Pick<Log, 'info'>
}

/** It may have a link at the portal, or get one: besides the one that it ended by, of which it is known that it is gone. */
const mayHaveLink = ({ extending, looseLinkIds, linkId }: ShareLink): boolean =>
  extending !== null || looseLinkIds.some((id) => id !== linkId)

/** More than a workspace has links with something left to do. */
const MOST = 10_000

/**
 * Ends the links of workspaces that have the app no longer, and deletes what is kept of each once no link of it is left at the
 * portal. Nobody there can be told. A step of the upkeep: what a crash or the portal holds up is done by the next.
 */
export const endRemovedTeams =
  ({ installations, shares, jobs, forgetTeam, dropAccountsOf, now, log }: RemovedTeamDeps) =>
  async (): Promise<void> => {
    const end = endShare({ shares, jobs, now })
    for (const team of await installations.removedTeams()) {
      const live = await shares.liveRefs(team)
      const unfinished = await shares.unfinished(team, MOST)
      // Paused links, and those that are being extended, would come back.
      for (const ref of [...live, ...(await shares.suspended(team)), ...unfinished])
        await end(ref, { appRemoved: true })
      if (live.length > 0 || unfinished.some(mayHaveLink)) continue
      // Not before: links end with these.
      await dropAccountsOf?.(team)
      await forgetTeam(team)
      await installations.gone(team)
      log.info({ team }, 'a workspace removed the app: its links are ended, and its records deleted')
    }
  }
