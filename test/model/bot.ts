import { randomUUID } from 'node:crypto'
import { PortalError } from '../../src/domain/portal-error.ts'
import type { AuditEvent } from '../../src/domain/portal-facts.ts'
import type { ShareLink, ShareRef } from '../../src/domain/share.ts'
import { createPortal } from '../../src/portal/portal.ts'
import { createStore } from '../../src/store/store.ts'
import { createVault } from '../../src/store/vault.ts'
import { countDownloads } from '../../src/use-cases/count/count-downloads.ts'
import { sweepAudit } from '../../src/use-cases/count/sweep-audit.ts'
import { checkDrift } from '../../src/use-cases/drift/check-drift.ts'
import { repairLink } from '../../src/use-cases/drift/repair-link.ts'
import { endShare, expireShare } from '../../src/use-cases/end/end-share.ts'
import { revokeLink } from '../../src/use-cases/end/revoke-link.ts'
import { revokeShare } from '../../src/use-cases/end/revoke-share.ts'
import { carryOutExtension } from '../../src/use-cases/extend/carry-out-extension.ts'
import { type ExtensionAsked, extendShare } from '../../src/use-cases/extend/extend-share.ts'
import { cleanLinks } from '../../src/use-cases/link/clean-links.ts'
import { passwordPlace } from '../../src/use-cases/link/open-password.ts'
import { makeShare } from '../../src/use-cases/make/make-share.ts'
import type { MakeRequest } from '../../src/use-cases/make-request.ts'
import type { Notices } from '../../src/use-cases/notice-ports.ts'
import type { Directory, Log, Portal } from '../../src/use-cases/ports.ts'
import { tellShare } from '../../src/use-cases/tell/tell-share.ts'
import { reconcileShares } from '../../src/use-cases/upkeep/reconcile-shares.ts'
import { rulesOf, SECOND, TEAM } from '../support/builders.ts'
import { memoryInbox } from '../support/inbox.ts'
import { rewriteNow } from '../support/rewrite-now.ts'
import { someJobs } from '../support/some-jobs.ts'
import { type CrashPoint, createCrashing, EVERY_COUNT, tellOne } from '../support/test-world.ts'
import type { Setup } from './history.ts'
import type { World } from './world.ts'

export const ALICE = 'U0ALICE'

/** A process that does not die. */
export const ALIVE = { crash: null, lost: false }

const SILENT: Log = { info: () => {}, warn: () => {}, error: () => {} }
const VAULT = createVault(Buffer.alloc(32, 7))

/** Slack takes everything. */
const NOTICES: Notices = {
  post: async (share) => ({ channel: share.channel.id, ts: `1700000000.${share.id}` }),
  rewrite: async () => {},
  findPost: async () => null,
  findEnd: async () => 'unknown',
  rewriteStray: async () => {},
  rewriteUnrecorded: async () => {},
  endsThatFit: (shares) => shares,
  announceEnds: async () => {},
  tellDownloads: async () => {},
  announceEnd: async () => {},
  tellExtensions: async () => {},
  warn: async () => {},
  tellDrift: async () => {},
  tellLost: async () => {},
  tellCameLate: async () => {},
  tellStuck: async () => {},
  tellKeyOut: async () => {},
}

const DIRECTORY = {
  person: async (_team: string, id: string) => ({ id, isAdmin: false, isOutsider: false }),
} as unknown as Directory

interface Job {
  name: 'make' | 'expire' | 'revoke' | 'clean' | 'extend' | 'repair' | 'tell' | 'post'
  ref: ShareRef
  dueAt: number
  request?: MakeRequest
}

/** How a reading of the trail is disturbed. */
export interface Disturbance {
  doubled: boolean
}

const refOf = ({ team, id }: ShareRef): ShareRef => ({ team, id })

/** Errors that only mean that something has to be tried again later. */
const isPassing = (error: unknown): boolean =>
  error instanceof PortalError ||
  (error instanceof Error && (error.name === 'NotYet' || error.name === 'RefusalError'))

