import { secondAfter, secondBefore } from './clock-skew.ts'
import { familyOf, isExpander, UNNAMED } from './link-expanders.ts'
import type { AuditEvent } from './portal-facts.ts'
import { isExact, type PastEnd, type ShareLink } from './share.ts'

/** Download, download as another format, download of an older version (docs/portal.md, Events). */
const DOWNLOAD_ACTIONS: ReadonlySet<number> = new Set([5009, 5010, 5062])

/** `action=view`, which sends the same bytes (docs/counting.md, Which events). */
export const VIEW = 5064

/** The built-in account of every visitor who is not signed in (docs/portal.md, Who). */
export const GUEST = '712d9ec3-5d2b-4b13-824f-71f00191dcca'

/** How often a program that calls itself a link expander may look at a file. From the third time on it counts. */
const PREVIEWS = 2

/** How many of the views that cannot count are kept of a share. */
export const MOST_SHOWN_VIEWS = 200

/** An audit event that was read. */
export interface SeenEvent extends AuditEvent {
  /** The portal's clock minus ours at the time of the event, as known when it was first read; 0: they agreed. */
  skewMs: number
  /** When it was first read, by our clock. */
  seenAt: number
}

/**
 * An audit event as it is kept for a share, of whose file it is; `soleWayIn` is a fact of the moment it was seen. The name of a
 * member is not kept: nobody is shown it.
 */
export interface StoredEvent extends Omit<SeenEvent, 'user' | 'target'> {
  /** For an event without a key: was this share's link the only way to the file? */
  soleWayIn: boolean
}

/** When it happened by our clock, but as coarse as the portal's whole seconds. */
export const ourTimeOf = ({ at, skewMs }: Pick<SeenEvent, 'at' | 'skewMs'>): number => at - skewMs

/** Where the clocks differ, a date may be off by this much more, since the difference is known to the second. */
const SKEW_DOUBT_MS = 1_000

/** Why an event is counted: one rule each. */
type Counted = 'counted' | 'unnamed' | 'expander-again' | 'forged'

/** Why an event is counted, or not: one rule each (docs/counting.md, Whose). */
export type Verdict =
  | Counted
  | 'burst'
  | 'viewed'
  | 'expander'
  | 'member'
  | 'other-link'
  | 'unattributed'
  | 'before-birth'
  | 'after-end'

const COUNTED: ReadonlySet<Verdict> = new Set<Counted>(['counted', 'unnamed', 'expander-again', 'forged'])

const OF_OTHERS: ReadonlySet<Verdict> = new Set(['other-link', 'member'])

/** An event of the same file, but not of this link. */
export const isOfOthers = (verdict: Verdict): boolean => OF_OTHERS.has(verdict)

export const isCounted = (verdict: Verdict | undefined): boolean =>
  verdict !== undefined && COUNTED.has(verdict)

/** Ids are compared whole, as text. An id with a comma in it arrives split (docs/portal.md, Who). */
const isOf = ({ target }: Pick<AuditEvent, 'target'>, fileId: string): boolean => target.join(',') === fileId

/** Whether an event speaks of a download of exactly this file. */
export const isDownloadOf = (event: AuditEvent, fileId: string): boolean =>
  DOWNLOAD_ACTIONS.has(event.actionId) && isOf(event, fileId)

/** Whether there was a key, this link's or another. */
const hasKey = ({ page }: Pick<AuditEvent, 'page'>): boolean => page !== null && page.link !== null

const isByLinkOf = ({ page }: Pick<AuditEvent, 'page'>, { linkId, formerLinkIds }: ShareLink): boolean => {
  const found = page?.link ?? null
  return found !== null && 'linkId' in found && [linkId, ...formerLinkIds].includes(found.linkId)
}

/** No key, and the account of visitors who are not signed in: by which link is not known. */
export const isKeylessGuest = (event: Pick<AuditEvent, 'userId' | 'page'>): boolean =>
  event.userId === GUEST && !hasKey(event)

