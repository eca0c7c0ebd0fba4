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
import { inDoubtUntil } from './in-doubt.ts'
import type { ChangeEvent, PortalFile, PortalLink } from './portal-facts.ts'
import { foughtSince, isFoughtOver, planRepair, withRepair } from './repair.ts'
import type { ShareLink } from './share.ts'
import { linkDifferences } from './shareable.ts'

/** Root folders of the contract (section 4). */
const TRASH = 3
const ARCHIVE = 20

/** What a look at the portal has shown of a file; null: not asked for, or not answered. */
export interface FileLook {
  /** `gone`: there is no such file. `hidden`: it may not be looked at. */
  file: PortalFile | 'gone' | 'hidden' | null
  links: readonly PortalLink[] | null
}

/** What that says of one share. */
export type Seen =
  /** Its link is not there any more. */
  | { kind: 'removed' }
  | { kind: 'there'; link: readonly LinkDifference[]; file: FilePlace; folderId: string | null }

/** A share's own link among those of its file. */
export const linkOf = (
  { linkId }: Pick<ShareLink, 'linkId'>,
  links: readonly PortalLink[],
): PortalLink | undefined => links.find(({ id }) => id.toLowerCase() === linkId.toLowerCase())

/** In what a share's link is not as it is to be. Only whether there is a password can be compared, not which. */
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

/** Whether a look at the file alone says that its links are to be looked at too. */
export const asksForLinks = (share: ShareLink, file: PortalFile): boolean => {
  const place = placeOf(share, file)
  return !isOutOfReach(place) && (place !== knownPlace(share) || !file.canShare)
}

/**
 * Reads a look for one share. A list without its link is believed only of a file whose links may be seen: else the portal
 * answers an empty one (contract 1.6), as it does of what is in the trash.
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
 * While a writing of ours may come late, what is found may be its work, and is put right without a word. What is written
 * to put a link back is what is on record.
 */
export const mayBeOurs = (share: ShareLink, now: number): boolean =>
  share.rewrittenAt !== null && share.drift?.repair !== 'done' && now < inDoubtUntil(share)

/** Whether its link was not written anew since. */
export const isSameWriting = (share: ShareLink, then: ShareLink): boolean =>
  share.rewrittenAt === then.rewrittenAt && share.terms.expiresAt === then.terms.expiresAt

/** Whether a share is still the one for which the portal was asked. */
export const isAsAsked = (share: ShareLink, then: ShareLink): boolean =>
  share.state === 'active' &&
  share.extending === null &&
  share.linkId === then.linkId &&
  isSameWriting(share, then)

/** By whom the newest of these changes was made, as the portal calls them; null where it does not say. */
export const whoChanged = (events: readonly ChangeEvent[], actions: ReadonlySet<number>): string | null => {
  const mine = events.filter(({ actionId }) => actions.has(actionId))
  const newest = mine.sort((a, b) => b.at - a.at || b.id - a.id)[0]
  return newest === undefined || newest.user.trim() === '' ? null : newest.user
}

/** Whether two looks found the same. */
export const isSameLink = (a: readonly LinkDifference[], b: readonly LinkDifference[]): boolean =>
  JSON.stringify(a) === JSON.stringify(b)

/** `mends`: there is something to be put back, which takes a file that can be reached. */
const repairOf = (
  before: Drift | null,
  now: Pick<Drift, 'link' | 'file'>,
  { mends, isOpen }: { mends: boolean; isOpen: boolean },
): Repair => {
  if (now.link.length === 0) return 'none'
  const known = before !== null && isSameLink(knownLink(before), now.link) ? before.repair : 'none'
  const isDue = mends && !isOutOfReach(now.file)
  // What opens it further is not left so.
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
 * The share with what was seen of it on record; null where that is known already. The same seen again stays the same
 * piece of news.
 */
export const noteDrift = (share: ShareLink, seen: SeenThere, noting: Noting): ShareLink | null => {
  const drift = driftSeen(share, seen, noting)
  // The portal may not have said where the file was when it was shared.
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
  // Whoever put it back: it is as it is to be.
  if (isDue && back.length === 0 && !isOpen && file === place) return { ...before, repair: 'done', kept }
  const isKnownLink = isSameLink(knownLink(before), link)
  // What only closes it may stay so, where it is set again and again.
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

/** What came of putting a link back: `kept` stays as it was set there, or `link` is how it is all the same. */
export type RepairEnd =
  | { repair: 'done'; kept: readonly LinkDifference[] }
  | { repair: 'failed' | 'none'; link: readonly LinkDifference[] | null }

/** The share with what came of putting its link back; null where it was not to be. */
export const repairEnded = (share: ShareLink, ended: RepairEnd): ShareLink | null => {
  const { drift } = share
  if (share.state !== 'active' || drift?.repair !== 'due') return null
  if (ended.repair === 'done') return { ...share, drift: { ...drift, ...ended } }
  return { ...share, drift: { ...drift, repair: ended.repair, link: ended.link ?? drift.link } }
}
