import type { PortalFile } from '../domain/portal-facts.ts'
import type { EndTry } from '../use-cases/end-ports.ts'
import type { Log, Portal } from '../use-cases/ports.ts'
import { CHANGES, readChanges } from './changes.ts'
import { createPortalClient, type PortalClient } from './client.ts'
import { deleteLink } from './delete-link.ts'
import { readDownloads, readViews } from './downloads.ts'
import { createHttp } from './http.ts'
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
  /** Called at each 429, with how long the portal wants to be left alone; null where it does not say. */
  onRateLimit?: (retryAfterMs: number | null) => void
}

/**
 * How many calls run at a time. Each kind of work has connections of its own: no link lives longer because others are
 * being made, or because somebody searches a slow portal. Together they stay below the 15 writes and 50 reads that the
 * portal allows an account (docs/portal.md, Rate limits).
 */
const CONNECTIONS = { ending: 9, again: 2, trail: 3, changes: CHANGES, others: 4, search: 12 }

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
  const clientOf = (connections: number, own: PortalLimits): PortalClient =>
    createPortalClient({
      http: createHttp({ ...options, limits, clock, connections, onAccepted }),
      random: options.random,
      limits: own,
      onGivenUp,
    })
  // The trail is read again soon after a 429: the portal does not count what it refuses
  // (docs/portal.md, Rate limits).
  const insistent = { ...limits, longestRetryAfterMs: limits.longestInsistentPauseMs }
  const ending = clientOf(CONNECTIONS.ending, limits)
  const again = clientOf(CONNECTIONS.again, limits)
  const trail = clientOf(CONNECTIONS.trail, insistent)
  const changes = clientOf(CONNECTIONS.changes, insistent)
  const search = clientOf(CONNECTIONS.search, limits)
  const client = clientOf(CONNECTIONS.others, limits)
  const explain = explainForbidden(client, limits)
  /** For what is tried again by its job. */
  const oneTry = ({ isAgain, signal }: EndTry): Pick<PortalClient, 'read' | 'write'> => {
    const by = isAgain ? again : ending
    return {
      read: (request) => by.once(request, limits.readAttemptMs, signal),
      write: (request) => by.once(request, limits.writeAttemptMs, signal),
    }
  }
  const brief: Pick<PortalClient, 'read'> = { read: (request) => client.once(request, limits.glanceMs) }

  const readFile = async (by: Pick<PortalClient, 'read'>, fileId: string): Promise<PortalFile> => {
    const label = 'GET file'
    return readAs(fileAnswer, await by.read({ label, method: 'GET', path: filePath(fileId) }), label)
  }

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
    downloadsSince: readDownloads(trail, limits, options.log),
    viewsSince: readViews(trail, limits, options.log),
    changesSince: readChanges(changes, limits, options),
    probeTrail: probeTrail(trail, limits),
    clockSkewMs: clock.skewMs,
    startDownload: startDownload(client),
    ...searchPortal(search),
    contact: () => ({ ...contact }),
    ping: async () => void (await checkKey(client, limits)),
    account: () => checkKey(client, limits),
    close: async () => {
      await Promise.all([ending, again, trail, changes, search, client].map((each) => each.close()))
    },
  }
}
