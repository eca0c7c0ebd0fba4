import {
  type Drift,
  type FilePlace,
  isOutOfReach,
  type LinkDifference,
  lastingDifferences,
  type OnDrift,
  opensFurther,
  type Repair,
} from './drift.ts'
import { isKeyAwaited } from './hidden-key.ts'
import { inDoubtUntil } from './in-doubt.ts'
import type { ChangeEvent, PortalFile, PortalLink } from './portal-facts.ts'
import { foughtSince, isFoughtOver, planRepair, withRepair } from './repair.ts'
import type { ShareLink } from './share.ts'
import { linkDifferences } from './shareable.ts'

/** The portal's numbers of its root folders. */
const TRASH = 3
const ARCHIVE = 20

/** What was found of a file at the portal; null: not asked for, or not answered. */
export interface FileLook {
  /** `gone`: there is no such file. `hidden`: it may not be looked at. */
  file: PortalFile | 'gone' | 'hidden' | null
  links: readonly PortalLink[] | null
}

/** What the finding means for one share. */
export type Seen =
  /** Its link is not there any more. */
  | { kind: 'removed' }
  | { kind: 'there'; link: readonly LinkDifference[]; file: FilePlace; folderId: string | null }

/** A share's own link among those of its file. */
export const linkOf = (
  { linkId }: Pick<ShareLink, 'linkId'>,
  links: readonly PortalLink[],
): PortalLink | undefined => links.find(({ id }) => id.toLowerCase() === linkId.toLowerCase())

/** How a share's link differs from how it should be. Of a password it can only be seen whether there is one. */
export const shareDifferences = ({ terms, sealedPassword }: ShareLink, link: PortalLink): LinkDifference[] =>
  linkDifferences(
    { expiresAt: terms.expiresAt, denyDownload: terms.viewOnly, password: sealedPassword },
    link,
  )

const placeOf = ({ folderId }: ShareLink, file: PortalFile): FilePlace => {
  if (file.rootType === TRASH) return 'trash'
  if (file.rootType === ARCHIVE) return 'archive'
  return folderId !== null && file.folderId !== null && file.folderId !== folderId ? 'moved' : 'there'
}

const knownLink = (drift: Drift | null): readonly LinkDifference[] =>
  drift === null ? [] : lastingDifferences(drift)

const knownPlace = ({ drift }: ShareLink): FilePlace => drift?.file ?? 'there'

/** Whether what was found of the file is a reason to look at its links too. */
export const asksForLinks = (share: ShareLink, file: PortalFile): boolean => {
  const place = placeOf(share, file)
  return !isOutOfReach(place) && (place !== knownPlace(share) || !file.canShare)
}

/**
 * Reads for one share what was found of its file. A list without its link is believed only where we may see the file's
 * links: otherwise the portal answers an empty list (docs/portal.md, Making and deleting safely), as it does for files
 * in the trash.
 */
export const seenOf = (share: ShareLink, { file, links }: FileLook): Seen => {
  if (file === 'gone') return { kind: 'removed' }
  const known = knownLink(share.drift)
  if (file === 'hidden') return { kind: 'there', link: known, file, folderId: null }
  const place = file === null ? knownPlace(share) : placeOf(share, file)
  const there = { kind: 'there' as const, link: known, file: place, folderId: file?.folderId ?? null }
  if (links === null || isOutOfReach(place)) return there
  const link = linkOf(share, links)
  if (link !== undefined) return { ...there, link: shareDifferences(share, link) }
  if (file === null) return there
  return file.canShare ? { kind: 'removed' } : { ...there, file: 'hidden' }
}

/**
 * The end that a late write of our own can have left. Such a write keeps what people closed further, so that may differ too.
 * Null: there is no such end, or people opened the link further.
 */
export const lateEnd = (share: ShareLink, found: readonly LinkDifference[]): LinkDifference | null => {
  const known = knownLink(share.drift)
  const since = found.filter((one) => !known.some((other) => isSameLink([other], [one])))
  const end = since.find((one) => one.what === 'end' && one.end !== null) ?? null
  return since.some((one) => one !== end && opensFurther(one, share.terms)) ? null : end
}

/**
 * While a write or a removal of our own may still come late, what it can have left is repaired without telling anybody:
 * a repair writes what is on record anyway. `found`: how the link differs; null: it is gone.
 */
export const mayBeOurs = (share: ShareLink, found: readonly LinkDifference[] | null, now: number): boolean =>
  isKeyAwaited(share) ||
  (share.rewrittenAt !== null &&
    share.drift?.repair !== 'done' &&
    now < inDoubtUntil(share) &&
    (found === null || lateEnd(share, found) !== null))

/** Whether the share's link was not written anew since then. */
export const isSameWriting = (share: ShareLink, then: ShareLink): boolean =>
  share.rewrittenAt === then.rewrittenAt && share.terms.expiresAt === then.terms.expiresAt

