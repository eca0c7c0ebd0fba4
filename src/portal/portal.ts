import { setMaxListeners } from 'node:events'
import { PortalError } from '../domain/portal-error.ts'
import type { PortalFile } from '../domain/portal-facts.ts'
import type { PortalBudget, PortalUse } from '../use-cases/budget-ports.ts'
import type { EndTry } from '../use-cases/end-ports.ts'
import type { Log, Portal } from '../use-cases/ports.ts'
import { ownTurns, withinBudget } from './admission.ts'
import { type Bearer, byToken } from './by-token.ts'
import { CHANGES, readChanges, readLinkWrites } from './changes.ts'
import { createPortalClient, type PortalClient } from './client.ts'
import { deleteLink } from './delete-link.ts'
import { readDownloads, readViews } from './downloads.ts'
import { findAddressed } from './find-addressed.ts'
import { createGuard } from './guard.ts'
import { createHttp, type Http } from './http.ts'
import { type Account, checkKey, explainForbidden } from './key-check.ts'
import { DEFAULT_LIMITS, type PortalLimits } from './limits.ts'
import { linkIsDead } from './link-is-dead.ts'
import { readLinks } from './links.ts'
import { filePath, segment } from './path.ts'
import { createPortalClock } from './portal-clock.ts'
import { readVersion } from './portal-version.ts'
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

const refuseToken = async (): Promise<never> => {
  throw new PortalError('unauthorized', 'the portal does not take this token')
}

/** The DocSpace portal over HTTP. Connects at the first call; `close` closes the connections. */
export const createPortal = (
  options: PortalOptions,
): Portal &
  SearchCalls & {
    /** The same for another use than making links. */
    as(use: 'repairing' | 'clearing'): Portal
    /** The same with the rights of a person, as far as files, links and searches go. */
    acting(bearer: Bearer, use?: 'making' | 'repairing' | 'clearing'): Portal & SearchCalls
    /** Whose token it is. */
    whose(token: string): Promise<Account>
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
  const closing = new AbortController()
  setMaxListeners(0, closing.signal)
  const clientOf = (
    pool: Http,
    use: PortalUse,
    { own = limits, isPaid, bearer }: { own?: PortalLimits; isPaid?: true; bearer?: Bearer | undefined } = {},
  ): PortalClient => {
    const { budget, random } = options
    const admitted =
      budget === undefined ? pool : admit({ http: pool, budget, use, ...(isPaid && { isPaid }) })
    const http = bearer === undefined ? guard(admitted) : byToken(guard(admitted), bearer)
    return createPortalClient({ http, random, limits: own, onGivenUp, closing: closing.signal })
  }
  // The trail is read again soon after a 429: the portal does not count what it refuses
  // (docs/portal.md, Rate limits).
  const insistent = { ...limits, longestRetryAfterMs: limits.longestInsistentPauseMs }
  const [endings, others] = [poolOf(CONNECTIONS.ending), poolOf(CONNECTIONS.others)]
  const [endingsAgain, searches] = [poolOf(CONNECTIONS.again), poolOf(CONNECTIONS.search)]
  const endingBy = (bearer?: Bearer): Record<EndTry['lane'], PortalClient> => ({
    first: clientOf(endings, 'ending', { bearer }),
    expired: clientOf(endings, 'clearing', { bearer }),
    again: clientOf(endingsAgain, 'retrying', { bearer }),
  })
  const searchBy = (bearer?: Bearer): SearchCalls =>
    searchPortal(clientOf(searches, 'searching', { isPaid: true, bearer }))
  const trail = clientOf(poolOf(CONNECTIONS.trail), 'counting', { own: insistent })
  const changes = clientOf(poolOf(CONNECTIONS.changes), 'repairing', { own: insistent })
  const health = clientOf(others, 'counting')
  /** For what is tried again by its job. */
  const oneTry = (
    by: PortalClient,
    signal: AbortSignal | undefined,
  ): Pick<PortalClient, 'read' | 'write'> => {
    return {
      // Leave to look is taken with leave to write, so that no write is wasted.
      read: (request) => by.once({ ...request, calls: 0 }, limits.readAttemptMs, signal),
      write: (request) => by.once({ ...request, calls: 2 }, limits.writeAttemptMs, signal),
    }
  }

  const { markAddress = (ip) => ip } = options

  const readFile = async (by: Pick<PortalClient, 'read'>, fileId: string): Promise<PortalFile> => {
    const label = 'GET file'
    return readAs(fileAnswer, await by.read({ label, method: 'GET', path: filePath(fileId) }), label)
  }

  const portalFor = (use: PortalUse, bearer?: Bearer): Portal => {
    const client = clientOf(others, use, { bearer })
    const ending = endingBy(bearer)
    const trying = ({ lane, signal }: EndTry) => oneTry(ending[lane], signal)
    const explain = explainForbidden(client, limits)
    const brief: Pick<PortalClient, 'read'> = { read: (request) => client.once(request, limits.glanceMs) }
    return {
      file: (fileId) => readFile(client, fileId).catch(explain),
      glance: async (fileId) => {
        const [file, links] = await Promise.all([readFile(brief, fileId), readLinks(brief)(fileId)])
        return { file, links }
      },
      addressed: findAddressed(client, options.origin),
      linkIsDead: (key, by) => linkIsDead(trying(by))(key),
      folderPath: async (folderId) => {
        const label = 'GET folder'
        const path = `/api/2.0/files/${segment(folderId)}?count=1`
        const answer = await client.read({ label, method: 'GET', path }).catch(explain)
        return [...new Set([...readAs(folderAnswer, answer, label), folderId])]
      },
      links: readLinks(client),
      putLink: putLink(client),
      deleteLink: deleteLink(client),
      endLink: (fileId, linkId, by) => deleteLink(trying(by))(fileId, linkId),
      downloadsSince: readDownloads(trail, limits, options.log, markAddress),
      viewsSince: readViews(trail, limits, options.log, markAddress),
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
      version: () => readVersion(health, limits),
    }
  }

  return {
    ...portalFor('making'),
    as: portalFor,
    acting: (bearer, use = 'making') => ({ ...portalFor(use, bearer), ...searchBy(bearer) }),
    whose: async (token) => {
      const fixed = { token: async () => token, renewed: refuseToken }
      return checkKey(clientOf(others, 'making', { bearer: fixed }), limits)
    },
    ...searchBy(),
    contact: () => ({ ...contact }),
    close: async () => {
      closing.abort()
      await Promise.all(pools.map((pool) => pool.close()))
    },
  }
}
