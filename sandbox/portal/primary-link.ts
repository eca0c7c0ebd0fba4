import type { Call } from './call.ts'
import { toTicks } from './dates.ts'
import { linksOf } from './entries.ts'
import { primaryHolderOf } from './link-holder.ts'
import { accessName, type LinkRequest } from './link-request.ts'
import { grantTerms } from './link-terms.ts'
import { isExpired } from './link-view.ts'
import { checkAccess, newLink, type Outcome } from './put-link.ts'
import { randomUuid } from './random-text.ts'
import { recordCall } from './record-call.ts'
import { offeredAccess } from './rights.ts'
import type { Link, PortalFile } from './state-types.ts'
import { atLeast } from './version.ts'

const WEEK = 7 * 24 * 3_600_000

const asksNothing = { linkId: null, expirationDate: null, title: null, password: null }

/** What `GET …/link` creates: Read, public unless the portal says otherwise, without an end (docs/portal.md, The sample). */
const byDefault = (call: Call, file: PortalFile): LinkRequest => ({
  ...asksNothing,
  access: offeredAccess(call.state, file)[0] ?? 2,
  internal: call.state.settings.internalByDefault,
  primary: true,
  denyDownload: false,
})

/** 3.5 to 3.6 silently renewed an expired primary link in My documents for seven days (docs/portal.md, Versions). */
const renew = ({ state, now }: Call, file: PortalFile, link: Link) => {
  const { version } = state.settings
  const renews =
    atLeast(version, 3, 5) && !atLeast(version, 3, 7) && state.folders[file.folderId]?.rootType === 5
  if (renews && isExpired(link, now())) link.expirationDate = toTicks(new Date(now().getTime() + WEEK))
}

/**
 * `POST` and `GET files/file/{id}/link`: the one primary link, made if there is none (rule 7).
 * An existing one is answered unchanged, whatever was asked.
 */
export const getOrCreatePrimary = (call: Call, file: PortalFile, asked?: LinkRequest): Outcome => {
  const { state } = call
  const holder = primaryHolderOf(state, file)
  const existing = linksOf(state, holder).find((link) => link.primary)
  if (existing) {
    renew(call, file, existing)
    return { link: existing }
  }
  const request = asked ? { ...asked } : byDefault(call, file)
  if (request.access === 0) {
    recordCall(call, 5091, file, ['Shared link', accessName(0)])
    return {}
  }
  // POST upgrades a form's Read to Editing by itself.
  if (file.isForm && request.access === 2) request.access = offeredAccess(state, file)[0] ?? 2
  const wrong = checkAccess(state, file, request.access)
  if (wrong === 'skip') return {}
  if (wrong) return wrong
  const terms = grantTerms(call, file, request, 'POST')
  if ('status' in terms) return terms
  const link = newLink(call, { ...terms, id: randomUuid(call.random), holder, primary: true })
  state.links.push(link)
  recordCall(call, 5091, file, [link.title, accessName(link.access)])
  return { link }
}
