import { z } from 'zod'
import type { MessagePlace } from '../domain/closed-place.ts'
import { isNear } from '../domain/near-moment.ts'
import { type OutageNotice, whomOf } from '../domain/outage.ts'
import type { ShareLink, ShareRef } from '../domain/share.ts'
import { warnMoment } from '../domain/warning.ts'
import type { MakeRequest } from '../use-cases/make-request.ts'
import { ADMIN_JOBS } from './admin-jobs.ts'
import { job, type Row, UNTIL_DONE, WHILE_SOMEBODY_WAITS } from './job-row.ts'
import { givenDownload, makeRequest, notBefore, notice, shareRef } from './payloads.ts'
import { firstOrAfter, keyOf, keyOfEnd, nowOrLater, onceOver, refOf } from './share-work.ts'
import { WATCH_JOBS } from './watch-jobs.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS

/** Several changes at once are one drawing of a Home. */
const HOME_PAUSE_MS = 500

/** A link that is removed at once changes its message once, to the end; one that is not loses its address there. */
const END_PAUSE_MS = 300

/** Behind all that somebody waits for. */
const LAST = 1_000_000

/** Where its posts wait for their turns. */
const channelOf = (share: ShareLink): string => share.message?.channel ?? share.creator.id

const TABLE = {
  ...ADMIN_JOBS,
  ...WATCH_JOBS,
  /** `notBefore`: the moment reserved for this channel; null until one is. `busySince`: when the portal had no room for it. */
  'make-share': job({
    queue: 'make',
    payload: makeRequest.extend({ notBefore, busySince: z.number().nullable().default(null) }),
    tries: WHILE_SOMEBODY_WAITS,
    givesUp: true,
    ask: (request: MakeRequest, waitMs: number) => ({
      data: { ...request, notBefore: null, busySince: null },
      key: keyOf({ team: request.team, id: request.shareId }),
      delayMs: waitMs,
      rank: Math.ceil(waitMs / SECOND_MS),
    }),
  }),
  'expire-share': job({
    queue: 'due',
    payload: shareRef,
    tries: UNTIL_DONE,
    isAtMoment: true,
    ask: (share: ShareLink, now: number) => {
      const { expiresAt } = share.terms
      if (!isNear(expiresAt, now)) return null
      return { data: refOf(share), key: keyOfEnd(share), delayMs: Math.max(0, expiresAt - now) }
    },
  }),
  /** Counts the claims of an exact share, which may end it. Ends that are due go first. */
  'count-claims': job({
    queue: 'due',
    payload: shareRef,
    tries: UNTIL_DONE,
    ask: (ref: ShareRef, laterMs?: number) => ({ ...nowOrLater(ref, laterMs), rank: 1 }),
  }),
  /** A link that is used up or over lives until the portal takes this. */
  'revoke-link': job({
    queue: 'end',
    payload: shareRef,
    tries: UNTIL_DONE,
    ask: firstOrAfter,
  }),
  /** The same where the portal has ended the link already, by its own clock, so that nobody waits for it. */
  'revoke-expired': job({
    queue: 'expired',
    payload: shareRef,
    tries: UNTIL_DONE,
    ask: (ref: ShareRef) => firstOrAfter(ref, 'now'),
  }),
  /** The same once it has failed, apart from what is asked for the first time. */
  'revoke-again': job({
    queue: 'again',
    payload: shareRef,
    tries: UNTIL_DONE,
    ask: (ref: ShareRef, delayMs: number) => ({ data: refOf(ref), key: keyOf(ref), delayMs }),
  }),
  /** Gives an announced extension to the portal, and answers. */
  'extend-share': job({
    queue: 'rewrite',
    payload: shareRef,
    tries: WHILE_SOMEBODY_WAITS,
    givesUp: true,
    ask: (ref: ShareRef, when: number | 'later') => ({
      data: refOf(ref),
      key: keyOf(ref),
      delayMs: when === 'later' ? 0 : when,
      rank: when === 'later' ? LAST : 1 + Math.ceil(when / SECOND_MS),
    }),
  }),
  /** The moment `WARN_BEFORE` of the end. */
  'warn-share': job({
    queue: 'tell',
    payload: shareRef.extend({ expiresAt: z.number() }),
    tries: UNTIL_DONE,
    isAtMoment: true,
    ask: (share: ShareLink, warnBeforeMs: number, now: number) => {
      const at = warnMoment(share, warnBeforeMs)
      if (at === null || !isNear(at, now)) return null
      const data = { ...refOf(share), expiresAt: share.terms.expiresAt }
      return { data, key: keyOfEnd(share), delayMs: Math.max(0, at - now) }
    },
  }),
  /** Draws somebody's Home anew. One that cannot be shown is drawn at the next change, or when it is opened. */
  'show-home': job({
    queue: 'home',
    payload: z.object({ team: z.string(), userId: z.string(), notBefore }),
    tries: 3,
    ask: (team: string, userId: string, when: 'now' | 'soon') => ({
      data: { team, userId, notBefore: null },
      key: `${team}:${userId}`,
      delayMs: when === 'now' ? 0 : HOME_PAUSE_MS,
      // One that is put off must not keep a person waiting.
      replace: when === 'now',
    }),
  }),
  'clean-links': job({
    queue: 'clean',
    payload: shareRef,
    tries: UNTIL_DONE,
    isPatient: true,
    ask: nowOrLater,
  }),
  /** Removes links by which claims were fetched. They take the few places of a file until then. */
  'remove-minute-links': job({
    queue: 'minute',
    payload: shareRef,
    tries: UNTIL_DONE,
    isPatient: true,
    ask: nowOrLater,
  }),
  /** Puts back what was changed at the portal: until then the link may stand open further than it was made. */
  'repair-link': job({
    queue: 'rewrite',
    payload: shareRef,
    tries: UNTIL_DONE,
    isInsistent: true,
    ask: (ref: ShareRef) => firstOrAfter(ref, 'now'),
  }),
  /** Checks whether the portal has a live share's link as it should be, where nothing shows that it has not. */
  'check-link': job({
    queue: 'rewrite',
    payload: shareRef,
    tries: UNTIL_DONE,
    isPatient: true,
    ask: (ref: ShareRef, laterMs?: number) => ({ ...nowOrLater(ref, laterMs), rank: LAST }),
  }),
  /** Rewrites the message, in Slack's turns. Apart from `tell-share`, which may be waiting for its channel's. */
  'update-message': job({
    queue: 'tell',
    payload: shareRef.extend({ channel: z.string(), notBefore }),
    tries: UNTIL_DONE,
    ask: (share: ShareLink, when?: 'soon' | 'ended', now?: number) => ({
      data: { ...refOf(share), channel: channelOf(share), notBefore: null },
      key: keyOf(share),
      delayMs: when === 'soon' ? END_PAUSE_MS : 0,
      // An address has to go: that does not wait in the turn of a mere count. An end that took less than the pause of `soon` has
      // nothing to wait for; later a turn of Slack's may have been reserved, which is kept.
      replace:
        when === 'soon' || (when === 'ended' && (now ?? 0) - (share.end?.decidedAt ?? 0) < END_PAUSE_MS),
    }),
  }),
  /** Takes the address of a download out of its answer. It stays there where a crash loses this. */
  'retract-download': job({
    queue: 'tell',
    payload: givenDownload,
    isAtMoment: true,
    ask: onceOver,
  }),
  /** Rewrites a message that was left behind when the answer to its post was lost. */
  'mend-stray': job({
    queue: 'tell',
    payload: shareRef.extend({ channel: z.string(), ts: z.string(), notBefore }),
    tries: UNTIL_DONE,
    ask: (ref: ShareRef, place: MessagePlace) => ({
      data: { ...refOf(ref), ...place, notBefore: null },
      key: `${place.channel}:${place.ts}`,
    }),
  }),
  /** Posts what is pending, in the channel's turns. `notBefore` as above. */
  'tell-share': job({
    queue: 'tell',
    payload: shareRef.extend({ channel: z.string(), notBefore, hasChannelTurn: z.boolean() }),
    tries: UNTIL_DONE,
    isSeen: true,
    ask: (share: ShareLink) => ({
      data: { ...refOf(share), channel: channelOf(share), notBefore: null, hasChannelTurn: false },
      key: keyOf(share),
    }),
  }),
  /** Not bound to the pace of sweeps: a process takes over the work of another within 30 s. */
  'reconcile-shares': job({
    queue: 'upkeep',
    payload: z.object({}),
    isQuiet: true,
    ask: () => ({ data: {}, key: 'now' }),
    repeat: { everyMs: () => 10 * SECOND_MS, data: {} },
  }),
  /** `routine`: a tick of the schedule, which may pass without a reading. The next one by pace replaces the one planned. */
  'sweep-audit': job({
    queue: 'sweep',
    payload: z.object({ routine: z.boolean() }),
    isQuiet: true,
    ask: (delayMs: number, as: 'now' | 'turn' | 'pace' | 'near') => ({
      data: { routine: false },
      key: as === 'near' ? 'pace' : as,
      delayMs,
      replace: as === 'pace',
    }),
    repeat: { everyMs: (auditIntervalMs) => auditIntervalMs, data: { routine: true } },
  }),
  /** Asks whether the audit trail can be read at all. `routine`: only when that is due (docs/watching.md, Audit status). */
  'probe-audit': job({
    queue: 'sweep',
    payload: z.object({ routine: z.boolean() }),
    isQuiet: true,
    ask: () => ({ data: { routine: false }, key: 'now' }),
    repeat: { everyMs: () => MINUTE_MS, data: { routine: true } },
  }),
  /** Warns somebody that downloads cannot be seen, or tells them that they are again. */
  'tell-outage': job({
    queue: 'tell',
    payload: notice,
    tries: UNTIL_DONE,
    ask: (told: OutageNotice) => ({ data: told, key: `${told.since}:${whomOf(told)}` }),
  }),
}

