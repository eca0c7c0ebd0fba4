import type { Call } from './call.ts'
import { linksOf, roomOf } from './entries.ts'
import { formatOf } from './formats.ts'
import { holderOf } from './link-holder.ts'
import { accessName, type LinkRequest } from './link-request.ts'
import { grantTerms, invalidOperation, type Refusal } from './link-terms.ts'
import { randomCode, randomUuid } from './random-text.ts'
import { recordCall } from './record-call.ts'
import { linkQuota, offeredAccess } from './rights.ts'
import type { Link, PortalFile, PortalState } from './state-types.ts'

/** `link` undefined: 200 without `response`. */
export type Outcome = { link?: Link } | Refusal

// Levels above viewing, skipped without a word where the viewer cannot open the format (FSH 153-158).
const ABOVE_VIEW = [5, 6, 7, 8, 10]

const tooMany = (limit: number) => invalidOperation(`The maximum number of links may not exceed ${limit}`)

const quotaRefusal = (state: PortalState, file: PortalFile, primary: boolean): Refusal | undefined => {
  const quota = linkQuota(state, file)
  const limit = primary ? quota.primary : quota.additional
  const taken = linksOf(state, holderOf(state, file)).filter((link) => link.primary === primary).length
  return limit !== null && taken >= limit ? tooMany(limit) : undefined
}

/** What is wrong with an access level, `skip`: nothing happens and nothing is said (docs/portal.md, What a PUT carries). */
export const checkAccess = (
  state: PortalState,
  file: PortalFile,
  access: number,
): Refusal | 'skip' | undefined => {
  if (offeredAccess(state, file).includes(access)) return undefined
  if (formatOf(file.title).shown === 'download' && ABOVE_VIEW.includes(access)) return 'skip'
  return invalidOperation('The role is not available for this user type')
}

export const newLink = ({ random, now }: Call, rest: Omit<Link, 'code' | 'createdAt'>): Link => ({
  ...rest,
  code: randomCode(random),
  createdAt: now().toISOString(),
})

/**
 * In a public room a revoked primary link is followed by a new one without limits
 * (docs/portal.md, Making and deleting safely).
 */
const replacePrimary = (call: Call, file: PortalFile, old: Link): Link | undefined => {
  if (!old.primary || roomOf(call.state, file.folderId)?.roomType !== 22) return undefined
  const { holder, primary, title } = old
  const terms = {
    access: 2,
    title,
    internal: false,
    denyDownload: false,
    password: null,
    expirationDate: null,
  }
  const link = newLink(call, { ...terms, id: randomUuid(call.random), holder, primary })
  call.state.links.push(link)
  return link
}

const removeLink = (call: Call, file: PortalFile, known: Link | undefined): Outcome => {
  const { state } = call
  if (!known) {
    const full = quotaRefusal(state, file, false)
    if (full) return full
    recordCall(call, 5091, file, ['Shared link', accessName(0)])
    return {}
  }
  state.links = state.links.filter((link) => link !== known)
  recordCall(call, 5093, file, [known.title])
  const fresh = replacePrimary(call, file, known)
  return fresh ? { link: fresh } : {}
}

/** `PUT files/file/{id}/links`: create, rewrite or delete one link (rules 1-6, 9). The caller may share the file. */
export const putLink = (call: Call, file: PortalFile, asked: LinkRequest): Outcome => {
  const { state } = call
  const holder = holderOf(state, file)
  const known = linksOf(state, holder).find((link) => link.id === asked.linkId)
  if (asked.access === 0) return removeLink(call, file, known)
  const wrong = checkAccess(state, file, asked.access)
  if (wrong === 'skip') return {}
  if (wrong) return wrong
  if (state.settings.externalSharing !== 'allowed' && roomOf(state, file.folderId)?.roomType === 22) {
    return { status: 403, message: 'Access denied' }
  }
  const terms = grantTerms(call, file, asked, 'PUT')
  if ('status' in terms) return terms
  if (known) {
    // Where the end may not be edited, a change of it is skipped as a whole (docs/portal.md, The end).
    if (holder.kind === 'room' && terms.expirationDate !== known.expirationDate) return { link: known }
    Object.assign(known, terms)
    recordCall(call, 5092, file, [known.title, accessName(known.access)])
    return { link: known }
  }
  const full = quotaRefusal(state, file, asked.primary)
  if (full) return full
  const id = asked.linkId ?? randomUuid(call.random)
  const link = newLink(call, { ...terms, id, holder, primary: asked.primary })
  state.links.push(link)
  recordCall(call, 5091, file, [link.title, accessName(link.access)])
  return { link }
}
