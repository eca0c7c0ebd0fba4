import type { Log, Portal } from '../use-cases/ports.ts'
import { readAs } from './answer.ts'
import { createClient } from './client.ts'
import { deleteLink } from './delete-link.ts'
import { readDownloads } from './downloads.ts'
import { createHttp } from './http.ts'
import { checkKey, explainForbidden } from './key-check.ts'
import { DEFAULT_LIMITS, type PortalLimits } from './limits.ts'
import { readLinks } from './links.ts'
import { filePath, segment } from './path.ts'
import { putLink } from './put-link.ts'
import { fileAnswer, folderAnswer } from './schemas.ts'

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

/** The DocSpace portal over HTTP. Connects on first use; `close` gives the connections back. */
export const createPortal = (options: PortalOptions): Portal & { close(): Promise<void> } => {
  const limits = { ...DEFAULT_LIMITS, ...options.limits }
  const client = createClient({ http: createHttp({ ...options, limits }), random: options.random, limits })
  const explain = explainForbidden(client, limits)

  return {
    file: async (fileId) => {
      const label = 'GET file'
      const answer = await client.read({ label, method: 'GET', path: filePath(fileId) }).catch(explain)
      return readAs(fileAnswer, answer, label)
    },
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
    ping: () => checkKey(client, limits),
    close: client.close,
  }
}
