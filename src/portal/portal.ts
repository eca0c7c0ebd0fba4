import type { AuditEvent, PortalFile } from '../domain/portal-facts.ts'
import type { PortalBudget, PortalUse } from '../use-cases/budget-ports.ts'
import type { EndTry } from '../use-cases/end-ports.ts'
import type { Log, Portal } from '../use-cases/ports.ts'
import { ownTurns, withinBudget } from './admission.ts'
import { CHANGES, readChanges, readLinkWrites } from './changes.ts'
import { createPortalClient, type PortalClient } from './client.ts'
import { deleteLink } from './delete-link.ts'
import { readDownloads, readViews } from './downloads.ts'
import { createGuard } from './guard.ts'
import { createHttp, type Http } from './http.ts'
import { checkKey, explainForbidden } from './key-check.ts'
import { DEFAULT_LIMITS, type PortalLimits } from './limits.ts'
import { linkIsDead } from './link-is-dead.ts'
import { readLinks } from './links.ts'
import { filePath, segment } from './path.ts'
import { createPortalClock } from './portal-clock.ts'
import { probeTrail } from './probe-trail.ts'
import { putLink } from './put-link.ts'
import { readAs } from './response.ts'
import { fileAnswer, folderAnswer } from './schemas.ts'
import type { SearchCalls } from './search/search-calls.ts'
import { searchPortal } from './search/search-files.ts'
import { startDownload } from './start-download.ts'

export interface PortalOptions {
  /** Scheme, host and port of the portal. It never has a path. */
  origin: string
  /** `sk-…`: acts on files and links. */
  apiKey: string
  /** `sk-…` of an admin: reads the audit trail. */
  auditApiKey: string
  now: () => number
  random: () => number
  log?: Pick<Log, 'warn'>
  limits?: Partial<PortalLimits>
  /** The portal's limits, which all processes share. Left out: it has none. */
  budget?: PortalBudget
  /** Makes a visitor's ip address into the mark that is kept. Left out: it is taken as it is. */
  markAddress?: (ip: string) => string
}

/**
 * How many calls run at a time in one process. Each kind of work has connections of its own: no link lives longer because
 * others are being made, or because somebody searches a slow portal. How many run in all processes together is the matter
 * of the budget.
 */
const CONNECTIONS = { ending: 12, again: 5, trail: 3, changes: CHANGES, others: 12, search: 12, probes: 5 }

/** When each of these happened last; null: not yet. */
export interface PortalContact {
  /** An answer showed that the portal takes the key. */
  acceptedAt: number | null
  /** A call was given up because no answer came. */
  givenUpAt: number | null
}

