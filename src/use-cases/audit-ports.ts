import type { ReplyTo } from '../domain/answer.ts'
import type { AuditHealth, Sight } from '../domain/audit-health.ts'
import type { Bound } from '../domain/bound.ts'
import type { CanaryReport } from '../domain/canary.ts'
import type { ShareRef } from '../domain/share.ts'

// What is kept of the audit trail, one for the portal: as `ports.ts`, in a file of its own for its length.

export interface AuditCursor {
  /** Where reading begins; only the first call counts. */
  start(at: number): Promise<void>
  /** `sweptAt`: when the last good sweep ended, by our clock. `seen`: how its health was when last looked at. */
  read(): Promise<{
    newestSeenAt: number | null
    sweptAt: number | null
    /** The portal's clock less ours, at the last good sweep. */
    skewMs: number
    seen: AuditHealth['state'] | null
  }>
  advance(to: { newestSeenAt: number | null; sweptAt: number; skewMs: number }): Promise<void>
  /** Remembers how its health was. */
  see(state: AuditHealth['state']): Promise<void>
}

/** What is known of whether the trail can be read; the same for all processes. */
export interface SightStore {
  read(): Promise<Sight>
  write(sight: Sight): Promise<void>
}

/** How fast links were dead that had reached their limit. */
export interface Bounds {
  /** Kept once for each share and end; the same again takes the place of what was kept. */
  note(ref: ShareRef, bound: Bound): Promise<void>
  /** Durations in ms of those whose links died since then. */
  since(at: number): Promise<number[]>
}

/** The trial of the counting that is under way or was the last. */
export interface Canaries {
  read(): Promise<CanaryRecord | null>
  write(record: CanaryRecord): Promise<void>
}

export interface CanaryRecord extends CanaryReport {
  /** Chosen before the portal hears of it, so that a run after a crash removes it. */
  linkId: string
  /** Null when nobody waits. */
  replyTo: ReplyTo | null
  reference: string
}

/** Events of changes that were dealt with, each remembered for a while. */
export interface SeenChanges {
  unseen(ids: readonly number[]): Promise<number[]>
  add(ids: readonly number[], now: number): Promise<void>
}

/** How far the watch over live shares' links and files has come; one for all processes. */
export interface WatchPlace {
  /** `changesAt`: up to when changes were dealt with, by the portal's clock; null: never yet. */
  read(): Promise<{ changesAt: number | null; team: string | null; skip: number }>
  /** `team`, `skip`: which live shares are looked at next. */
  write(place: { changesAt: number | null; team: string | null; skip: number }): Promise<void>
}

/** Downloads that the portal's webhook has told of, until they are found in the trail. */
export interface Announced {
  /** `at`: by the portal's clock. */
  add(fileId: string, at: number): Promise<void>
  all(): Promise<{ fileId: string; at: number }[]>
  remove(fileIds: readonly string[]): Promise<void>
}
