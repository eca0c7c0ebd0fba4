import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import type { Answer } from '../../src/domain/answer.ts'
import type { MessagePlace } from '../../src/domain/closed-place.ts'
import { VIEW } from '../../src/domain/downloads.ts'
import type { OnDrift } from '../../src/domain/drift.ts'
import { readAddress } from '../../src/domain/link-address.ts'
import type { OutageNotice } from '../../src/domain/outage.ts'
import { isMessageOutdated } from '../../src/domain/pending-notice.ts'
import { PortalError } from '../../src/domain/portal-error.ts'
import type { AuditEvent, ChangeEvent, PortalFile, PortalLink } from '../../src/domain/portal-facts.ts'
import type { ReplyTo } from '../../src/domain/reply-to.ts'
import { hasThread, type ShareLink, type ShareRef } from '../../src/domain/share.ts'
import { SlackError, type SlackOutcome } from '../../src/domain/slack-error.ts'
import type { Takers } from '../../src/domain/takers.ts'
import type { Warning } from '../../src/domain/warning.ts'
import { createStore } from '../../src/store/store.ts'
import { removeMinuteLinks } from '../../src/use-cases/claims/remove-minute-links.ts'
import { watchHiddenKey } from '../../src/use-cases/claims/watch-hidden-key.ts'
import { countDownloads } from '../../src/use-cases/count/count-downloads.ts'
import { type SweepDeps, sweepAudit } from '../../src/use-cases/count/sweep-audit.ts'
import { type CheckDriftDeps, checkDrift } from '../../src/use-cases/drift/check-drift.ts'
import { repairLink } from '../../src/use-cases/drift/repair-link.ts'
import { revokeLink } from '../../src/use-cases/end/revoke-link.ts'
import { type CarryOutDeps, carryOutExtension } from '../../src/use-cases/extend/carry-out-extension.ts'
import { cleanLinks } from '../../src/use-cases/link/clean-links.ts'
import { type MakeDeps, makeShare } from '../../src/use-cases/make/make-share.ts'
import type { Notices, OutageNotices } from '../../src/use-cases/notice-ports.ts'
import { type FollowDeps, followAuditStatus } from '../../src/use-cases/outage/follow-audit-status.ts'
import { tellOutage } from '../../src/use-cases/outage/tell-outage.ts'
import type { Jobs, Log, Portal } from '../../src/use-cases/ports.ts'
import { mendStray } from '../../src/use-cases/tell/mend-stray.ts'
import { tellShare } from '../../src/use-cases/tell/tell-share.ts'
import { reconcileShares } from '../../src/use-cases/upkeep/reconcile-shares.ts'
import { aFile, aLink, FILE_ID, NOW, ORIGIN, rulesOf, SECOND, TEAM } from './builders.ts'
import { memoryInbox } from './inbox.ts'
import { rewriteNow } from './rewrite-now.ts'
import { someJobs } from './some-jobs.ts'

/** A process that dies: thrown at the call it dies at, and at every call after it. */
export class Crash extends Error {}

/** Where a process dies: at which outward call, before or after the other side did its work. */
export interface CrashPoint {
  at: number
  when: 'before' | 'after'
}

/** Wraps ports so that the process dies at one call of theirs; `calls` names every call that was made. */
export const createCrashing = (point: CrashPoint | null) => {
  const calls: string[] = []
  let dead = false
  const wrap =
    (name: string, call: (...given: unknown[]) => unknown) =>
    async (...given: unknown[]): Promise<unknown> => {
      if (dead) throw new Crash(name)
      calls.push(name)
      const here = calls.length === point?.at
      if (here && point?.when === 'before') dead = true
      if (dead) throw new Crash(name)
      const result = await call(...given)
      if (here) dead = true
      if (dead) throw new Crash(name)
      return result
    }
  return {
    calls,
    port: <T extends object>(name: string, port: T): T =>
      Object.fromEntries(
        Object.entries(port).map(([key, part]) => [
          key,
          // What is only remembered is no call outward.
          typeof part === 'function' && key !== 'clockSkewMs' ? wrap(`${name}.${key}`, part) : part,
        ]),
      ) as T,
    call: <T>(name: string, call: T): T => wrap(name, call as never) as T,
  }
}

