import type { Installation, InstallProvider } from '@slack/oauth'
import { SlackError } from '../../domain/slack-error.ts'
import { ttlCache } from '../../timing/ttl-cache.ts'
import type { Installations } from '../../use-cases/install-ports.ts'
import type { Log, Now } from '../../use-cases/ports.ts'

/** After so long another process's renewal, or an installation that is gone, is noticed here. */
const KEEP_MS = 15_000
const MOST = 10_000
/** The library renews what has less time left than this, of the twelve hours that Slack gives. */
const SOON_MS = 2 * 60 * 60_000
/** How long one process has for it before another tries. */
const RENEWAL_MS = 30_000

export interface BotTokenDeps {
  installations: Installations
  installer: Pick<InstallProvider, 'authorize'>
  now: Now
  log: Pick<Log, 'warn'>
}

const idsOf = ({ team, enterprise, isEnterpriseInstall }: Installation) =>
  isEnterpriseInstall
    ? { teamId: undefined, enterpriseId: enterprise?.id ?? '', isEnterpriseInstall: true as const }
    : { teamId: team?.id ?? '', enterpriseId: undefined, isEnterpriseInstall: false as const }

/**
 * The token for a workspace: of its own installation, or of its organisation's. Tokens that expire are renewed in time, by one
 * process; the present one goes on working meanwhile. Throws `SlackError` where the app is not installed.
 */
export const createBotTokens = ({ installations, installer, now, log }: BotTokenDeps) => {
  const last = new Map<string, string>()
  const known = ttlCache<string>({ now, keepMs: KEEP_MS, most: MOST })

  const renewed = async (id: string, installation: Installation): Promise<string> => {
    const token = installation.bot?.token ?? ''
    const left = (installation.bot?.expiresAt ?? Number.POSITIVE_INFINITY) * 1_000 - now()
    if (left > SOON_MS || !(await installations.takeRenewal(id, RENEWAL_MS))) return token
    const found = await installer.authorize(idsOf(installation)).catch((error: unknown) => {
      log.warn({ installation: id, err: error }, 'a token of Slack could not be renewed: it is tried again')
      return null
    })
    const next = found?.botToken ?? token
    if (next === token)
      log.warn({ installation: id, leftMs: left }, 'Slack did not renew a token: it is tried again')
    return next
  }

  const find = async (team: string): Promise<{ id: string; kept: string } | null> => {
    const own = await installations.get(team)
    if (own !== null) return { id: team, kept: own }
    const id = await installations.organisationOf(team)
    const kept = id === null ? null : await installations.get(id)
    return id === null || kept === null ? null : { id, kept }
  }

  const ask = async (team: string): Promise<string | null> => {
    const there = await find(team)
    const token = there === null ? '' : await renewed(there.id, JSON.parse(there.kept) as Installation)
    if (token === '') last.delete(team)
    else last.set(team, token)
    return token === '' ? null : token
  }

  return async (team: string): Promise<string> => {
    const asked = known.get(team, async () => ({ value: await ask(team), keep: true }))
    const found = await asked.catch((cause: unknown) => {
      // The store is away. Admins are to hear of that by Slack all the same.
      const former = last.get(team)
      if (former === undefined) throw new SlackError('not-sent', 'no_token', { cause })
      return former
    })
    if (found === null) throw new SlackError('refused', 'not_installed')
    return found
  }
}
