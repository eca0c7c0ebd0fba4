import { secondAfter, secondBefore } from './clock-skew.ts'
import { familyOf, isExpander, UNNAMED } from './link-expanders.ts'
import type { AuditEvent } from './portal-facts.ts'
import type { PastEnd, ShareLink } from './share.ts'

/** Download, download as another format, download of a revision (contract 2.1). */
const DOWNLOAD_ACTIONS: ReadonlySet<number> = new Set([5009, 5010, 5062])

/** `action=view`: sends the same bytes (contract 2.1). */
export const VIEW = 5064

/** The built-in account of every anonymous visitor (contract 2.2). */
const GUEST = '712d9ec3-5d2b-4b13-824f-71f00191dcca'

/** So many times what calls itself a link expander may look at the file; who comes a third time takes it. */
const PREVIEWS = 2

/** So many views of a share that cannot count are kept. */
export const MOST_SHOWN_VIEWS = 200

/** An audit event that was read. */
export interface SeenEvent extends AuditEvent {
  /** The portal's clock less ours, when it dated the event, as far as was known when it was first read; 0: they agreed. */
  skewMs: number
  /** When it was first read, by our clock. */
  seenAt: number
}

/** An audit event as it is kept for a share; `soleWayIn` is a fact of the moment it was seen. */
export interface StoredEvent extends SeenEvent {
  /** For an event without a key: was this share's link the only way to the file? */
  soleWayIn: boolean
}

/** When it happened, by our clock, as far as the portal's whole seconds tell. */
export const ourTimeOf = ({ at, skewMs }: Pick<SeenEvent, 'at' | 'skewMs'>): number => at - skewMs

/** By so much more a date may be off where clocks differ: the difference is known to the second. */
const SKEW_DOUBT_MS = 1_000

/** Why an event is counted: one rule each. */
type Counted = 'counted' | 'unnamed' | 'expander-again' | 'forged'

/** Why an event is counted, or not: one rule each. */
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

export const isCounted = (verdict: Verdict | undefined): boolean =>
  verdict !== undefined && COUNTED.has(verdict)

/** Ids are compared whole, as strings. An id with a comma arrives split (contract 9). */
const isOf = ({ target }: AuditEvent, fileId: string): boolean => target.join(',') === fileId

/** Whether an event speaks of a download of exactly this file. */
export const isDownloadOf = (event: AuditEvent, fileId: string): boolean =>
  DOWNLOAD_ACTIONS.has(event.actionId) && isOf(event, fileId)

/** Whether there was a key, be it this link's or not. */
const hasKey = ({ page }: AuditEvent): boolean => page !== null && page.link !== null

const isByLinkOf = ({ page }: AuditEvent, { linkId, formerLinkIds }: ShareLink): boolean => {
  const found = page?.link ?? null
  return found !== null && 'linkId' in found && [linkId, ...formerLinkIds].includes(found.linkId)
}

/** No key, and nobody's account: a visitor, by whichever link (contract 2.3, rule 2). */
export const isKeylessGuest = (event: AuditEvent): boolean => event.userId === GUEST && !hasKey(event)

/** The portal's pages name the link that they were opened by, and members by their account: this Referer was made up. */
const isByMadeUpReferer = (event: AuditEvent): boolean => event.page !== null && isKeylessGuest(event)

/**
 * Whether an event is kept for a share: any download of its file, and a view by its own link or by a Referer that names none.
 * Of other views, which the portal's pages make whenever they show a picture, nothing is kept.
 */
export const concerns = (event: AuditEvent, share: ShareLink): boolean =>
  isDownloadOf(event, share.file.id) ||
  (event.actionId === VIEW &&
    isOf(event, share.file.id) &&
    (isByLinkOf(event, share) || isByMadeUpReferer(event)))

/** Whether it may concern any share: a view of a member without a link concerns none. */
export const mayConcern = (event: AuditEvent): boolean =>
  event.actionId !== VIEW || hasKey(event) || isByMadeUpReferer(event)

/** Whether it counts only if the share's link was the only way in. */
export const dependsOnWaysIn = (event: AuditEvent, share: ShareLink): boolean =>
  isKeylessGuest(event) && (event.actionId !== VIEW || share.direct)