/** The portal as a port: links by file, a trail, and failures to be set. */
const createPortal = (now: () => number) => {
  const files = new Map<string, PortalFile>([[FILE_ID, aFile()]])
  const links = new Map<string, PortalLink & { fileId: string }>()
  /** Files whose links nobody may touch, and nobody can follow (docs/portal.md, What a visitor meets). */
  const trash = new Set<string>()
  const trail: AuditEvent[] = []
  const changes: ChangeEvent[] = []
  const asked: string[] = []
  /** Thrown by a method, once each, the first first; null lets a call through. */
  const failures: Partial<Record<keyof Portal, (Error | null)[]>> = {}
  const fileOf = (fileId: string) => files.get(fileId) ?? aFile({ id: fileId })
  const linksOf = (fileId: string) => [...links.values()].filter((link) => link.fileId === fileId)
  const state = {
    files,
    links,
    trash,
    trail,
    changes,
    asked,
    failures,
    skewMs: 0,
    twist: (link: PortalLink): PortalLink => link,
  }
  const act = async <T>(name: keyof Portal, detail: string, work: () => T): Promise<T> => {
    asked.push(`${name} ${detail}`)
    const failure = failures[name]?.shift()
    if (failure) throw failure
    return work()
  }
  const remove = (fileId: string, linkId: string): void => {
    if (trash.has(fileId)) throw new PortalError('forbidden', 'x', { status: 403 })
    links.delete(linkId)
  }
  const port: Portal = {
    ownLinkWrites: () => act('ownLinkWrites', '', () => changes),
    file: (fileId) => act('file', fileId, () => fileOf(fileId)),
    addressed: (address) => act('addressed', address, () => readAddress(address)),
    links: (fileId) => act('links', fileId, () => linksOf(fileId)),
    glance: (fileId) => act('glance', fileId, () => ({ file: fileOf(fileId), links: linksOf(fileId) })),
    linkIsDead: (key) =>
      act('linkIsDead', key, () => {
        const link = [...links.values()].find(({ requestToken }) => requestToken === key)
        return link === undefined || link.isExpired || trash.has(link.fileId)
      }),
    putLink: (request) =>
      act('putLink', request.linkId, () => {
        const link = state.twist(
          aLink({
            id: request.linkId,
            // A past date makes a link without end (docs/portal.md, The end).
            expiresAt: request.expiresAt > now() ? request.expiresAt : null,
            denyDownload: request.denyDownload,
            hasPassword: request.password !== null,
            internal: request.internal ?? false,
          }),
        )
        links.set(request.linkId, { ...link, fileId: request.fileId })
        return link
      }),
    deleteLink: (fileId, linkId) => act('deleteLink', linkId, () => remove(fileId, linkId)),
    endLink: (fileId, linkId) => act('endLink', linkId, () => remove(fileId, linkId)),
    downloadsSince: (from) =>
      act('downloadsSince', String(from), () =>
        trail.filter((one) => one.at >= from && one.actionId !== VIEW),
      ),
    viewsSince: (from) =>
      act('viewsSince', String(from), () => trail.filter((one) => one.at >= from && one.actionId === VIEW)),
    changesSince: (from) => act('changesSince', String(from), () => changes.filter(({ at }) => at >= from)),
    probeTrail: () => act('probeTrail', '', () => {}),
    clockSkewMs: () => state.skewMs,
    startDownload: (fileId, key) => act('startDownload', `${fileId} ${key}`, () => {}),
    folderPath: (folderId) => act('folderPath', folderId, () => [folderId]),
    ping: () => act('ping', '', () => {}),
    account: () => act('account', '', () => 'Olga Owner'),
    version: () => act('version', '', () => '3.7.2'),
  }
  return {
    ...state,
    port,
    set: (twist: (link: PortalLink) => PortalLink): void => {
      state.twist = twist
    },
    /** The portal's clock less ours. */
    setSkew: (ms: number): void => {
      state.skewMs = ms
    },
  }
}

