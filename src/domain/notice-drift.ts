import { type Drift, type FilePlace, isOutOfReach, type LinkDifference, type Repair } from './drift.ts'
import { quietFrom } from './late-write.ts'
import type { ChangeEvent, PortalFile, PortalLink } from './portal-facts.ts'
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
  drift === null || drift.repair === 'done' ? [] : drift.link

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
  share.rewrittenAt !== null && share.drift?.repair !== 'done' && now < quietFrom(share)

/** Whether a share is still the one for which the portal was asked. */
export const isAsAsked = (share: ShareLink, then: ShareLink): boolean =>
  share.state === 'active' &&
  share.extending === null &&
  share.linkId === then.linkId &&
  share.rewrittenAt === then.rewrittenAt &&
  share.terms.expiresAt === then.terms.expiresAt

/** By whom the newest of these changes was made, as the portal calls them; null where it does not say. */
export const whoChanged = (events: readonly ChangeEvent[], actions: ReadonlySet<number>): string | null => {
  const mine = events.filter(({ actionId }) => actions.has(actionId))
  const newest = mine.sort((a, b) => b.at - a.at || b.id - a.id)[0]
  return newest === undefined || newest.user.trim() === '' ? null : newest.user
}

const isSame = (a: readonly LinkDifference[], b: readonly LinkDifference[]): boolean =>
  JSON.stringify(a) === JSON.stringify(b)

/** `mends`: links are put back (`ON_DRIFT=repair`), which takes a file that can be reached. */
const repairOf = (before: Drift | null, now: Pick<Drift, 'link' | 'file'>, mends: boolean): Repair => {
  if (now.link.length === 0) return 'none'
  const known = before !== null && isSame(knownLink(before), now.link) ? before.repair : 'none'
  if (known === 'failed') return 'failed'
  return mends && !isOutOfReach(now.file) ? 'due' : 'none'
}

/**
 * The share with what was seen of it on record; null where that is known already. The same seen again stays the same
 * piece of news. `by`: who changed the link, and who moved the file.
 */
export const noteDrift = (
  share: ShareLink,
  seen: Extract<Seen, { kind: 'there' }>,
  { by, mends, now }: { by: { link: string | null; file: string | null }; mends: boolean; now: number },
): ShareLink | null => {
  const drift = driftSeen(share.drift, seen, by, mends, now)
  // A record of an earlier version does not say where the file was.
  const learns = share.folderId === null && seen.folderId !== null && !isOutOfReach(seen.file)
  if (drift === share.drift && !learns) return null
  return { ...share, drift, folderId: learns ? seen.folderId : share.folderId }
}

const driftSeen = (
  before: Drift | null,
  { link, file }: Pick<Drift, 'link' | 'file'>,
  by: { link: string | null; file: string | null },
  mends: boolean,
  now: number,
): Drift | null => {
  const place = before?.file ?? 'there'
  // Whoever put it back: it is as it was made.
  if (before?.repair === 'due' && link.length === 0 && file === place) return { ...before, repair: 'done' }
  const isSameLink = isSame(knownLink(before), link)
  const repair = repairOf(before, { link, file }, mends)
  const isSameRepair = repair === before?.repair || link.length === 0
  if (isSameLink && file === place && isSameRepair) return before
  if (link.length === 0 && file === 'there') return null
  const isKnown = link.length === 0 ? file === place : isSameLink
  const who = link.length === 0 ? by.file : by.link
  return { link, file, by: isKnown ? (before?.by ?? null) : who, seenAt: now, repair }
}

/** What came of putting a link back; null where it was not to be. `link`: how it is all the same. */
export const repairEnded = (
  share: ShareLink,
  repair: 'done' | 'failed',
  link: readonly LinkDifference[] | null = null,
): ShareLink | null =>
  share.state === 'active' && share.drift?.repair === 'due'
    ? { ...share, drift: { ...share.drift, repair, link: link ?? share.drift.link } }
    : null
