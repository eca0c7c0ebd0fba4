import type { BriefShare } from '../../domain/brief-share.ts'
import { formatDuration } from '../../domain/duration.ts'
import { hasPassword, isExact, isSuspended, type ShareLink } from '../../domain/share.ts'
import type { GrantedTerms } from '../../domain/terms.ts'
import type { Piece } from './rich.ts'

const MINUTE_MS = 60_000

/** As in English, `1,000,000`, which a screen reader reads as one number. */
export const number = (count: number): string => count.toLocaleString('en-US')

/** A number of downloads, in the same words everywhere. */
export const downloads = (count: number): string =>
  count === 1 ? '1 download' : `${number(count)} downloads`

export const links = (count: number): string => (count === 1 ? '1 link' : `${number(count)} links`)

/** A share, or what a refusal keeps of it. */
type Spoken = Pick<ShareLink | BriefShare, 'downloads' | 'terms'>

/** `1 of 3 downloads`, `7 downloads (limit 3)`, `4 downloads`, `view only`. */
export const use = ({ terms: { limit, viewOnly }, downloads: count }: Spoken): string => {
  if (viewOnly) return 'view only'
  if (limit === null) return downloads(count)
  return count > limit
    ? `${downloads(count)} (limit ${number(limit)})`
    : `${number(count)} of ${downloads(limit)}`
}

/** What Slack calls a conversation of two that has no name: in its directory, and in commands. */
const NAMELESS = new Set(['direct message', 'directmessage'])

/** Where a share was posted. A mention of a direct message would show people an id. */
export const place = ({ id, name }: ShareLink['channel']): Piece =>
  NAMELESS.has(name) ? 'a direct message' : { channel: id }

/** Who shared it, and who sees to it by now where that is somebody else. */
export const sharer = ({ creator, sharedBy }: Pick<ShareLink, 'creator' | 'sharedBy'>): Piece[] =>
  sharedBy === undefined
    ? [{ user: creator.id }]
    : [{ user: sharedBy.id }, ', now with ', { user: creator.id }]

/** Where a share stands in its life, in a list of live ones. */
export const stateOf = (share: ShareLink): Piece[] => {
  if (share.state === 'creating') return ['Being made']
  if (isSuspended(share)) return ['Pausing']
  return share.state === 'revoking' ? ['Closing now'] : ['Expires ', { date: share.terms.expiresAt }]
}

/** The page of an exact link asks for the password; in Slack it is known who takes the file. */
const passwordAsked = ({ exact }: Pick<GrantedTerms, 'exact'>): string =>
  exact ? 'password outside Slack' : 'password protected'

export const protection = (share: ShareLink): string[] =>
  hasPassword(share) ? [passwordAsked(share.terms)] : []

/** `Expires … · 3 downloads · password protected`, of a link that is not there yet. */
export const termsWords = (terms: GrantedTerms, hasPassword: boolean): Piece[] => {
  const { expiresAt, limit, viewOnly } = terms
  const allowed = viewOnly ? 'view only' : limit === null ? 'any number of downloads' : downloads(limit)
  return [
    'Expires ',
    { date: expiresAt },
    ` · ${allowed}`,
    ...(hasPassword ? [` · ${passwordAsked(terms)}`] : []),
  ]
}

/** What the limit is worth, and where the link leads: in the foot of its message, and in Details. */
export const promise = (share: ShareLink, auditIntervalMs: number): string => {
  const { limit, viewOnly } = share.terms
  if (viewOnly) return 'Opens in DocSpace'
  if (isExact(share))
    return limit === null
      ? 'No limit, but Sharelink notes who takes it'
      : 'Exact limit, not one download more'
  if (!share.direct) return "Opens in DocSpace · edits and downloads there aren't counted"
  if (limit === null) return `No limit, counted every ${formatDuration(auditIntervalMs)}`
  return auditIntervalMs < MINUTE_MS
    ? 'Closes within seconds of the last download'
    : `Closes within ${formatDuration(auditIntervalMs)} of the last download`
}

/** What no limit can count, said where one is chosen (docs/counting.md, What cannot be seen). */
export const NOT_SEEN =
  "Not counted: downloads that skip the file's first byte. DocSpace doesn't record them."

/** The same for a link, where it has such a limit. */
export const notSeen = ({ direct, terms }: ShareLink): string[] =>
  direct && terms.limit !== null && !isExact({ terms }) ? [NOT_SEEN] : []

/** Said with the downloads where some came by a changed address. */
export const byView = ({ views }: ShareLink): string[] =>
  views === 0
    ? []
    : [
        `${number(views)} of these downloads used a changed link (action=view), which gives the whole file too.`,
      ]
