import { type Answer, accessDenied, empty, failure, invalid, success } from './answer.ts'
import type { Call } from './call.ts'
import { linksOf } from './entries.ts'
import { holderOf } from './link-holder.ts'
import { bindLinkRequest } from './link-request.ts'
import { linkView } from './link-view.ts'
import { bindPaging } from './paging.ts'
import { getOrCreatePrimary } from './primary-link.ts'
import { type Outcome, putLink } from './put-link.ts'
import { mayReadFile, mayShare } from './rights.ts'
import type { PortalFile } from './state-types.ts'
import { atLeast } from './version.ts'

const notFound = () => failure(404, 'Item not found')

const fileOf = ({ state, params }: Call): PortalFile | undefined => state.files[params.id ?? '']

const isJson = ({ headers }: Call) => /^application\/(.+\+)?json/i.test(headers['content-type'] ?? '')

const answerOf = (call: Call, file: PortalFile, outcome: Outcome): Answer => {
  if ('status' in outcome) return failure(outcome.status, outcome.message, outcome.type)
  if (!outcome.link) return success(call)
  return success(call, linkView(call.state, file, outcome.link, call.now()))
}

/** `PUT files/file/{id}/links` (docs/portal.md, Calls; docs/portal.md, Making and deleting safely). */
export const putFileLink = (call: Call): Answer => {
  if (!isJson(call)) return empty(415)
  const bound = bindLinkRequest(call.body)
  if (!bound.ok) return invalid(call, bound.field, bound.message)
  const file = fileOf(call)
  if (!file) return notFound()
  if (!mayShare(call.state, call.caller.user, file)) return accessDenied()
  return answerOf(call, file, putLink(call, file, bound.request))
}

/** `GET files/file/{id}/links`: primary first, then by access; expired ones too (rule 8). Since 3.5. */
export const listFileLinks = (call: Call): Answer => {
  const { state, caller, now } = call
  if (!atLeast(state.settings.version, 3, 5)) return empty(405)
  const page = bindPaging(call)
  if ('status' in page) return page
  const file = fileOf(call)
  if (!file) return notFound()
  if (!mayReadFile(state, caller.user, file)) return accessDenied()
  if (!mayShare(state, caller.user, file)) return success(call, [], 0)
  const links = linksOf(state, holderOf(state, file)).sort(
    (a, b) => Number(b.primary) - Number(a.primary) || a.access - b.access,
  )
  const shown = links.slice(page.startIndex, page.startIndex + page.count)
  return success(
    call,
    shown.map((link) => linkView(state, file, link, now())),
    links.length,
  )
}

const primary = (call: Call, run: (file: PortalFile) => Outcome): Answer => {
  const file = fileOf(call)
  if (!file) return notFound()
  if (!mayShare(call.state, call.caller.user, file)) {
    // 3.5 to 3.6.1 answered an empty success instead (docs/portal.md, Versions).
    return atLeast(call.state.settings.version, 3, 7) ? accessDenied() : success(call)
  }
  return answerOf(call, file, run(file))
}

/** `POST files/file/{id}/link`: get or create, the body counts only for a new link (rule 7). */
export const postPrimaryLink = (call: Call): Answer => {
  if (!isJson(call)) return empty(415)
  const bound = bindLinkRequest(call.body)
  if (!bound.ok) return invalid(call, bound.field, bound.message)
  return primary(call, (file) => getOrCreatePrimary(call, file, bound.request))
}

/** `GET files/file/{id}/link`: reads, and makes one if there is none (rule 7). */
export const getPrimaryLink = (call: Call): Answer => primary(call, (file) => getOrCreatePrimary(call, file))
