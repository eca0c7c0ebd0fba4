import type { BlindCause } from './audit-health.ts'
import { isDownloadOf } from './downloads.ts'
import type { AuditEvent } from './portal-facts.ts'
import type { Refusal } from './refusal.ts'
import type { ReplyTo } from './reply-to.ts'

/**
 * In which step a trial of the counting failed, and why.
 *  - `link`: no link could be made to the file.
 *  - `download`: the portal turned the visitor away, or did not answer.
 *  - `trail`: the download did not appear there (`not-seen`), or the trail cannot be read.
 *  - `removal`: the rest went well, but the link is still there; removing it is tried again.
 */
export type CanaryFailure =
  | { step: 'link'; refusal: Refusal }
  | { step: 'download'; why: 'turned-away' | 'no-answer' }
  | { step: 'trail'; why: BlindCause | 'not-seen' }
  | { step: 'removal' }

/**
 * A trial of the counting from end to end: a link of its own, one download by it, its event in the trail, the link removed.
 * Times are epoch ms by our clock; null: not reached.
 */
export interface CanaryReport {
  fileId: string
  /** Slack user id of the person who asked; null: the daily trial. */
  by: string | null
  startedAt: number
  /** When the portal was last asked for the link. Once it was asked, there may be one. */
  linkAskedAt: number | null
  linkedAt: number | null
  downloadedAt: number | null
  /** When the download was found in the trail. */
  seenAt: number | null
  /** When the link was seen to be gone. */
  removedAt: number | null
  /** Null: it did not fail, or is not over. */
  failed: CanaryFailure | null
  /** When the last good trial saw its download, which may have been this one; null: there was none. */
  lastGoodAt: number | null
  /** Finds the log lines. */
  reference: string
}

/** A link of a trial that may be there, or may yet be made by a slow portal. */
export interface CanaryLink {
  fileId: string
  linkId: string
  askedAt: number
}

/** The trial that is under way, or was the last, with all that is still to be done. */
export interface CanaryRecord extends CanaryReport {
  /** Chosen before the portal is asked, so that a run after a crash uses the same id, and removes that link. */
  linkId: string
  /** Who waits for the outcome. */
  waiting: readonly ReplyTo[]
  /** Admins, or their channel, who are told if it fails. */
  toWarn: readonly string[]
  /** Everybody who should know the outcome was told. */
  told: boolean
  /** Its link was no longer needed, and removing it was tried. */
  removalTried: boolean
  /** Links that may still have to be removed, of earlier trials too. */
  links: readonly CanaryLink[]
  /** When to go on with the trial, and with removing links. */
  goOnAt: number
  cleanAt: number
  /** Times in a row that a link could not be removed. */
  removalsFailed: number
  /** The portal's clock minus ours, when the link was made. */
  skewMs: number
  /** When the last daily one began. */
  dailyAt: number | null
  /** A trial that was asked for when the last one had its outcome but not everybody was told. It begins after that. */
  next: CanaryStart | null
}

/** What a trial begins with. */
export type CanaryStart = Pick<
  CanaryRecord,
  'fileId' | 'linkId' | 'by' | 'waiting' | 'toWarn' | 'reference' | 'startedAt'
>

/** The link ends by itself, whatever happens to us. */
export const CANARY_LIFE_MS = 15 * 60_000

/** How long after the download the trail is looked at. After the last look the trial is given up. */
const LOOKS_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000, 120_000, 180_000, 240_000, 300_000]

/** The trail is read from this long before the trial began, since dates there are whole seconds. */
const MARGIN_MS = 10_000

const DAY_MS = 24 * 60 * 60_000
/** Every hour a job looks whether a daily trial is due. */
const HALF_AN_HOUR_MS = 30 * 60_000

/** What people may be shown of it. */
export const reportOf = ({
  fileId,
  by,
  startedAt,
  linkAskedAt,
  linkedAt,
  downloadedAt,
  seenAt,
  removedAt,
  failed,
  lastGoodAt,
  reference,
}: CanaryRecord): CanaryReport => ({
  fileId,
  by,
  startedAt,
  linkAskedAt,
  linkedAt,
  downloadedAt,
  seenAt,
  removedAt,
  failed,
  lastGoodAt,
  reference,
})

export const hasOutcome = ({ failed, seenAt }: CanaryReport): boolean => failed !== null || seenAt !== null

/** A trial is under way until everybody knows its outcome. There is one at a time. */
export const isUnderWay = (record: CanaryRecord | null): record is CanaryRecord =>
  record !== null && !record.told

/** Whether the daily trial should begin: a day after the last one, and not while any is under way. */
export const isDailyDue = (record: CanaryRecord | null, now: number): boolean =>
  record === null ||
  (record.told && (record.dailyAt === null || now - record.dailyAt >= DAY_MS - HALF_AN_HOUR_MS))

/** All links that may be removed now. The trial's own link only when it is no longer in use. */
export const canaryLinksToRemove = (record: CanaryRecord): readonly CanaryLink[] =>
  record.removalTried ? record.links : record.links.filter(({ linkId }) => linkId !== record.linkId)

/** When something has to be done next; null: nothing has. */
export const nextMoment = (record: CanaryRecord): number | null => {
  const moments = [
    ...(record.told ? [] : [record.goOnAt]),
    ...(canaryLinksToRemove(record).length === 0 ? [] : [record.cleanAt]),
  ]
  return moments.length === 0 ? null : Math.min(...moments)
}

/** When the trail is looked at next; null: the time for it is over. */
export const nextLook = (downloadedAt: number, now: number): number | null => {
  const moment = LOOKS_MS.find((ms) => downloadedAt + ms > now)
  return moment === undefined ? null : downloadedAt + moment
}

/** Where reading the trail begins, by the portal's clock. */
export const trailFrom = ({ startedAt, skewMs }: CanaryRecord): number => startedAt + skewMs - MARGIN_MS

/** Whether the download of this trial is among the events: exactly this file, by this trial's link. */
export const isSeenIn = (events: readonly AuditEvent[], { fileId, linkId }: CanaryRecord): boolean =>
  events.some((event) => {
    const found = isDownloadOf(event, fileId) ? event.page?.link : null
    return found != null && 'linkId' in found && found.linkId === linkId.toLowerCase()
  })
