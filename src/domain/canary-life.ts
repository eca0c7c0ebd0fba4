import {
  type CanaryFailure,
  type CanaryLink,
  type CanaryRecord,
  type CanaryStart,
  canaryLinksToRemove,
  hasOutcome,
  isUnderWay,
  nextLook,
} from './canary.ts'
import { IN_DOUBT_MS } from './in-doubt.ts'
import type { ReplyTo } from './reply-to.ts'

// The steps of a trial, as in share-life.ts: the record as it will be, stored by compare-and-set.

/** A new trial. What the one before has left to remove, and when one went well, goes over to it. */
export const beginCanary = (start: CanaryStart, before: CanaryRecord | null): CanaryRecord => ({
  ...start,
  linkAskedAt: null,
  linkedAt: null,
  downloadedAt: null,
  seenAt: null,
  removedAt: null,
  failed: null,
  lastGoodAt: before?.lastGoodAt ?? null,
  told: false,
  removalTried: false,
  links: before?.links ?? [],
  goOnAt: start.startedAt,
  cleanAt: before?.cleanAt ?? start.startedAt,
  removalsFailed: before?.removalsFailed ?? 0,
  skewMs: 0,
  dailyAt: start.by === null ? start.startedAt : (before?.dailyAt ?? null),
  next: null,
})

const joined = <T extends { waiting: readonly ReplyTo[] }>(trial: T, { waiting }: CanaryStart): T => ({
  ...trial,
  waiting: [...trial.waiting, ...waiting],
})

/**
 * Somebody asks for a trial. It begins, or they join the one under way, or, if that has its outcome already, the next
 * one.
 */
export const askForCanary = (record: CanaryRecord | null, start: CanaryStart): CanaryRecord => {
  if (!isUnderWay(record)) return beginCanary(start, record)
  if (!hasOutcome(record)) return joined(record, start)
  return { ...record, next: record.next === null ? start : joined(record.next, start) }
}

/** The trial that the last person who asked waits for. */
export const awaited = (record: CanaryRecord): CanaryRecord =>
  record.next === null ? record : beginCanary(record.next, record)

/** Everybody who waited was told. */
export const canaryTold = (record: CanaryRecord): CanaryRecord =>
  record.next === null ? { ...record, told: true } : beginCanary(record.next, record)

/** Stored each time before the portal is asked for the link. */
export const linkAsked = (record: CanaryRecord, now: number): CanaryRecord => ({
  ...record,
  linkAskedAt: now,
  links: [
    ...record.links.filter(({ linkId }) => linkId !== record.linkId),
    { fileId: record.fileId, linkId: record.linkId, askedAt: now },
  ],
})

/** The portal has made the link. `skewMs`: its clock less ours, then. */
export const canaryLinked = (
  record: CanaryRecord,
  { now, skewMs }: { now: number; skewMs: number },
): CanaryRecord => ({ ...record, linkedAt: now, skewMs })

/** Its one download was begun. From now on the trail is read for it. */
export const canaryDownloaded = (record: CanaryRecord, now: number): CanaryRecord => ({
  ...record,
  downloadedAt: now,
  goOnAt: nextLook(now, now) ?? now,
})

/** The trail is looked at again, at that moment. */
export const lookLater = (record: CanaryRecord, at: number): CanaryRecord => ({ ...record, goOnAt: at })

/** Its download is in the trail. */
export const canarySeen = (record: CanaryRecord, now: number): CanaryRecord => ({
  ...record,
  seenAt: now,
  goOnAt: now,
})

/** It failed at a step; the first outcome stands. */
export const canaryFailed = (record: CanaryRecord, failed: CanaryFailure, now: number): CanaryRecord =>
  hasOutcome(record) ? record : { ...record, failed, goOnAt: now }

/** Whether a slow portal can no longer make a link that is not there. */
const isOutOfDoubt = ({ askedAt }: CanaryLink, now: number): boolean => now >= askedAt + IN_DOUBT_MS

/** A link was seen to be gone. It is forgotten when a slow portal can no longer make it. */
export const linkRemoved = (record: CanaryRecord, link: CanaryLink, now: number): CanaryRecord => {
  const left = isOutOfDoubt(link, now)
    ? record.links.filter(({ linkId }) => linkId !== link.linkId)
    : record.links
  if (link.linkId !== record.linkId) return { ...record, links: left }
  const failed = record.failed?.step === 'removal' ? null : record.failed
  return {
    ...record,
    links: left,
    removedAt: record.removedAt ?? now,
    failed,
    lastGoodAt: failed === null ? (record.seenAt ?? record.lastGoodAt) : record.lastGoodAt,
  }
}

const FIRST_PAUSE_MS = 5_000
const LONGEST_PAUSE_MS = 5 * 60_000

/** The pause after so many failed tries in a row. */
const pauseAfter = (failed: number): number =>
  Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failed, 10))

/**
 * The record with the moment at which removing goes on. What could not be removed is tried again, soon at first, then less
 * and less often. What is gone is looked for once more when a slow portal can no longer make it.
 */
export const planRemoval = (record: CanaryRecord, allGone: boolean, now: number): CanaryRecord => {
  const { removalsFailed } = record
  if (!allGone) {
    return { ...record, removalsFailed: removalsFailed + 1, cleanAt: now + pauseAfter(removalsFailed) }
  }
  const outOfDoubtAt = canaryLinksToRemove(record).map(({ askedAt }) => askedAt + IN_DOUBT_MS)
  // With no links left there is no moment; a new link brings its own.
  const cleanAt = outOfDoubtAt.length === 0 ? now : Math.max(now, Math.min(...outOfDoubtAt))
  return { ...record, removalsFailed: 0, cleanAt }
}

/** Removing the trial's own link was tried. Null: its outcome is not known yet, or the record is of another trial. */
export const ownRemovalTried = (
  record: CanaryRecord,
  { linkId, gone, now }: { linkId: string; gone: boolean; now: number },
): CanaryRecord | null => {
  if (record.linkId !== linkId || !hasOutcome(record)) return null
  const failed = gone ? record.failed : (record.failed ?? { step: 'removal' as const })
  return planRemoval({ ...record, failed, removalTried: true }, gone, now)
}

/** The first of those who wait for the outcome was told it. */
export const waiterTold = (record: CanaryRecord): CanaryRecord => ({
  ...record,
  waiting: record.waiting.slice(1),
})

/** Before a warning is sent, so that nobody is sent it twice. */
export const warningBegun = (record: CanaryRecord, to: string): CanaryRecord => ({
  ...record,
  toWarn: record.toWarn.filter((one) => one !== to),
})

/** Slack did not take a warning: `instead` are warned, at that moment. */
export const warningNotTaken = (
  record: CanaryRecord,
  instead: readonly string[],
  at: number,
): CanaryRecord => ({ ...record, toWarn: [...record.toWarn, ...instead], goOnAt: at })
