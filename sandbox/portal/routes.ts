import { type Answer, empty } from './answer.ts'
import { filterAudit } from './audit-routes.ts'
import type { Call } from './call.ts'
import { hasScope, type Scope } from './caller.ts'
import { downloadAs, handleFile } from './download-route.ts'
import { listMine, listRooms, listRoots, readFile, readFolder } from './entry-routes.ts'
import { getPrimaryLink, listFileLinks, postPrimaryLink, putFileLink } from './link-routes.ts'
import { authorize, consent, signInHere } from './oauth-pages.ts'
import { introspect, revokeToken, takeToken } from './oauth-token.ts'
import { readBuild, readOwnKey, readSelf } from './people-routes.ts'
import { readQuota } from './quota-route.ts'
import { readFilesSettings } from './settings-route.ts'
import { typePassword, validateShare } from './share-routes.ts'
import { followShortLink, showFile, startPage } from './visit-routes.ts'

type Route = {
  method: string
  pattern: RegExp
  scope: Scope
  /** Open to callers without credentials: a bad key runs as a guest (docs/portal.md, Errors). */
  anonymous?: boolean
  handle: (call: Call) => Answer
}

/** `:name` stands for one part of the path. */
const route = (
  method: string,
  path: string,
  scope: Scope,
  handle: Route['handle'],
  anonymous = false,
): Route => ({
  method,
  pattern: new RegExp(`^${path.replace(/\./g, '\\.').replace(/:(\w+)/g, '(?<$1>[^/]+)')}/?$`, 'i'),
  scope,
  handle,
  anonymous,
})

const api = '/api/2.0'
const open = true

/** The audit trail. */
export const TRAIL_PATH = `${api}/security/audit/events/filter`

const ROUTES: Route[] = [
  route('PUT', `${api}/files/file/:id/links`, 'files', putFileLink),
  route('GET', `${api}/files/file/:id/links`, 'files', listFileLinks),
  route('POST', `${api}/files/file/:id/link`, 'files', postPrimaryLink),
  route('GET', `${api}/files/file/:id/link`, 'files', getPrimaryLink, open),
  route('GET', `${api}/files/file/:id`, 'files', readFile, open),
  route('GET', `${api}/files/share/:key`, 'files', validateShare, open),
  route('POST', `${api}/files/share/:key/password`, 'files', typePassword, open),
  route('GET', `${api}/files/@my`, 'files', listMine),
  route('GET', `${api}/files/@root`, 'files', listRoots),
  route('GET', `${api}/files/rooms`, 'rooms', listRooms),
  route('GET', `${api}/files/settings`, 'files', readFilesSettings),
  route('GET', `${api}/files/:id`, 'files', readFolder, open),
  route('GET', `${api}/people/@self`, 'accounts.self', readSelf),
  route('GET', `${api}/keys/@self`, 'none', readOwnKey),
  route('GET', `${api}/settings/version/build`, 'none', readBuild, open),
  route('GET', `${api}/portal/quota`, 'global', readQuota),
  route('GET', TRAIL_PATH, 'global', filterAudit),
  route('GET', '/filehandler.ashx', 'none', handleFile, open),
  route('GET', '/doceditor', 'none', showFile, open),
  route('GET', '/doceditor/downloadas', 'none', downloadAs, open),
  route('GET', '/share/preview/:id', 'none', showFile, open),
  route('GET', '/s/:code', 'none', followShortLink, open),
  route('POST', '/login', 'none', signInHere, open),
  route('GET', '/oauth2/authorize', 'none', authorize, open),
  route('POST', '/oauth2/authorize', 'none', consent, open),
  route('POST', '/oauth2/token', 'none', takeToken, open),
  route('POST', '/oauth2/revoke', 'none', revokeToken, open),
  route('POST', '/oauth2/introspect', 'none', introspect, open),
  route('GET', '/', 'none', startPage, open),
]

const decoded = (groups: Record<string, string> | undefined): Record<string, string> | undefined => {
  try {
    return Object.fromEntries(
      Object.entries(groups ?? {}).map(([name, part]) => [name, decodeURIComponent(part)]),
    )
  } catch {
    return undefined
  }
}

/** What the portal answers. HEAD is answered as GET; the third error shape is a status without a body (1.8). */
export const answer = (call: Omit<Call, 'params'>, path: string): Answer => {
  const method = call.method === 'HEAD' ? 'GET' : call.method
  const known = ROUTES.filter((one) => one.pattern.test(path))
  const found = known.find((one) => one.method === method)
  if (!found) return empty(known.length > 0 ? 405 : 404)
  const params = decoded(found.pattern.exec(path)?.groups)
  if (!params) return empty(400)
  if (!found.anonymous && !call.caller.user) return empty(401)
  if (!hasScope(call.caller, found.scope, method)) return empty(403)
  return found.handle({ ...call, params })
}
