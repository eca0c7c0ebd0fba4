import type { AuditEvent } from './portal-facts.ts'
import type { PastEnd, ShareLink } from './share.ts'
import { linkIdOfPage } from './share-key.ts'

/** Download, download as another format, download of a revision (contract 2.1). */
const DOWNLOAD_ACTIONS: ReadonlySet<number> = new Set([5009, 5010, 5062])

/** The built-in account of every anonymous visitor (contract 2.2). */
const GUEST = '712d9ec3-5d2b-4b13-824f-71f00191dcca'

/** Programs that fetch an address because somebody typed it in a chat, not because somebody wants the file. */
const EXPANDERS =
  /slackbot|slack-imgproxy|facebookexternalhit|facebot|twitterbot|linkedinbot|whatsapp|telegrambot|discordbot|skypeuripreview|microsoft teams|msteams|mattermost|google-pagerenderer|iframely|embedly|bingpreview|applebot|redditbot|pinterest/i

/** An audit event as it is kept for a share; `soleWayIn` is a fact of the moment it was seen. */
export interface StoredEvent extends AuditEvent {
  /** The portal's clock less ours, when it was read; 0: they agreed. */
  skewMs: number
  /** When it was first read, by our clock. */
  seenAt: number
  /** For an event without a key: was this share's link the only way to the file? */
  soleWayIn: boolean
}

/** Why an event is counted, or not: one rule each. */
export type Verdict =
  | 'counted'
  | 'burst'
  | 'expander'
  | 'member'
  | 'other-link'
  | 'unattributed'
  | 'before-birth'
  | 'after-end'

/**
 * Whether an event speaks of a download of exactly this file; ids are compared whole, as strings. An id with
 * a comma arrives split (contract 9).
 */
export const isDownloadOf = (event: AuditEvent, fileId: string): boolean =>
  DOWNLOAD_ACTIONS.has(event.actionId) && event.target.join(',') === fileId

/** Whether attribution needs to know if the share's link is the only way in (contract 2.3, rule 2). */
export const isKeylessGuest = (event: AuditEvent): boolean =>
  event.userId === GUEST && linkIdOfPage(event.page) === null

const attribute = (event: StoredEvent, share: ShareLink): Verdict => {
  const found = linkIdOfPage(event.page)
  if (found !== null) {
    const ours = 'linkId' in found && [share.linkId, ...share.formerLinkIds].includes(found.linkId)
    return ours ? 'counted' : 'other-link'
  }
  if (event.userId !== GUEST) return 'member'
  return event.soleWayIn ? 'counted' : 'unattributed'
}

/** Between an end and what took it back; as at its birth, the second of its return belongs to the share. */
const isInGap = (at: number, { verifiedAt, revivedAt }: PastEnd): boolean =>
  verifiedAt !== null && at > verifiedAt && at < Math.floor(revivedAt / 1000) * 1000

const judgeAlone = (event: StoredEvent, share: ShareLink): Verdict => {
  const attributed = attribute(event, share)
  if (attributed !== 'counted') return attributed
  // The trail has whole seconds: an event of the birth's own second belongs to the share.
  if (event.at < Math.floor(share.bornAt / 1000) * 1000) return 'before-birth'
  if (share.end?.verifiedAt != null && event.at > share.end.verifiedAt) return 'after-end'
  if (share.pastEnds.some((end) => isInGap(event.at, end))) return 'after-end'
  if (EXPANDERS.test(event.browser)) return 'expander'
  return 'counted'
}

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
): { count: number; verdicts: Map<number, Verdict> } => {
  const verdicts = new Map<number, Verdict>()
  const burstStart = new Map<string, number>()
  let count = 0
  for (const event of [...events].sort((a, b) => a.at - b.at || a.id - b.id)) {
    let verdict = judgeAlone(event, share)
    if (verdict === 'counted' && burstWindowMs > 0 && event.ip !== '') {
      const visitor = JSON.stringify([event.ip, event.browser])
      const start = burstStart.get(visitor)
      if (start !== undefined && event.at - start <= burstWindowMs) verdict = 'burst'
      else burstStart.set(visitor, event.at)
    }
    if (verdict === 'counted') count += 1
    verdicts.set(event.id, verdict)
  }
  return { count, verdicts }
}
