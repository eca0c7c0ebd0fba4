import type { BriefShare } from '../../domain/brief-share.ts'
import { isSuspended, type ShareLink } from '../../domain/share.ts'
import type { Piece } from './rich.ts'
import { downloads, number } from './share-words.ts'
import { nameLike } from './untrusted.ts'

/** A share that is over, or what a refusal keeps of it. */
type Over = Pick<ShareLink | BriefShare, 'state' | 'downloads' | 'terms' | 'end'> & { outsidersAgreed?: true }

/**
 * Who did something in the portal, by the name that they have there; null where nobody is known, and where people of
 * another company see the message: they do not learn who works there.
 */
export const portalName = (
  { outsidersAgreed }: Pick<Over, 'outsidersAgreed'>,
  name: string | null | undefined,
): string | null =>
  name === null || name === undefined || outsidersAgreed === true ? null : nameLike(name, 60)

/** `all 3 downloads used`, `1 of 3 downloads used`, `7 downloads (limit 3)`; null where none are counted. */
const used = ({ terms, downloads: count }: Over): string | null => {
  const { limit, viewOnly } = terms
  if (viewOnly) return null
  if (limit === null) return downloads(count)
  if (count > limit) return `${downloads(count)} (limit ${number(limit)})`
  if (count < limit) return `${number(count)} of ${downloads(limit)} used`
  return limit === 1 ? 'its only download used' : `all ${downloads(limit)} used`
}

const usedAfter = (sign: string, share: Over): string => {
  const words = used(share)
  return words === null ? '' : `${sign}${words}`
}

/** The same on the message of the link, which counts on as it did before. */
const usedUp = (share: Over): string => {
  const { limit } = share.terms
  return limit === null || share.downloads > limit
    ? usedAfter(': ', share)
    : `: limit reached · ${number(share.downloads)} of ${downloads(limit)} used`
}

/** How far a watched limit was passed before the link was dead. */
const late = ({ terms: { limit }, downloads: count }: Over): string => {
  if (limit === null || count <= limit) return ''
  const most = count - limit
  return ` The last ${most === 1 ? 'one' : number(most)} slipped in before it closed.`
}

/** Why something that nobody pressed a button for has closed it. */
const cause = (share: Over): string | null => {
  const { end } = share
  const who = portalName(share, end?.portalUser)
  if (end?.reason === 'removed')
    return who === null
      ? 'someone deleted the link or its file in DocSpace'
      : `${who} deleted the link in DocSpace`
  if (end?.reason !== 'policy') return null
  return end.keptOpen === true
    ? `${who ?? 'someone'} loosened it in DocSpace, and Sharelink couldn't undo that`
    : "your workspace's rules no longer allow this link"
}

/** The words after `paused`. */
const whyPaused = ({ end }: Over): string =>
  end?.stuck === undefined
    ? "downloads can't be counted right now. The same link will work again once they can."
    : "its downloads couldn't be counted for a while, and DocSpace won't let it back yet. Sharelink keeps trying."

/** The same as a sentence. A name stays as its owner writes it. */
const sentence = (words: string): string =>
  words.replace(
    /^(?:someone|your|its|downloads)\b/,
    (first) => `${first.charAt(0).toUpperCase()}${first.slice(1)}`,
  )

/** While the link is being deleted at the portal. */
const closing = (share: ShareLink): readonly Piece[] => {
  const { end } = share
  if (end?.reason === 'manual')
    return end.by === null ? ['Revoking this link…'] : [{ user: end.by }, ' is revoking this link…']
  if (end?.reason === 'expired') return [`Expired. Closing now${usedAfter(' · ', share)}`]
  return [`Closing now: ${cause(share) ?? used(share) ?? 'its limit is reached'}`]
}

/** What happened to a link, when, and how much of it was used, in one line. */
export const ending = (share: ShareLink): readonly Piece[] => {
  const { end, state, terms } = share
  if (isSuspended(share)) return [`Paused: ${whyPaused(share)}`]
  if (end === null) return ["This link doesn't work."]
  if (state === 'revoking') return closing(share)
  // What expired while nobody watched is closed later.
  const at = end.reason === 'expired' ? Math.min(end.decidedAt, terms.expiresAt) : end.decidedAt
  const because = cause(share)
  if (because !== null) return ['Closed ', { date: at }, `: ${because}${usedAfter(' · ', share)}`]
  if (end.reason === 'limit') return ['Closed ', { date: at }, usedUp(share)]
  if (end.reason === 'expired') return ['Expired ', { date: at }, usedAfter(' · ', share)]
  return end.by === null
    ? ['Revoked ', { date: at }, usedAfter(' · ', share)]
    : ['Revoked by ', { user: end.by }, ' · ', { date: at }, usedAfter(' · ', share)]
}

/** Whether that line says how much was used, so that nothing beside it has to. */
export const saysUse = (share: ShareLink): boolean =>
  share.state === 'revoked' && !isSuspended(share) && !share.terms.viewOnly

/** The same without the time, after the name of its file: `: link closed, all 3 downloads used.` */
export const endNews = (share: ShareLink): readonly Piece[] => {
  const { end } = share
  const tail = `${usedAfter(', ', share)}.${late(share)}`
  if (isSuspended(share)) return [`: link paused. ${sentence(whyPaused(share))}`]
  const because = cause(share)
  if (because !== null) return [`: link closed${tail} ${sentence(because)}.`]
  if (end?.reason === 'limit') return [`: link closed${tail}`]
  if (end?.reason === 'expired') return [`: link expired${tail}`]
  return end === null || end.by === null
    ? [`: link revoked${tail}`]
    : [': link revoked by ', { user: end.by }, tail]
}

/** The same after `The link to X`. `already`: for somebody who finds it so. */
export const endWords = (share: Over, already = false): readonly Piece[] => {
  const { end } = share
  const now = already ? 'already ' : ''
  if (isSuspended(share)) return [` is paused: ${whyPaused(share)}`]
  if (end?.reason === 'expired') return [` has ${now}expired.${late(share)}`]
  if (end?.reason === 'manual')
    return end.by === null
      ? [` was ${now}revoked.`]
      : [` was ${now}revoked by `, { user: end.by }, `.${late(share)}`]
  const because = cause(share) ?? used(share)
  return [` is ${now}closed${because === null ? '' : `: ${because}`}.${late(share)}`]
}