/** Whether a share is still the one for which the portal was asked. */
export const isAsAsked = (share: ShareLink, then: ShareLink): boolean =>
  share.state === 'active' &&
  share.extending === null &&
  share.linkId === then.linkId &&
  isSameWriting(share, then)

/** The portal's name of the person who made the newest of these changes; null where it does not say. */
export const whoChanged = (events: readonly ChangeEvent[], actions: ReadonlySet<number>): string | null => {
  const mine = events.filter(({ actionId }) => actions.has(actionId))
  const newest = mine.sort((a, b) => b.at - a.at || b.id - a.id)[0]
  return newest === undefined || newest.user.trim() === '' ? null : newest.user
}

/** Whether two looks found the same. */
export const isSameLink = (a: readonly LinkDifference[], b: readonly LinkDifference[]): boolean =>
  JSON.stringify(a) === JSON.stringify(b)

/** `mends`: something has to be put back. That is possible only while the file can be reached. */
const repairOf = (
  before: Drift | null,
  now: Pick<Drift, 'link' | 'file'>,
  { mends, isOpen }: { mends: boolean; isOpen: boolean },
): Repair => {
  if (now.link.length === 0) return 'none'
  const known = before !== null && isSameLink(knownLink(before), now.link) ? before.repair : 'none'
  const isDue = mends && !isOutOfReach(now.file)
  // What opens it further than it was made is never left so.
  if (known === 'failed') return isOpen && isDue ? 'due' : 'failed'
  return isDue ? 'due' : 'none'
}

/** How a look is judged. `by`: who changed the link, and who moved the file. */
export interface Noting {
  by: { link: string | null; file: string | null }
  onDrift: OnDrift
  now: number
}

type SeenThere = Extract<Seen, { kind: 'there' }>

/**
 * The share with what was found on record; null where that is known already. The same finding again stays the same
 * piece of news.
 */
export const noteDrift = (share: ShareLink, seen: SeenThere, noting: Noting): ShareLink | null => {
  const drift = driftSeen(share, seen, noting)
  // When the file was shared, the portal may not have said where it was.
  const learns = share.folderId === null && seen.folderId !== null && !isOutOfReach(seen.file)
  if (drift === share.drift && !learns) return null
  return {
    ...share,
    drift,
    folderId: learns ? seen.folderId : share.folderId,
    repairs: isAnew(share.drift, drift) ? withRepair(share, noting.now) : share.repairs,
  }
}

const isAnew = (before: Drift | null, drift: Drift | null): boolean =>
  drift?.repair === 'due' && before?.repair !== 'due'

const driftSeen = (
  share: ShareLink,
  { link, file }: Pick<Drift, 'link' | 'file'>,
  { by, onDrift, now }: Noting,
): Drift | null => {
  const before = share.drift
  const place = before?.file ?? 'there'
  const { back, kept } = planRepair(link, share, onDrift, now)
  const isOpen = link.some((one) => opensFurther(one, share.terms))
  const isDue = before?.repair === 'due'
  // Somebody set the link right: it is as it should be.
  if (isDue && back.length === 0 && !isOpen && file === place) return { ...before, repair: 'done', kept }
  const isKnownLink = isSameLink(knownLink(before), link)
  // What only closes it may stay, where somebody sets it again and again.
  const mends = back.length > 0 && (isOpen || isDue || !isFoughtOver(share, now))
  const repair = repairOf(before, { link, file }, { mends, isOpen })
  const isSameRepair =
    repair === before?.repair || link.length === 0 || (before?.repair === 'done' && repair === 'none')
  if (isKnownLink && file === place && isSameRepair) return before
  if (link.length === 0 && file === 'there') return null
  const isKnown = link.length === 0 ? file === place : isKnownLink
  const who = link.length === 0 ? by.file : by.link
  const seen = { link, kept: [], file, by: isKnown ? (before?.by ?? null) : who, seenAt: now, repair }
  const isFought = repair === 'due' && isOpen && isFoughtOver(share, now)
  return isFought ? { ...seen, seenAt: foughtSince(share, now), fought: true } : seen
}

/** What a repair came to: `kept` stays as it was set there, or `link` still differs. */
export type RepairEnd =
  | { repair: 'done'; kept: readonly LinkDifference[] }
  | { repair: 'failed' | 'none'; link: readonly LinkDifference[] | null }

/** The share with what its repair came to; null where none was due. */
export const repairEnded = (share: ShareLink, ended: RepairEnd): ShareLink | null => {
  const { drift } = share
  if (share.state !== 'active' || drift?.repair !== 'due') return null
  if (ended.repair === 'done') return { ...share, drift: { ...drift, ...ended } }
  return { ...share, drift: { ...drift, repair: ended.repair, link: ended.link ?? drift.link } }
}