/** Whether it is shown, and cannot count whatever else happens. */
export const isOnlyShown = (event: StoredEvent, share: ShareLink): boolean =>
  // The portal's page, where it leads, shows pictures and films by views; the direct address was changed by hand.
  event.actionId === VIEW && (!share.direct || (isKeylessGuest(event) && !event.soleWayIn))

const attribute = (event: StoredEvent, share: ShareLink): Verdict => {
  if (hasKey(event)) return isByLinkOf(event, share) ? 'counted' : 'other-link'
  if (event.userId !== GUEST) return 'member'
  return event.soleWayIn ? 'counted' : 'unattributed'
}

/** How far the life of a share reaches beyond what our clock says, for this event. */
const doubtOf = ({ skewMs }: StoredEvent): number => (skewMs === 0 ? 0 : SKEW_DOUBT_MS)

/** From the second in which the portal may first have had the link: the trail has whole seconds. */
const isSince = (event: StoredEvent, begunAt: number): boolean =>
  ourTimeOf(event) >= secondBefore(begunAt) - doubtOf(event)

/**
 * Later than the moment at which the link was seen to be gone. Up to the whole second after that, a date says nothing: the
 * portal rounds, up as well as down (contract 3), and a link may be gone within the very second of its last download.
 */
const isAfter = (event: StoredEvent, verifiedAt: number | null): boolean =>
  verifiedAt !== null && ourTimeOf(event) > secondAfter(verifiedAt) + doubtOf(event)

/** Between an end and what took it back; as at its birth, the second of its return belongs to the share. */
const isInGap = (event: StoredEvent, { verifiedAt, revivedAt }: PastEnd): boolean =>
  isAfter(event, verifiedAt) && !isSince(event, revivedAt)

/**
 * Nobody can have used a link before it was made. Where the clocks differ, a date that says so is the less believable: what
 * tells the portal's clock may be another's, such as a proxy's.
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

/** What an event of this share is by the program that made it; `previews`: of each expander so far, by family. */
const judgeProgram = ({ browser, page }: StoredEvent, previews: Map<string, number>): Verdict => {
  // Whoever makes up a browser is no preview, and no honest mistake.
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
  /** Those that count, the first first. */
  counted: readonly StoredEvent[]
  /** How many of these took the file by `action=view`. */
  views: number
}

const inOrder = (a: StoredEvent, b: StoredEvent): number =>
  ourTimeOf(a) - ourTimeOf(b) || a.at - b.at || a.id - b.id

/** By the portal's clock, which is the finer one; by ours too, lest the portal's was set in between. */
const isInBurst = (start: StoredEvent, event: StoredEvent, windowMs: number): boolean =>
  Math.abs(event.at - start.at) <= windowMs &&
  ourTimeOf(event) - ourTimeOf(start) <= windowMs + (event.skewMs === start.skewMs ? 0 : SKEW_DOUBT_MS)

/**
 * Judges every stored event of a share. The count is derived from the events each time and never kept as a
 * running number, so that late, doubled and reordered rows cannot make it wrong.
 *
 * @param burstWindowMs events of one visitor not later than this after the first are one download; 0 is off.
 */
export const judgeDownloads = (
  share: ShareLink,
  events: readonly StoredEvent[],
  burstWindowMs: number,
): Judged => {
  const verdicts = new Map<number, Verdict>()
  const burstStart = new Map<string, StoredEvent>()
  const previews = new Map<string, number>()
  const counted: StoredEvent[] = []
  for (const event of [...events].sort(inOrder)) {
    let verdict = judgeAlone(event, share)
    if (verdict === 'counted') verdict = judgeProgram(event, previews)
    // Of a forgery neither ip nor browser is the visitor's: it neither hides in a burst nor takes others into its own.
    if (isCounted(verdict) && verdict !== 'forged' && burstWindowMs > 0 && event.ip !== '') {
      const visitor = JSON.stringify([event.ip, event.browser])
      const start = burstStart.get(visitor)
      if (start !== undefined && isInBurst(start, event, burstWindowMs)) verdict = 'burst'
      else burstStart.set(visitor, event)
    }
    if (isCounted(verdict)) counted.push(event)
    verdicts.set(event.id, verdict)
  }
  const views = counted.filter(({ actionId }) => actionId === VIEW).length
  return { count: counted.length, verdicts, counted, views }
}
