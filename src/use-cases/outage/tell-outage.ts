import type { OutageNotice } from '../../domain/outage.ts'
import type { ShareLink } from '../../domain/share.ts'
import { SlackError } from '../../domain/slack-error.ts'
import type { Outages } from '../audit-ports.ts'
import type { OutageNotices } from '../notice-ports.ts'
import type { Jobs, Log, Shares } from '../ports.ts'

export interface TellOutageDeps {
  outages: Outages
  shares: Pick<Shares, 'get'>
  outageNotices: OutageNotices
  jobs: Pick<Jobs, 'tellOutage'>
  adminChannel: string | null
  adminUsers: readonly string[]
  log: Pick<Log, 'warn'>
}

/**
 * Tells one person, or the channel of the admins, of the beginning or end of an outage, at most once. It is noted
 * before it is sent. The note is taken back only when Slack surely did not take the message and may take it later; then
 * it throws `SlackError`.
 */
export const tellOutage = (deps: TellOutageDeps) => {
  const { outages, shares, outageNotices, jobs, log } = deps

  const linksOf = async (notice: OutageNotice): Promise<ShareLink[]> => {
    if (!('ids' in notice)) return []
    const { team, ids } = notice
    const found = await Promise.all(ids.map((id) => shares.get({ team, id })))
    return found.flatMap((share) => (share === null ? [] : [share]))
  }

  /** Nobody needs a warning of an outage that is over, or of a cause that has changed. */
  const isTooLate = async (notice: OutageNotice): Promise<boolean> => {
    if (notice.kind === 'back-admins' || notice.kind === 'back-creator') return false
    const outage = await outages.read()
    if (outage?.since !== notice.since || outage.summary !== null) return true
    return notice.kind === 'blind-admins' && notice.cause !== outage.cause
  }

  /** Where the channel of the admins is closed to the app, they are told one by one. */
  const afterRefusal = async (notice: OutageNotice): Promise<void> => {
    const isForAdmins = notice.kind === 'blind-admins' || notice.kind === 'back-admins'
    if (!isForAdmins || notice.to !== deps.adminChannel) return
    for (const to of deps.adminUsers) await jobs.tellOutage({ ...notice, to })
  }

  return async (notice: OutageNotice): Promise<void> => {
    const links = await linksOf(notice)
    if (!(await outages.claim(notice))) return
    // Asked after the note is written. The end of the outage reads the notes after it is stored, so one of the two
    // always sees the other.
    if (await isTooLate(notice)) return outages.release(notice)
    try {
      await outageNotices.send(notice, links)
    } catch (error) {
      if (!(error instanceof SlackError)) throw error
      const { kind, to, since } = notice
      const { code, outcome } = error
      log.warn({ kind, to, since, code, outcome }, 'an outage notice was not taken by Slack')
      if (outcome === 'refused') return afterRefusal(notice)
      if (outcome === 'unknown') return
      await outages.release(notice)
      throw error
    }
  }
}