/** Slack's side of a share as a port: what was posted, and failures to be set. */
const createNotices = () => {
  const posts: { share: ShareLink; ts: string }[] = []
  const rewrites: ShareLink[] = []
  const joined: { ids: string[]; channel: string }[] = []
  const strays: { share: ShareLink; place: MessagePlace }[] = []
  const replies: {
    kind:
      | 'downloads'
      | 'end'
      | 'extensions'
      | 'warning'
      | 'drift'
      | 'lost'
      | 'stuck'
      | 'key-out'
      | 'came-late'
    from?: number
    warnings?: readonly Warning[]
    toChannel?: boolean
    takers?: Takers | null
    to?: string
    share: ShareLink
  }[] = []
  /** Whether the app has the scopes by which a post is found again. */
  const sight = { canLook: false }
  /** One a call; `done`: Slack did it all the same. */
  const failures: ({ error: Error; done?: boolean } | null)[] = []
  const act = async <T>(work: () => T): Promise<T> => {
    const failure = failures.shift()
    if (failure && failure.done !== true) throw failure.error
    const result = work()
    if (failure) throw failure.error
    return result
  }
  const port: Notices = {
    post: (share) =>
      act(() => {
        const ts = `1700000000.${String(posts.length).padStart(6, '0')}`
        posts.push({ share, ts })
        return { channel: share.channel.id, ts }
      }),
    findPost: async ({ channel, linkId }) => {
      const found = sight.canLook ? posts.find(({ share }) => share.linkId === linkId) : undefined
      return found === undefined ? null : { channel: channel.id, ts: found.ts }
    },
    findEnd: async (share) => {
      if (!sight.canLook) return 'unknown'
      const isThere = replies.some(
        ({ kind, toChannel, share: { id, message } }) =>
          kind === 'end' && id === share.id && (hasThread(share) ? toChannel === true : message === null),
      )
      return isThere || (hasThread(share) && joined.some(({ ids }) => ids.includes(share.id)))
        ? 'there'
        : 'absent'
    },
    rewrite: (share) => act(() => void rewrites.push(share)),
    rewriteStray: (share, place) => act(() => void strays.push({ share, place })),
    rewriteUnrecorded: () => act(() => {}),
    tellDownloads: (share, from, takers = null) =>
      // The creator is not told of each download.
      act(() => void (share.message === null || replies.push({ kind: 'downloads', from, takers, share }))),
    endsThatFit: (shares) => shares.slice(0, 20),
    announceEnds: (shares, channel) =>
      act(() => void joined.push({ ids: shares.map(({ id }) => id), channel })),
    announceEnd: (share, toChannel, takers = null) =>
      act(() => void replies.push({ kind: 'end', toChannel, takers, share })),
    tellExtensions: (share, from, toChannel) =>
      act(() => void replies.push({ kind: 'extensions', from, toChannel, share })),
    warn: (share, warnings, from, takers = null) =>
      act(() => void replies.push({ kind: 'warning', warnings, from, takers, share })),
    tellDrift: (share) => act(() => void replies.push({ kind: 'drift', share })),
    tellKeyOut: (share, to) => act(() => void replies.push({ kind: 'key-out', to, share })),
    tellLost: (share) => act(() => void replies.push({ kind: 'lost', share })),
    tellCameLate: (share) => act(() => void replies.push({ kind: 'came-late', share })),
    tellStuck: (share) => act(() => void replies.push({ kind: 'stuck', share })),
  }
  return { posts, rewrites, strays, joined, replies, failures, sight, port }
}

export const slackError = (outcome: SlackOutcome, code: string = outcome): SlackError =>
  new SlackError(outcome, code)

/** Counts on from the first event, which the app does for shares with very many. */
export const EVERY_COUNT = { from: 1, least: 2 }

const SILENT: Log = { info: () => {}, warn: () => {}, error: () => {} }

/** Rewrites the message of a share, or else posts one thing that is owed, and says whether more is. */
export const tellOne =
  (deps: Parameters<typeof tellShare>[0]) =>
  async (ref: ShareRef): Promise<'more' | 'done'> => {
    const telling = tellShare({ ...deps, jobs: someJobs({}) })
    const before = await deps.shares.get(ref)
    if (before !== null && isMessageOutdated(before)) await rewriteNow(telling)(ref)
    else await telling.tell(ref)
    return (await telling.next(ref)) === null ? 'done' : 'more'
  }

type Asked = { name: keyof Jobs; ref: { team: string; id: string }; work: () => Promise<void> }

