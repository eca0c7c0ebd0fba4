import type { Bulletin } from '../../domain/blindness.ts'
import type { ShareLink } from '../../domain/share.ts'
import { SlackError } from '../../domain/slack-error.ts'
import type { Blindnesses } from '../audit-ports.ts'
import type { Bulletins, Jobs, Log, Shares } from '../ports.ts'

export interface TellAuditStatusDeps {
  blindnesses: Blindnesses
  shares: Pick<Shares, 'get'>
  bulletins: Bulletins
  jobs: Pick<Jobs, 'tellAuditStatus'>
  adminChannel: string | null
  adminUsers: readonly string[]
  log: Pick<Log, 'warn'>
}

/**
 * Tells one person, or the channel of the admins, of the beginning or the end of a blindness, at most once: it is noted
 * before it is sent, and the note is taken back only when Slack surely has not taken it and may take it later. Throws
 * `SlackError` then.
 */
export const tellAuditStatus = (deps: TellAuditStatusDeps) => {
  const { blindnesses, shares, bulletins, jobs, log } = deps

  const linksOf = async (bulletin: Bulletin): Promise<ShareLink[]> => {
    if (!('ids' in bulletin)) return []
    const { team, ids } = bulletin
    const found = await Promise.all(ids.map((id) => shares.get({ team, id })))
    return found.flatMap((share) => (share === null ? [] : [share]))
  }

  /** Nobody needs to be warned of what is over, or of a cause that has turned. */
  const isTooLate = async (bulletin: Bulletin): Promise<boolean> => {
    if (bulletin.kind === 'back-admins' || bulletin.kind === 'back-creator') return false
    const blindness = await blindnesses.read()
    if (blindness?.since !== bulletin.since || blindness.aftermath !== null) return true
    return bulletin.kind === 'blind-admins' && bulletin.cause !== blindness.cause
  }

  /** Where the channel of the admins is closed to the app, they are told one by one. */
  const afterRefusal = async (bulletin: Bulletin): Promise<void> => {
    const isForAdmins = bulletin.kind === 'blind-admins' || bulletin.kind === 'back-admins'
    if (!isForAdmins || bulletin.to !== deps.adminChannel) return
    for (const to of deps.adminUsers) await jobs.tellAuditStatus({ ...bulletin, to })
  }

  return async (bulletin: Bulletin): Promise<void> => {
    const links = await linksOf(bulletin)
    if (!(await blindnesses.claim(bulletin))) return
    // Asked after the note: whoever ends the blindness reads the notes after that, and so one of the two sees the other.
    if (await isTooLate(bulletin)) return blindnesses.release(bulletin)
    try {
      await bulletins.send(bulletin, links)
    } catch (error) {
      if (!(error instanceof SlackError)) throw error
      const { kind, to, since } = bulletin
      const { code, outcome } = error
      log.warn({ kind, to, since, code, outcome }, 'a bulletin was not taken by Slack')
      if (outcome === 'refused') return afterRefusal(bulletin)
      if (outcome === 'unknown') return
      await blindnesses.release(bulletin)
      throw error
    }
  }
}
