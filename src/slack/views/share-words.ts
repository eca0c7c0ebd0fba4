import type { BriefShare } from '../../domain/brief-share.ts'
import { formatDuration } from '../../domain/duration.ts'
import { hasPassword, isExact, isSuspended, type ShareLink } from '../../domain/share.ts'
import type { GrantedTerms } from '../../domain/terms.ts'
import type { Piece } from './rich.ts'
import { nameLike } from './untrusted.ts'

/** As in English, `1,000,000`, which a screen reader reads as one number. */
export const number = (count: number): string => count.toLocaleString('en-US')

/** A number of downloads, in the same words everywhere. */
export const downloads = (count: number): string =>
  count === 1 ? '1 download' : `${number(count)} downloads`

export const links = (count: number): string => (count === 1 ? '1 link' : `${number(count)} links`)

/** A share, or what a refusal keeps of it. */
type Spoken = Pick<ShareLink | BriefShare, 'state' | 'downloads' | 'terms' | 'end'>

/** `1 of 3 downloads`, `4 downloads`, `view only`. */
export const use = (share: Spoken): string => {
  if (share.terms.viewOnly) return 'view only'
  return share.terms.limit === null
    ? downloads(share.downloads)
    : `${number(share.downloads)} of ${downloads(share.terms.limit)}`
}

/** What Slack calls a conversation of two that has no name: in its directory, and in commands. */
const NAMELESS = new Set(['direct message', 'directmessage'])

/** Where a share was posted. A mention of a direct message would show people an id. */
export const place = ({ id, name }: ShareLink['channel']): Piece =>
  NAMELESS.has(name) ? 'a direct message' : { channel: id }

/** Where a share stands in its life, in a list of live ones. */
export const stateOf = (share: ShareLink): Piece[] => {
  if (share.state === 'creating') return ['Being made']
  if (isSuspended(share)) return ['Being suspended']
  return share.state === 'revoking' ? ['Ending now'] : ['Ends ', { date: share.terms.expiresAt }]
}

/** The page of an exact link asks for the password; in Slack it is known who takes the file. */
export const passwordAsked = ({ exact }: Pick<GrantedTerms, 'exact'>): string =>
  exact ? 'password outside Slack' : 'password protected'

export const protection = (share: ShareLink): string[] =>
  hasPassword(share) ? [passwordAsked(share.terms)] : []

const exactPromise = (limit: number | null): string =>
  limit === null ? 'No limit. Sharelink notes who takes it.' : `Closes after exactly ${downloads(limit)}.`

/** What the limit is worth, said where it is shown. */
export const promise = (share: ShareLink, auditIntervalMs: number): string => {
  if (share.terms.viewOnly) return 'Opens in the portal, which denies the download.'
  if (isExact(share)) return exactPromise(share.terms.limit)
  if (share.direct) {
    const { limit } = share.terms
    const often = `every ${formatDuration(auditIntervalMs)}`
    return limit === null
      ? `Any number of downloads, counted ${often}.`
      : `${downloads(limit)}, checked ${often}.`
  }
  return 'Opens in the portal; downloads inside its editor are not counted.'
}

/** What no limit can count, said where one is chosen (docs/counting.md, What cannot be seen). */
export const NOT_SEEN =
  'A request for all of the file but its first byte is not counted: the portal does not record it.'

/** The same for a link, where it has such a limit. */
export const notSeen = ({ direct, terms }: ShareLink): string[] =>
  direct && terms.limit !== null && !isExact({ terms }) ? [NOT_SEEN] : []

/** How far a limit was passed before the link was dead. */
const overrun = (share: Spoken): string => {
  const { limit } = share.terms
  if (limit === null || share.downloads <= limit) return ''
  return ` ${downloads(share.downloads)} happened before the link was dead.`
}

/** The words after `Suspended:`. */
const whySuspended = ({ end }: Spoken): string =>
  end?.stuck === undefined
    ? "the portal's audit trail cannot be read, so its limit cannot be kept. It comes back under the same address when that works again."
    : 'its limit could not be kept for a while, and the portal does not let it come back yet. That is tried again and again.'

/** Who did something in the portal, after what was done; by the name that they have there. */
export const inPortalBy = (name: string | null): string => (name === null ? '' : ` by ${nameLike(name, 60)}`)

/** Why a share is over, and by whom. For a suspended one, the whole sentence. */
export const ending = (share: Spoken): readonly Piece[] => {
  const { end } = share
  switch (end?.reason) {
    case 'expired':
      return ['Its time is over.', overrun(share)]
    case 'limit':
      return [`The limit of ${downloads(share.terms.limit ?? 0)} was reached.`, overrun(share)]
    case 'manual':
      return ['Revoked by ', end.by === null ? 'somebody' : { user: end.by }, '.', overrun(share)]
    case 'removed':
      // Nobody is named where the file itself is gone.
      return [
        end.portalUser === undefined
          ? 'The link or its file was deleted in the portal.'
          : `The link was deleted in the portal${inPortalBy(end.portalUser)}.`,
        overrun(share),
      ]
    case 'blind':
      return [`Suspended: ${whySuspended(share)}`]
    case 'policy':
      if (end.keptOpen) {
        const who = inPortalBy(end.portalUser ?? null)
        return [
          `It was opened further in the portal${who} and did not stay closed, so Sharelink ended it.`,
          overrun(share),
        ]
      }
      return ['A rule of this workspace does not allow it any more.']
    case undefined:
      return []
  }
}

/** The same after `The link to X`. `already`: for somebody who finds it ended. */
export const endWords = (share: Spoken, already = false): readonly Piece[] =>
  isSuspended(share)
    ? [` is suspended: ${whySuspended(share)}`]
    : [already ? ' has ended already. ' : ' has ended. ', ...ending(share)]

/** Said with the downloads where some came by a changed address. */
export const byView = ({ views }: ShareLink): string[] =>
  views === 0
    ? []
    : [
        `${number(views)} of the downloads came by action=view in the address, which gives the whole file too.`,
      ]