/** The use cases over a real store of their own namespace, with the outside systems as tiny ports. */
export const createTestWorld = (redisSocket: string) => {
  const redis = new Redis({ path: redisSocket })
  const namespace = `test:${randomUUID()}`
  const store = createStore(redis, namespace)
  let at = NOW
  const clock = {
    now: () => at,
    advance: (ms: number): void => {
      at += ms
    },
  }
  const portal = createPortal(clock.now)
  const notices = createNotices()
  const answers: { replyTo: ReplyTo | null; answer: Answer }[] = []
  const asked: Asked[] = []
  let links = 0
  const newLinkId = (): string => {
    links += 1
    return `00000000-0000-4000-8000-${String(links).padStart(12, '0')}`
  }

  const ask = (name: keyof Jobs, ref: { team: string; id: string }, work: () => Promise<void>) =>
    void asked.push({ name, ref: { team: ref.team, id: ref.id }, work })
  const jobs = someJobs({
    make: async (request) =>
      ask('make', { team: request.team, id: request.shareId }, () => make().run(request)),
    end: async (share) => ask('end', share, async () => {}),
    warn: async (share) => ask('warn', share, async () => {}),
    extend: async (ref) => ask('extend', ref, () => carryOut().run(ref)),
    repair: async (ref) => ask('repair', ref, () => repair(ref)),
    repairLater: async (ref, delayMs) =>
      ask('repairLater', ref, async () => {
        clock.advance(delayMs)
        await repair(ref)
      }),
    showHome: async (team, id) => ask('showHome', { team, id }, async () => {}),
    revoke: async (ref) => ask('revoke', ref, () => revokeLink(shared)(ref)),
    sweep: async (delayMs) => ask('sweep', { team: '', id: String(delayMs) }, async () => {}),
    probe: async () => ask('probe', { team: '', id: '' }, async () => {}),
    canary: async () => ask('canary', { team: '', id: '' }, async () => {}),
    tellOutage: async (notice) =>
      ask('tellOutage', { team: notice.team, id: notice.to }, () => tellOutageNotice()(notice)),
    clean: async (ref) => ask('clean', ref, () => cleanLinks(shared)(ref)),
    cleanLater: async (ref, delayMs) =>
      ask('cleanLater', ref, async () => {
        clock.advance(delayMs)
        await cleanLinks(shared)(ref)
      }),
    removeMinuteLinks: async (ref, delayMs = 0) =>
      ask('removeMinuteLinks', ref, async () => {
        clock.advance(delayMs)
        await removeMinuteLinks(shared)(ref)
      }),
    mendStray: async (ref, place) =>
      ask('mendStray', ref, () =>
        mendStray({ shares: store.shares, notices: notices.port, log: SILENT })(ref, place),
      ),
    tell: async (share) => ask('tell', share, () => rewriteNow(telling)(share)),
    post: async (share) =>
      ask('post', share, async () => {
        while ((await tell(share)) === 'more') clock.advance(SECOND)
      }),
  })
  const telling = tellShare({
    shares: store.shares,
    claims: store.claims,
    notices: notices.port,
    jobs,
    now: clock.now,
    log: SILENT,
  })
  const tell = tellOne({
    shares: store.shares,
    claims: store.claims,
    notices: notices.port,
    jobs,
    now: clock.now,
    log: SILENT,
  })
  const shared = {
    portal: portal.port,
    auditStatus: store.auditStatus,
    shares: store.shares,
    claims: store.claims,
    bounds: store.bounds,
    linkRateLimit: store.linkRateLimit,
    extensionRateLimit: store.extensionRateLimit,
    linkQuota: store.linkQuota,
    outages: store.outages,
    jobs,
    inbox: memoryInbox(),
    now: clock.now,
    log: SILENT,
    pause: async () => {},
  }
  const watchKey = watchHiddenKey({ ...shared, claims: store.claims, newLinkId, admins: ['C0ADMINS'] })
  const setting: { onDrift: OnDrift } = { onDrift: 'tell' }
  const repair = (ref: ShareRef) =>
    repairLink({ ...shared, vault: null, portalOrigin: ORIGIN, ...setting })(ref)
  const count = countDownloads({
    ...shared,
    watchKey,
    events: store.events,
    runningCount: EVERY_COUNT,
    burstWindowMs: 2 * SECOND,
    overlapMs: 600 * SECOND,
  })
  const recount = async (share: ShareLink) => void (await count(share, []))

  const make = (point: CrashPoint | null = null, changes: Partial<MakeDeps> = {}) => {
    const crashing = createCrashing(point)
    const made = makeShare({
      portal: crashing.port('portal', portal.port),
      shares: crashing.port('shares', store.shares),
      notices: crashing.port('notices', notices.port),
      jobs: crashing.port('jobs', jobs),
      record: store.record,
      approvals: store.approvals,
      hasApprovers: async () => true,
      inbox: shared.inbox,
      answer: crashing.call('answer', async (replyTo, answer) => void answers.push({ replyTo, answer })),
      vault: null,
      hashPassword: async (password) => `hash of ${password}`,
      newPassword: ({ shareId }) => `made-for-${shareId}`,
      policyFor: rulesOf(),
      portalOrigin: ORIGIN,
      newLinkId,
      pageAddressOf: () => null,
      freshAuditStatus: () => store.auditStatus.read(),
      now: clock.now,
      log: SILENT,
      ...changes,
    })
    return { ...made, calls: crashing.calls }
  }

  const carryOut = (point: CrashPoint | null = null, changes: Partial<CarryOutDeps> = {}) => {
    const crashing = createCrashing(point)
    const extension = carryOutExtension({
      recount: crashing.call('recount', recount),
      portal: crashing.port('portal', portal.port),
      shares: crashing.port('shares', store.shares),
      jobs: crashing.port('jobs', jobs),
      inbox: shared.inbox,
      answer: crashing.call('answer', async (replyTo, answer) => void answers.push({ replyTo, answer })),
      vault: null,
      policyFor: rulesOf(),
      portalOrigin: ORIGIN,
      onDrift: setting.onDrift,
      freshAuditStatus: () => store.auditStatus.read(),
      now: clock.now,
      log: SILENT,
      ...changes,
    })
    return { ...extension, calls: crashing.calls }
  }

  /** Messages on whether the trail can be read, each with the links that it named. */
  const outageNotices: { notice: OutageNotice; links: readonly ShareLink[] }[] = []
  /** One a call; `done`: Slack did it all the same. */
  const outageNoticeFailures: ({ error: Error; done?: boolean } | null)[] = []
  const outageNoticePort: OutageNotices = {
    send: async (notice, links) => {
      const failure = outageNoticeFailures.shift()
      if (failure && failure.done !== true) throw failure.error
      outageNotices.push({ notice, links })
      if (failure) throw failure.error
    },
  }
  const tellOutageNotice = (
    point: CrashPoint | null = null,
    changes: { adminChannel?: string; adminUsers?: string[] } = {},
  ) => {
    const crashing = createCrashing(point)
    const run = tellOutage({
      outages: crashing.port('outages', store.outages),
      shares: crashing.port('shares', store.shares),
      outageNotices: crashing.port('outageNotices', outageNoticePort),
      jobs: crashing.port('jobs', jobs),
      adminChannel: null,
      adminUsers: [],
      log: SILENT,
      ...changes,
    })
    return Object.assign(run, { calls: crashing.calls })
  }

  const follow = (point: CrashPoint | null = null, changes: Partial<FollowDeps> = {}) => {
    const crashing = createCrashing(point)
    let references = 0
    const following = followAuditStatus({
      shares: crashing.port('shares', store.shares),
      cursor: crashing.port('cursor', store.cursor),
      auditStatus: crashing.port('auditStatus', store.auditStatus),
      outages: crashing.port('outages', store.outages),
      jobs: crashing.port('jobs', jobs),
      admins: ['C0ADMINS'],
      adminTeam: async () => TEAM,
      onBlind: 'warn',
      overlapMs: 600 * SECOND,
      blindAfterMs: 900 * SECOND,
      auditIntervalMs: 10 * SECOND,
      newReference: () => {
        references += 1
        return `RESUME${references}${clock.now()}`
      },
      now: clock.now,
      log: SILENT,
      ...changes,
    })
    return { ...following, calls: crashing.calls }
  }

  /** One look at changes at the portal, made anew as after a restart; what is put back follows the same setting. */
  const drift = (changes: Partial<CheckDriftDeps> = {}) => {
    setting.onDrift = changes.onDrift ?? 'tell'
    return checkDrift({
      ...shared,
      driftCursor: store.driftCursor,
      seenChanges: store.seenChanges,
      overlapMs: 600 * SECOND,
      ...setting,
      random: () => 0,
      ...changes,
    })
  }

  const sweep = (changes: Partial<SweepDeps> = {}) =>
    sweepAudit({
      ...shared,
      watchKey,
      events: store.events,
      runningCount: EVERY_COUNT,
      auditIntervalMs: 10 * SECOND,
      cursor: store.cursor,
      countMarks: store.countMarks,
      bounds: store.bounds,
      burstWindowMs: 2 * SECOND,
      overlapMs: 600 * SECOND,
      ...changes,
    })

  return {
    redis,
    namespace,
    store,
    clock,
    portal,
    notices,
    answers,
    asked,
    jobs,
    shared,
    make,
    carryOut,
    recount,
    sweep,
    drift,
    follow,
    tellOutageNotice,
    outageNotices,
    outageNoticeFailures,
    /** Tells one thing that is owed; says whether more is. */
    tell,
    /** Rewrites the message at once, and queues what has to be posted. */
    updateMessage: rewriteNow(telling),
    reconcile: reconcileShares({ ...store, jobs, unlessQueued: jobs, now: clock.now }),
    /** Does what was asked of the jobs, and what that asks for, until nothing is left. */
    drain: async () => {
      for (let turn = 0; asked.length > 0; turn += 1) {
        if (turn > 200) throw new Error(`jobs ask for one another without end: ${asked[0]?.name}`)
        await asked.shift()?.work()
      }
    },
    close: () => redis.disconnect(),
  }
}

export type TestWorld = ReturnType<typeof createTestWorld>
