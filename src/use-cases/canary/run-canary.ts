import { causeOf } from '../../domain/audit-health.ts'
import {
  CANARY_LIFE_MS,
  type CanaryFailure,
  type CanaryRecord,
  hasOutcome,
  isDailyDue,
  isSeenIn,
  isUnderWay,
  nextLook,
  nextMoment,
  trailFrom,
} from '../../domain/canary.ts'
import {
  beginCanary,
  canaryDownloaded,
  canaryFailed,
  canaryLinked,
  canarySeen,
  linkAsked,
  lookLater,
} from '../../domain/canary-life.ts'
import { PortalError } from '../../domain/portal-error.ts'
import type { AuditStatusStore } from '../audit-ports.ts'
import { type CheckDeps, checkFile } from '../link/check-file.ts'
import { writeLink } from '../link/make-link.ts'
import { RefusalError } from '../link/refusal-error.ts'
import { whyNotWritten } from '../link/why-not-written.ts'
import type { Jobs, Log, Now } from '../ports.ts'
import { drawAdminHomes } from '../show/draw-admin-homes.ts'
import { type RemoveCanaryDeps, removeCanaryLinks } from './remove-canary-links.ts'
import { type TellCanaryDeps, tellCanary } from './tell-canary.ts'

export interface CanaryDeps extends CheckDeps, RemoveCanaryDeps, TellCanaryDeps {
  auditStatus: Pick<AuditStatusStore, 'read'>
  /** The channels or people to whom warnings for admins go. */
  admins: readonly string[]
  jobs: Pick<Jobs, 'canary' | 'showHome'>
  /** Tried once a day; null: nothing is. */
  canaryFile: string | null
  newUuid: () => string
  newReference: () => string
  now: Now
  log: Log
}

/** A step that is overdue by so much has lost its job. */
const OVERDUE_MS = 10_000

/**
 * Runs the trial of the counting on record, step by step: make a link of its own, download by it once as a visitor,
 * find the event in the trail, remove the link, tell the outcome. Before each call the record says that it may be made,
 * so that a run after a crash goes on from there. A run never waits: it says when the next one is due.
 */
export const runCanary = (deps: CanaryDeps) => {
  const { portal, canaries, jobs, now, log } = deps
  const check = checkFile(deps)
  const why = whyNotWritten(deps)
  const write = writeLink(deps)
  const removing = removeCanaryLinks(deps)
  const tell = tellCanary(deps)
  const drawHomes = drawAdminHomes(deps)

  const change = (trial: CanaryRecord, decide: (current: CanaryRecord) => CanaryRecord) =>
    canaries.change((current) => (current?.linkId === trial.linkId ? decide(current) : null))

  const fail = async (trial: CanaryRecord, failed: CanaryFailure, error: unknown): Promise<void> => {
    const { reference } = trial
    const { kind, status } = error instanceof PortalError ? error : { kind: null, status: null }
    log.warn({ reference, step: failed.step, kind, status }, 'a trial of the counting failed')
    await change(trial, (current) => canaryFailed(current, failed, now()))
  }

  /** Makes the link; asked for again, it is the same one. Null: it failed. */
  const link = async (trial: CanaryRecord) => {
    const { fileId, linkId } = trial
    try {
      const checked = await check({ team: null }, fileId, linkId)
      if (!checked.ok) throw new RefusalError(checked.refusal)
      await change(trial, (current) => linkAsked(current, now()))
      const made = await write({
        fileId,
        linkId,
        title: 'Sharelink canary',
        expiresAt: now() + CANARY_LIFE_MS,
        denyDownload: false,
        password: null,
      })
      await change(trial, (current) => canaryLinked(current, { now: now(), skewMs: portal.clockSkewMs() }))
      return made
    } catch (error) {
      if (error instanceof RefusalError) await fail(trial, { step: 'link', refusal: error.refusal }, error)
      else if (!(error instanceof PortalError)) throw error
      else {
        const refusal = await why(error, { fileId, linkId, hadPassword: false })
        await fail(trial, { step: 'link', refusal }, error)
      }
      return null
    }
  }

  const download = async (trial: CanaryRecord): Promise<void> => {
    // Homes show that a trial is under way.
    if (trial.linkAskedAt === null) await drawHomes()
    const made = await link(trial)
    if (made === null) return
    try {
      await portal.startDownload(trial.fileId, made.requestToken)
    } catch (error) {
      if (!(error instanceof PortalError)) throw error
      return fail(trial, { step: 'download', why: error.retryable ? 'no-answer' : 'turned-away' }, error)
    }
    await change(trial, (current) => canaryDownloaded(current, now()))
  }

  const look = async (trial: CanaryRecord, downloadedAt: number): Promise<void> => {
    // Decided before the reading, so that a last look that begins in time is not cut short.
    const next = nextLook(downloadedAt, now())
    try {
      const seen = isSeenIn(await portal.downloadsSince(trailFrom(trial)), trial)
      if (seen) await change(trial, (current) => canarySeen(current, now()))
      else if (next === null) await fail(trial, { step: 'trail', why: 'not-seen' }, null)
      else await change(trial, (current) => lookLater(current, next))
    } catch (error) {
      if (!(error instanceof PortalError)) throw error
      const cause = causeOf(error)
      if (cause !== 'outage' || next === null) return fail(trial, { step: 'trail', why: cause }, error)
      const goOnAt = Math.max(next, now() + (error.retryAfterMs ?? 0))
      await change(trial, (current) => lookLater(current, goOnAt))
    }
  }

  const step = async (record: CanaryRecord): Promise<void> => {
    if (record.told || record.goOnAt > now()) return removing.all(record)
    if (!hasOutcome(record)) {
      return record.downloadedAt === null ? download(record) : look(record, record.downloadedAt)
    }
    return record.removalTried ? tell(record) : removing.own(record)
  }

  return {
    /** Does all that is due. Gives when there is more to do; null: nothing is left. */
    run: async (): Promise<number | null> => {
      for (;;) {
        const record = await canaries.read()
        const at = record === null ? null : nextMoment(record)
        if (record === null || at === null || at > now()) return at
        await step(record)
      }
    },
    /**
     * Begins the trial of the day, unless there was one. Not while the trail cannot be read, which everybody knows
     * already.
     */
    daily: async (): Promise<void> => {
      const { canaryFile: fileId } = deps
      if (fileId === null || (await deps.auditStatus.read()).state === 'blind') return
      const start = {
        fileId,
        linkId: deps.newUuid(),
        by: null,
        waiting: [],
        toWarn: deps.admins,
        reference: deps.newReference(),
        startedAt: now(),
      }
      const { record } = await canaries.change((current) =>
        isDailyDue(current, start.startedAt) ? beginCanary(start, current) : null,
      )
      if (isUnderWay(record)) await jobs.canary()
    },
    /** Queues a job where something is due. Costs little where nothing is. */
    remind: async (): Promise<void> => {
      const record = await canaries.read()
      const at = record === null ? null : nextMoment(record)
      if (at !== null && now() - at > OVERDUE_MS) await jobs.canary()
    },
  }
}