/**
 * A view that has a `Referer`, but no key and no member. The portal's own pages always send one of the two, so this
 * `Referer` was made up.
 */
const isByMadeUpReferer = (event: AuditEvent): boolean => event.page !== null && isKeylessGuest(event)

/**
 * Whether an event is kept for a share: any download of its file, and a view by its own link or with a `Referer` that
 * names no link. Other views are not kept: the portal's pages make one for each picture that they show.
 */
export const concerns = (event: AuditEvent, share: ShareLink): boolean =>
  isDownloadOf(event, share.file.id) ||
  (event.actionId === VIEW &&
    isOf(event, share.file.id) &&
    (isByLinkOf(event, share) || isByMadeUpReferer(event)))

/** The file that an event is of: all of its target, since what names more than one file is of none. */
export const fileTargeted = ({ target }: Pick<AuditEvent, 'target'>): string => target.join(',')

/** Whether it may concern any share. A member's view without a link concerns none. */
export const mayConcern = (event: AuditEvent): boolean =>
  event.actionId !== VIEW || hasKey(event) || isByMadeUpReferer(event)

/** Whether it counts only if the share's link was the only way in. Of an exact share no event counts. */
export const dependsOnWaysIn = (
  event: Pick<AuditEvent, 'userId' | 'page' | 'actionId'>,
  share: ShareLink,
): boolean => !isExact(share) && isKeylessGuest(event) && (event.actionId !== VIEW || share.direct)

/** Whether it is shown but can never count. */
export const isOnlyShown = (event: StoredEvent, share: ShareLink): boolean =>
  // A link to the portal's page makes views by itself, as the page shows pictures and films. With a direct address,
  // somebody changed the address.
  event.actionId === VIEW && (!share.direct || (isKeylessGuest(event) && !event.soleWayIn))

const attribute = (event: StoredEvent, share: ShareLink): Verdict => {
  if (hasKey(event)) return isByLinkOf(event, share) ? 'counted' : 'other-link'
  if (event.userId !== GUEST) return 'member'
  return event.soleWayIn ? 'counted' : 'unattributed'
}

/** How much the life of a share is extended at both ends for this event, as clocks may be off. */
const doubtOf = ({ skewMs }: StoredEvent): number => (skewMs === 0 ? 0 : SKEW_DOUBT_MS)

/** Not before the second in which the portal may first have had the link. The trail has whole seconds. */
const isSince = (event: StoredEvent, begunAt: number): boolean =>
  ourTimeOf(event) >= secondBefore(begunAt) - doubtOf(event)

/**
 * Later than the moment at which the link was seen to be gone, rounded up to the second. The portal rounds dates up or
 * down, and a link may be gone within the second of its last download.
 */
const isAfter = (event: StoredEvent, verifiedAt: number | null): boolean =>
  verifiedAt !== null && ourTimeOf(event) > secondAfter(verifiedAt) + doubtOf(event)

/**
 * Between an end and the extension that took it back. The second in which the link returned belongs to the share, as
 * the second of its birth does.
 */
const isInGap = (event: StoredEvent, { verifiedAt, revivedAt }: PastEnd): boolean =>
  isAfter(event, verifiedAt) && !isSince(event, revivedAt)

/**
 * Nobody can use a link before it was made. A date that says so is not believed where the clocks differ: the clock that
 * we took for the portal's may be a proxy's.
 */
const isDateDoubted = (event: StoredEvent): boolean => event.skewMs !== 0 && hasKey(event)

const judgeAlone = (event: StoredEvent, share: ShareLink): Verdict => {
  const attributed = attribute(event, share)
  if (attributed !== 'counted') return attributed
  if (!isSince(event, share.bornAt) && !isDateDoubted(event)) return 'before-birth'
  if (share.end !== null && isAfter(event, share.end.verifiedAt)) return 'after-end'
  if (share.pastEnds.some((end) => isInGap(event, end))) return 'after-end'
  return event.actionId === VIEW && !share.direct ? 'viewed' : 'counted'
}