export type JobName = keyof typeof TABLE
type Payloads = { [N in JobName]: z.output<(typeof TABLE)[N]['payload']> }
type Args = { [N in JobName]: Parameters<(typeof TABLE)[N]['ask']> }
export type Payload<N extends JobName> = Payloads[N]
/** What a job is asked for with. */
export type ArgsOf<N extends JobName> = Args[N]

/** Every kind of job, one row each. What they do is built in `app-worker.ts`. */
export const JOBS: { [N in JobName]: Row<Payloads[N], Args[N]> } = TABLE

export const isJobName = (name: string): name is JobName => Object.hasOwn(TABLE, name)
export const JOB_NAMES: readonly JobName[] = Object.keys(TABLE).filter(isJobName)

/** What a running job can do besides its work. */
export interface Run<N extends JobName> {
  /** Which try this is, from 1. */
  attempt: number
  /** Puts another payload in the place of its own, for what comes after this run. */
  keep(data: Payloads[N]): Promise<void>
  /** Ends this run without using up a try; the next one begins at that moment. */
  putAwayUntil(at: number): Promise<never>
  /** The same, and its queue begins nothing else for so long, in no process. */
  pauseQueue(ms: number): Promise<never>
}

/** What the jobs do; each may be run again from its start. */
export type Handlers = { [N in JobName]: (data: Payloads[N], run: Run<N>) => Promise<void> }

type GivingUp = {
  [N in JobName]: NonNullable<(typeof TABLE)[N]['givesUp']> extends true ? N : never
}[JobName]
/** What is done when the last try of such a job has failed. */
export type GiveUps = { [N in GivingUp]: (data: Payloads[N], error: unknown) => Promise<void> }

export const isGivingUp = (name: JobName): name is GivingUp => JOBS[name].givesUp === true
