import type { AuditStatus } from '../domain/audit-health.ts'
import type { KeptAuditStatus } from '../domain/audit-status.ts'
import type { Bound } from '../domain/bound.ts'
import type { CanaryRecord } from '../domain/canary.ts'
import type { StoredEvent } from '../domain/downloads.ts'
import type { Outage, OutageNotice } from '../domain/outage.ts'
import type { ExpectedDownload } from '../domain/pace.ts'
import type { RestoreReport, StrayLink } from '../domain/restored.ts'
import type { RunningCount } from '../domain/running-count.ts'
import type { ShareLink, ShareRef } from '../domain/share.ts'

// The ports for what is kept of the audit trail. A part of `ports.ts`, which would be too long with it.

/**
 * The audit events of each share, each stored once, for as long as the share. Views that cannot count are apart
 * (`shown`), and only the newest are kept: somebody who reloads the portal's page makes any number of them.
 */
export interface Events {
  unseen(ref: ShareRef, ids: readonly number[]): Promise<number[]>
  add(ref: ShareRef, events: readonly StoredEvent[]): Promise<void>
  /** The same, and counts those by the share's present link (`Claims.linkUse`), each once. */
  addCounted(share: ShareLink, events: readonly StoredEvent[]): Promise<void>
  addShown(ref: ShareRef, views: readonly StoredEvent[]): Promise<void>
  all(ref: ShareRef): Promise<StoredEvent[]>
  /** Those of these ids that are stored. */
  some(ref: ShareRef, ids: readonly number[]): Promise<StoredEvent[]>
  /** What was kept by `keepRunning`. */
  running(ref: ShareRef): Promise<RunningCount | null>
  keepRunning(ref: ShareRef, running: RunningCount): Promise<void>
  shown(ref: ShareRef): Promise<StoredEvent[]>
  count(ref: ShareRef): Promise<number>
}

export interface AuditCursor {
  /** Where reading begins; only the first call counts. */
  start(at: number): Promise<void>
  /** `sweptAt`: when the last good sweep ended, by our clock. `seen`: the fingerprint of its health when last looked at. */
  read(): Promise<{
    newestSeenAt: number | null
    sweptAt: number | null
    /** When the last good reading began, by our clock: of what came later it may have read nothing. */
    readTo: number | null
    /** The portal's clock minus ours, at the last good sweep. */
    skewMs: number
    /** When the last reading of the whole overlap began, by our clock, and how many rows it had; null: never. */
    whole: { at: number; rows: number } | null
    seen: string | null
  }>
  /** `newestSeenAt` null: the place stays. `readTo` left out: when it ended. `whole` left out: it was a brief reading. */
  advance(to: {
    newestSeenAt: number | null
    sweptAt: number
    readTo?: number
    skewMs: number
    whole?: { at: number; rows: number }
  }): Promise<void>
  /** Remembers how its health was (`healthFingerprintOf`). */
  see(fingerprint: string): Promise<void>
}

/**
 * A mark of this process that is written after the events of a workspace. Redis loses its last writes first, so as long as the mark
 * is there, they are too.
 */
export interface CountMarks {
  read(team: string): Promise<string | null>
  /** Gives what is read from now on. */
  write(team: string): Promise<string>
}

/** What is known of whether the trail can be read; the same for all processes. */
export interface AuditStatusStore {
  read(): Promise<AuditStatus>
  /**
   * Changes it by compare-and-set, so that each process decides on what the others have written. `decide` may run
   * several times; null: nothing changes.
   */
  change(
    decide: (auditStatus: KeptAuditStatus) => KeptAuditStatus | null,
  ): Promise<{ before: KeptAuditStatus; auditStatus: KeptAuditStatus }>
}

/** How long it took from a reached limit to a dead link. */
export interface Bounds {
  /** Kept once for each share and end. The same end again replaces what was kept. */
  note(ref: ShareRef, bound: Bound): Promise<void>
  /** Durations, in ms, of the links that died since then. */
  since(at: number): Promise<number[]>
}

/** The trial of the counting that is under way or was the last. */
export interface Canaries {
  read(): Promise<CanaryRecord | null>
  /** Changes it by compare-and-set: `decide` sees the newest state, and may run several times; null: nothing changes. */
  change(
    decide: (record: CanaryRecord | null) => CanaryRecord | null,
  ): Promise<{ changed: boolean; record: CanaryRecord | null }>
}

/** Events of changes that were dealt with, each remembered for a while. */
export interface SeenChanges {
  unseen(ids: readonly number[]): Promise<number[]>
  add(ids: readonly number[], now: number): Promise<void>
}

/** How far the check of live shares' links and files has come; one for all processes. */
export interface DriftCursor {
  /**
   * `changesAt`: up to when changes were dealt with, by the portal's clock; null: never yet. `whole`: when the whole overlap was
   * last read, by our clock, and how many rows that had.
   */
  read(): Promise<{
    changesAt: number | null
    team: string | null
    skip: number
    whole: { at: number; rows: number } | null
  }>
  /** `team`, `skip`: which live shares are looked at next. */
  write(cursor: {
    changesAt: number | null
    team: string | null
    skip: number
    whole?: { at: number; rows: number }
  }): Promise<void>
}

/** Downloads that the portal's webhook reported in the last minute. */
export interface ExpectedDownloads {
  /** A download that is reported again changes nothing. */
  add(download: ExpectedDownload): Promise<void>
  all(): Promise<ExpectedDownload[]>
}

/** When a sweep that is asked for now may run (epoch ms). All who ask before then share it, and turns keep a distance. */
export type SweepRateLimit = (now: number) => Promise<number>

/** The record of an outage, and who was told of it. */
export interface Outages {
  /** The one under way, or the last. */
  read(): Promise<Outage | null>
  /** Writes `to` if the record is still `from`; false when it is not. */
  change(from: Outage | null, to: Outage): Promise<boolean>
  /** Notes that somebody is told this. False: they were told before. */
  claim(notice: OutageNotice): Promise<boolean>
  /** Takes the note back: they were not told after all. */
  release(notice: OutageNotice): Promise<void>
  /** What people were told of the beginning of that outage. */
  warnings(since: number): Promise<OutageNotice[]>
  /** Before a share is counted anew in the outage: how many downloads it had. The first count is kept. */
  noteCount(since: number, ref: ShareRef, downloads: number): Promise<void>
  /** The shares that were counted anew in it, with what they had before. */
  countsBefore(since: number): Promise<{ ref: ShareRef; downloads: number }[]>
}

/** When a process last saw to the records; null: they say nothing of it. */
export interface LifeSign {
  /** `aliveAt` null: there is none. `wasPutBack`: the records were put back from a backup, and nobody has seen to that yet. */
  read(): Promise<{ aliveAt: number | null; wasPutBack: boolean }>
  /** With it a backup that was put back is seen to. */
  write(now: number): Promise<void>
  putBack(): Promise<void>
}

/** What was found after records were lost, and who is still to be told of it. */
export interface Restores {
  read(): Promise<RestoreReport | null>
  add(
    found: { strays: readonly StrayLink[]; extended: number; claimed: number },
    by: { since: number; now: number; tell: readonly string[] },
  ): Promise<void>
  /** That one was told, or cannot be; then these are told instead. */
  told(to: string, instead: readonly string[]): Promise<void>
}