/** The program of one history: its records and queues, and its process, which may die and start anew. */
export const createBot = (world: World, setup: Setup, newLinkId: (shareId: string) => string) => {
  const { clock, redis } = world
  const namespace = `model:${randomUUID()}`
  const store = createStore(redis, namespace)
  const now = () => clock.at
  const queue: Job[] = []
  let disturbance: Disturbance = { doubled: false }

  // One try each: an outage lasts as long as the history says, not as long as a retry takes.
  const connect = () =>
    createPortal({
      origin: world.portal.url,
      apiKey: world.adminKey,
      auditApiKey: world.adminKey,
      now,
      random: () => 0.5,
      limits: { leastAttemptMs: 10_000 },
    })
  let adapter = connect()

  const twice = (events: AuditEvent[]): AuditEvent[] => [...[...events].reverse(), ...events]
  const portal: Portal = Object.fromEntries(
    Object.keys(adapter).map((name) => [
      name,
      (...given: unknown[]) =>
        (adapter[name as keyof typeof adapter] as (...all: unknown[]) => unknown)(...given),
    ]),
  ) as unknown as Portal
  const { downloadsSince, viewsSince } = portal
  const disturbed = (read: Portal['viewsSince']) => async (from: number) => {
    const events = await read(from)
    return disturbance.doubled ? twice(events) : events
  }
  portal.downloadsSince = disturbed(downloadsSince)
  portal.viewsSince = disturbed(viewsSince)

  const add = (name: Job['name'], ref: ShareRef, dueAt: number, request?: MakeRequest): void => {
    const same = (job: Job) => job.name === name && job.ref.id === ref.id && job.dueAt === dueAt
    if (!queue.some(same)) queue.push({ name, ref: refOf(ref), dueAt, ...(request ? { request } : {}) })
  }
  const jobs = someJobs({
    make: async (request) => add('make', { team: request.team, id: request.shareId }, 0, request),
    end: async (share) => add('expire', share, share.terms.expiresAt),
    warn: async () => {},
    extend: async (ref) => add('extend', ref, 0),
    repair: async (ref) => add('repair', ref, 0),
    repairLater: async (ref, delayMs) => add('repair', ref, now() + delayMs),
    showHome: async () => {},
    revoke: async (ref) => add('revoke', ref, 0),
    sweep: async () => {},
    probe: async () => {},
    canary: async () => {},
    tellOutage: async () => {},
    clean: async (ref) => add('clean', ref, 0),
    cleanLater: async (ref, delayMs) => add('clean', ref, now() + delayMs),
    tell: async (share) => add('tell', share, 0),
    post: async (share) => add('post', share, 0),
  })

  /** A process that dies at that call, if it comes so far. */
  const start = (point: CrashPoint | null) => {
    const crashing = createCrashing(point)
    const shared = {
      portal: crashing.port('portal', portal),
      shares: crashing.port('shares', store.shares),
      bounds: crashing.port('bounds', store.bounds),
      outages: store.outages,
      auditStatus: store.auditStatus,
      freshAuditStatus: store.auditStatus.read,
      jobs: crashing.port('jobs', jobs),
      now,
      log: SILENT,
      pause: async () => {},
    }
    const notices = crashing.port('notices', NOTICES)
    const answer = crashing.call('answer', async () => {})
    const ways = {
      ...shared,
      record: store.record,
      approvals: store.approvals,
      hasApprovers: async () => false,
      answer,
      inbox: memoryInbox(),
      vault: VAULT,
      hashPassword: async (password: string) => `hash of ${password}`,
      newPassword: () => 'made by the bot',
      policyFor: rulesOf({ minExpiryMs: SECOND }),
      portalOrigin: world.portal.url,
    }
    const people = {
      ...shared,
      extensionRateLimit: store.extensionRateLimit,
      directory: DIRECTORY,
      adminUsers: [],
      policyFor: ways.policyFor,
    }
    const make = ({ shareId }: MakeRequest) =>
      makeShare({ ...ways, notices, pageAddressOf: () => null, newLinkId: () => newLinkId(shareId) })
    const counting = {
      ...shared,
      watchKey: async () => {},
      events: crashing.port('events', store.events),
      runningCount: EVERY_COUNT,
      cursor: crashing.port('cursor', store.cursor),
      countMarks: crashing.port('countMarks', store.countMarks),
      burstWindowMs: setup.burstWindowMs,
      overlapMs: setup.overlapMs,
      auditIntervalMs: 10 * SECOND,
    }
    const telling = {
      shares: shared.shares,
      claims: store.claims,
      notices,
      jobs: shared.jobs,
      now,
      log: SILENT,
    }
    return {
      calls: crashing.calls,
      isDead: () => point !== null && crashing.calls.length >= point.at,
      sweep: sweepAudit(counting),
      reconcile: reconcileShares({
        ...shared,
        claims: store.claims,
        approvals: store.approvals,
        unlessQueued: shared.jobs,
      }),
      end: endShare(shared),
      drift: checkDrift({
        ...shared,
        driftCursor: crashing.port('driftCursor', store.driftCursor),
        seenChanges: crashing.port('seenChanges', store.seenChanges),
        onDrift: 'guard',
        random: () => 0.5,
        overlapMs: setup.overlapMs,
      }),
      revoke: (ref: ShareRef) => revokeShare(people)(ref, ALICE),
      extend: (asked: ExtensionAsked) => extendShare(people)(asked),
      run: async (job: Job): Promise<void> => {
        switch (job.name) {
          case 'make':
            return job.request === undefined ? undefined : make(job.request).run(job.request)
          case 'expire':
            return expireShare(shared)(job.ref)
          case 'revoke':
            return revokeLink(shared)(job.ref)
          case 'clean':
            return cleanLinks(shared)(job.ref)
          case 'extend':
            return carryOutExtension({
              ...ways,
              onDrift: 'guard',
              recount: async (share) => void (await countDownloads(counting)(share, [])),
            }).run(job.ref)
          case 'repair':
            return repairLink({ ...ways, onDrift: 'guard' })(job.ref)
          case 'tell':
            return rewriteNow(tellShare(telling))(job.ref)
          case 'post':
            while ((await tellOne(telling)(job.ref)) === 'more');
        }
      },
    }
  }
  type Process = ReturnType<typeof start>

  /** Does one thing in a process of its own; false: it died, or the portal would not. */
  const attempt = async (
    dies: { crash: CrashPoint | null; lost: boolean },
    act: (process: Process) => Promise<unknown>,
  ): Promise<'done' | 'refused' | 'died'> => {
    const process = start(dies.crash)
    try {
      await act(process)
      return process.isDead() ? await die(dies.lost) : 'done'
    } catch (error) {
      if (process.isDead()) return await die(dies.lost)
      if (isPassing(error)) return 'refused'
      throw error
    }
  }

  const die = async (lost: boolean): Promise<'died'> => {
    await restart(lost)
    return 'died'
  }

  const restart = async (lost: boolean): Promise<void> => {
    if (lost) queue.length = 0
    await (adapter as ReturnType<typeof connect>).close()
    adapter = connect()
  }

  /** Does what is due, and what that sets going. What the portal will not do now stays for the next time. */
  const work = async (process: Process): Promise<void> => {
    const later: Job[] = []
    try {
      for (let turn = 0; ; turn += 1) {
        if (turn > 500) throw new Error(`jobs ask for one another without end: ${queue[0]?.name}`)
        const job = queue.find(({ dueAt }) => dueAt <= now())
        if (job === undefined) return
        queue.splice(queue.indexOf(job), 1)
        try {
          await process.run(job)
        } catch (error) {
          // What dies with its process is taken over by the next.
          later.push(job)
          if (process.isDead() || !isPassing(error)) throw error
        }
      }
    } finally {
      for (const job of later) add(job.name, job.ref, job.dueAt, job.request)
    }
  }

  return {
    store,
    attempt,
    work,
    restart,
    jobs,
    queue,
    /** When the last thing that waits for its moment is due. */
    lastDueAt: (): number =>
      Math.max(0, ...queue.filter(({ name }) => name !== 'expire').map(({ dueAt }) => dueAt)),
    disturb: (next: Disturbance): void => {
      disturbance = next
    },
    sealed: (id: string, password: string): string => VAULT.seal(password, passwordPlace({ team: TEAM, id })),
    share: (id: string): Promise<ShareLink | null> => store.shares.get({ team: TEAM, id }),
    close: async (): Promise<void> => {
      await adapter.close()
      const keys = await redis.keys(`${namespace}:*`)
      if (keys.length > 0) await redis.unlink(...keys)
    },
  }
}

export type Bot = ReturnType<typeof createBot>