/** The DocSpace portal over HTTP. Connects at the first call; `close` closes the connections. */
export const createPortal = (
  options: PortalOptions,
): Portal &
  SearchCalls & {
    /** The same for another use than making links. */
    as(use: 'repairing' | 'clearing'): Portal
    /** When it last took the key, and when it last left a call without an answer. */
    contact(): PortalContact
    close(): Promise<void>
  } => {
  const limits = { ...DEFAULT_LIMITS, ...options.limits }
  const clock = createPortalClock()
  const contact: PortalContact = { acceptedAt: null, givenUpAt: null }
  const onAccepted = () => {
    contact.acceptedAt = options.now()
  }
  const onGivenUp = () => {
    contact.givenUpAt = options.now()
  }
  const admit = withinBudget(ownTurns())
  const pools: Http[] = []
  const poolOf = (connections: number): Http => {
    const http = createHttp({ ...options, limits, clock, connections, onAccepted })
    pools.push(http)
    return http
  }
  const guard = createGuard(poolOf(CONNECTIONS.probes), limits.readAttemptMs)
  const clients: PortalClient[] = []
  const clientOf = (pool: Http, use: PortalUse, own = limits, isPaid?: true): PortalClient => {
    const { budget, random } = options
    const http = budget === undefined ? pool : admit({ http: pool, budget, use, ...(isPaid && { isPaid }) })
    const client = createPortalClient({ http: guard(http), random, limits: own, onGivenUp })
    clients.push(client)
    return client
  }
  // The trail is read again soon after a 429: the portal does not count what it refuses
  // (docs/portal.md, Rate limits).
  const insistent = { ...limits, longestRetryAfterMs: limits.longestInsistentPauseMs }
  const [endings, others] = [poolOf(CONNECTIONS.ending), poolOf(CONNECTIONS.others)]
  const ending = {
    first: clientOf(endings, 'ending'),
    expired: clientOf(endings, 'clearing'),
    again: clientOf(poolOf(CONNECTIONS.again), 'retrying'),
  }
  const trail = clientOf(poolOf(CONNECTIONS.trail), 'counting', insistent)
  const changes = clientOf(poolOf(CONNECTIONS.changes), 'repairing', insistent)
  const search = clientOf(poolOf(CONNECTIONS.search), 'searching', limits, true)
  const health = clientOf(others, 'counting')
  /** For what is tried again by its job. */
  const oneTry = ({ lane, signal }: EndTry): Pick<PortalClient, 'read' | 'write'> => {
    const by = ending[lane]
    return {
      // Leave to look is taken with leave to write, so that no write is wasted.
      read: (request) => by.once({ ...request, calls: 0 }, limits.readAttemptMs, signal),
      write: (request) => by.once({ ...request, calls: 2 }, limits.writeAttemptMs, signal),
    }
  }

  const { markAddress = (ip) => ip } = options
  const marked = (read: (fromAt: number) => Promise<AuditEvent[]>) => async (fromAt: number) =>
    (await read(fromAt)).map((event) => ({ ...event, ip: event.ip === '' ? '' : markAddress(event.ip) }))

  const readFile = async (by: Pick<PortalClient, 'read'>, fileId: string): Promise<PortalFile> => {
    const label = 'GET file'
    return readAs(fileAnswer, await by.read({ label, method: 'GET', path: filePath(fileId) }), label)
  }

  const portalFor = (use: PortalUse): Portal => {
    const client = clientOf(others, use)
    const explain = explainForbidden(client, limits)
    const brief: Pick<PortalClient, 'read'> = { read: (request) => client.once(request, limits.glanceMs) }
    return {
      file: (fileId) => readFile(client, fileId).catch(explain),
      glance: async (fileId) => {
        const [file, links] = await Promise.all([readFile(brief, fileId), readLinks(brief)(fileId)])
        return { file, links }
      },
      linkIsDead: (key, by) => linkIsDead(oneTry(by))(key),
      folderPath: async (folderId) => {
        const label = 'GET folder'
        const path = `/api/2.0/files/${segment(folderId)}?count=1`
        const answer = await client.read({ label, method: 'GET', path }).catch(explain)
        return [...new Set([...readAs(folderAnswer, answer, label), folderId])]
      },
      links: readLinks(client),
      putLink: putLink(client),
      deleteLink: deleteLink(client),
      endLink: (fileId, linkId, by) => deleteLink(oneTry(by))(fileId, linkId),
      downloadsSince: marked(readDownloads(trail, limits, options.log)),
      viewsSince: marked(readViews(trail, limits, options.log)),
      changesSince: readChanges(changes, limits, options),
      ownLinkWrites: async (fromAt) => {
        const { id } = await checkKey(health, limits)
        return readLinkWrites(changes, limits, options.log)(id, fromAt)
      },
      probeTrail: probeTrail(trail, limits),
      clockSkewMs: clock.skewMs,
      startDownload: startDownload(client),
      ping: async () => void (await checkKey(health, limits)),
      account: async () => (await checkKey(health, limits)).name,
    }
  }

  return {
    ...portalFor('making'),
    as: portalFor,
    ...searchPortal(search),
    contact: () => ({ ...contact }),
    close: async () => {
      for (const client of clients) client.stopTrying()
      await Promise.all(pools.map((pool) => pool.close()))
    },
  }
}
