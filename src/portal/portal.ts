import type { PortalFile } from '../domain/portal-facts.ts'
import type { Log, Portal } from '../use-cases/ports.ts'
import { readAs } from './answer.ts'
import { readChanges } from './changes.ts'
import { type Client, createClient } from './client.ts'
import { deleteLink } from './delete-link.ts'
import { readDownloads } from './downloads.ts'
import { createHttp } from './http.ts'
import { checkKey, explainForbidden } from './key-check.ts'
import { DEFAULT_LIMITS, type PortalLimits } from './limits.ts'
import { linkIsDead } from './link-is-dead.ts'
import { readLinks } from './links.ts'
import { filePath, segment } from './path.ts'
import { createPortalClock } from './portal-clock.ts'
import { probeAudit } from './probe-audit.ts'
import { putLink } from './put-link.ts'
import { fileAnswer, folderAnswer } from './schemas.ts'
import { searchPortal } from './search-files.ts'
import { startDownload } from './start-download.ts'

export interface PortalOptions {
  /** Scheme, host and port of the portal; it has no path (contract 8). */
  origin: string
  /** `sk-…`: acts on files and links. */
  apiKey: string
  /** `sk-…` of an admin: reads the audit trail. */
  auditApiKey: string
  now: () => number
  random: () => number
  log?: Pick<Log, 'warn'>
  limits?: Partial<PortalLimits>
}

/** Of their own, so that searches of a slow portal do not stand in the way of links. */
const SEARCH_CONNECTIONS = 6

/** The DocSpace portal over HTTP. Connects on first use; `close` gives the connections back. */
export const createPortal = (options: PortalOptions): Portal & { close(): Promise<void> } => {
  const limits = { ...DEFAULT_LIMITS, ...options.limits }
  const clock = createPortalClock()
  const http = createHttp({ ...options, limits, clock })
  const client = createClient({ http, random: options.random, limits })
  const searchHttp = createHttp({ ...options, limits, clock, connections: SEARCH_CONNECTIONS })
  const explain = explainForbidden(client, limits)
  const brief: Pick<Client, 'read'> = { read: (request) => client.once(request, limits.glanceMs) }

  const readFile = async (by: Pick<Client, 'read'>, fileId: string): Promise<PortalFile> => {
    const label = 'GET file'
    return readAs(fileAnswer, await by.read({ label, method: 'GET', path: filePath(fileId) }), label)
  }

  return {
    file: (fileId) => readFile(client, fileId).catch(explain),
    glance: async (fileId) => {
      const [file, links] = await Promise.all([readFile(brief, fileId), readLinks(brief)(fileId)])
      return { file, links }
    },
    linkIsDead: linkIsDead(client),
    folderPath: async (folderId) => {
      const label = 'GET folder'
      const path = `/api/2.0/files/${segment(folderId)}?count=1`
      const answer = await client.read({ label, method: 'GET', path }).catch(explain)
      return [...new Set([...readAs(folderAnswer, answer, label), folderId])]
    },
    links: readLinks(client),
    putLink: putLink(client),
    deleteLink: deleteLink(client),
    downloadsSince: readDownloads(client, limits, options.log),
    changesSince: readChanges(client, limits, options.log),
    probeAudit: probeAudit(client, limits),
    clockSkewMs: clock.skewMs,
    startDownload: startDownload(client),
    ...searchPortal({ once: searchHttp.send }),
    ping: () => checkKey(client, limits),
    close: async () => {
      await Promise.all([client.close(), searchHttp.close()])
    },
  }
}
