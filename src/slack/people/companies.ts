import { SlackError } from '../../domain/slack-error.ts'
import { ttlCache } from '../../timing/ttl-cache.ts'
import { within } from '../../timing/within.ts'
import type { Directory, Log, Now } from '../../use-cases/ports.ts'
import { asking, type ClientFor } from '../web-api/client.ts'

/** More are not named: somebody has to read it on a phone. */
const MOST = 5
/** How long this may take, since somebody waits and it is only said in addition. */
const PATIENCE_MS = 2_000
/** A company seldom has another name. */
const KEEP_MS = 60 * 60_000
const MOST_KEPT = 1_000

/**
 * The names of other companies, by their workspaces or by a channel that they are in (Slack: conversations.info, team.info, which
 * names the companies that share a channel with ours). Needs `team:read`, which may be left out.
 */
export const createCompanies = ({
  clientFor,
  workspace,
  now,
  log,
}: {
  clientFor: ClientFor
  workspace: (team: string) => Promise<{ team: string; enterprise: string | null }>
  now: Now
  log: Pick<Log, 'warn'>
}): Pick<Directory, 'companyOf' | 'companiesIn'> => {
  const names = ttlCache<string>({ now, keepMs: KEEP_MS, most: MOST_KEPT })

  const nameOf = (home: string, team: string): Promise<string | null> =>
    names.get(team, async () => {
      const { team: found } = await asking(() => clientFor(home).team.info({ team }))
      // Nothing else says that the answer is about the one that was asked for.
      if (found?.id !== team) return { value: null, keep: false }
      return { value: found.enterprise_name || found.name || null, keep: true }
    })

  /** What comes of it soon enough; otherwise what is said without a name. */
  const soon = async <T>(finding: Promise<T>, without: T): Promise<T> => {
    const safe = finding.catch((error: unknown) => {
      if (!(error instanceof SlackError)) throw error
      log.warn({ err: error }, 'companies could not be named')
      return without
    })
    return (await within(PATIENCE_MS, safe))?.found ?? without
  }

  const find = async (home: string, channelId: string): Promise<string[]> => {
    const { channel } = await asking(() => clientFor(home).conversations.info({ channel: channelId }))
    const own = await workspace(home)
    const here = new Set([own.team, own.enterprise, ...(channel?.internal_team_ids ?? [])])
    const all = new Set([
      ...(channel?.connected_team_ids ?? []),
      ...(channel?.shared_team_ids ?? []),
      ...(channel?.pending_connected_team_ids ?? []),
    ])
    const others = [...all].filter((team) => !here.has(team)).slice(0, MOST)
    const found = await Promise.all(others.map((other) => soon(nameOf(home, other), null)))
    return [...new Set(found.filter((name) => name !== null))]
  }

  return {
    companyOf: async (home, team) => (team === '' ? '' : ((await soon(nameOf(home, team), null)) ?? '')),
    companiesIn: (home, channelId) => soon(find(home, channelId), []),
  }
}