/**
 * Judges an event of this share by the program that made it. `previews`: how many looks each family of expanders has
 * had.
 */
const judgeProgram = ({ browser, page }: StoredEvent, previews: Map<string, number>): Verdict => {
  // A browser that was made up is neither a preview nor an accident.
  if (page?.forged) return 'forged'
  const family = familyOf(browser)
  if (!isExpander(family)) return family === UNNAMED ? 'unnamed' : 'counted'
  const before = previews.get(family) ?? 0
  previews.set(family, before + 1)
  return before < PREVIEWS ? 'expander' : 'expander-again'
}

export interface Judged {
  count: number
  /** By event id. */
  verdicts: Map<number, Verdict>
  /** Those that count, oldest first. */
  counted: readonly StoredEvent[]
  /** How many of these took the file by `action=view`. */
  views: number
}

/** What tells where an event stands among others. */
export type Moment = Pick<StoredEvent, 'id' | 'at' | 'skewMs'>

/** The order in which events happened. No two are equal. */
export const inOrder = (a: Moment, b: Moment): number =>
  ourTimeOf(a) - ourTimeOf(b) || a.at - b.at || a.id - b.id

/** Within the window by the portal's clock, and by ours too, in case the portal's was set in between. */
const isInBurst = (start: Moment, event: Moment, windowMs: number): boolean =>
  Math.abs(event.at - start.at) <= windowMs &&
  ourTimeOf(event) - ourTimeOf(start) <= windowMs + (event.skewMs === start.skewMs ? 0 : SKEW_DOUBT_MS)

/** What came of the events before one, as far as it bears on those that follow. */
export interface Judging {
  count: number
  /** How many of these took the file by `action=view`. */
  views: number
  /** How many looks each family of expanders has had. */
  previews: Map<string, number>
  /** Which event began the last burst of each visitor. */
  starts: Map<string, Moment>
}

/**
 * Judges the next event, in the order in which they happened.
 *
 * @param burstWindowMs events of one visitor within this time after the first are one download; 0 turns it off.
 */
export const judgeNext = (
  share: ShareLink,
  judging: Judging,
  event: StoredEvent,
  burstWindowMs: number,
): Verdict => {
  let verdict = judgeAlone(event, share)
  if (verdict === 'counted') verdict = judgeProgram(event, judging.previews)
  // The ip and browser of a forged event are not the visitor's, so it neither belongs to a burst nor begins one.
  if (isCounted(verdict) && verdict !== 'forged' && burstWindowMs > 0 && event.ip !== '') {
    const visitor = JSON.stringify([event.ip, event.browser])
    const start = judging.starts.get(visitor)
    if (start !== undefined && isInBurst(start, event, burstWindowMs)) verdict = 'burst'
    else judging.starts.set(visitor, { id: event.id, at: event.at, skewMs: event.skewMs })
  }
  if (isCounted(verdict)) {
    judging.count += 1
    if (event.actionId === VIEW) judging.views += 1
  }
  return verdict
}

/**
 * Judges every stored event of a share. The count is derived from the events, so that late, doubled and reordered rows cannot
 * make it wrong.
 */
export const judgeDownloads = (
  share: ShareLink,
  events: readonly StoredEvent[],
  burstWindowMs: number,
): Judged => {
  const judging: Judging = { count: 0, views: 0, previews: new Map(), starts: new Map() }
  const verdicts = new Map<number, Verdict>()
  const sorted = [...events].sort(inOrder)
  for (const event of sorted) verdicts.set(event.id, judgeNext(share, judging, event, burstWindowMs))
  const counted = sorted.filter(({ id }) => isCounted(verdicts.get(id)))
  return { count: judging.count, verdicts, counted, views: judging.views }
}
