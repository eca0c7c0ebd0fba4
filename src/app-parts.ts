import { randomBytes, randomUUID } from 'node:crypto'
import type { Telemetry } from 'bullmq'
import { createIdentity } from './app-identity.ts'
import { createRules } from './app-rules.ts'
import { createSlackSide } from './app-slack.ts'
import type { Config } from './config.ts'
import { newReference } from './domain/share-id.ts'
import { createPageAddress } from './gate/page-address.ts'
import { createGatePaths } from './gate/tokens.ts'
import { QUEUES } from './jobs/job-row.ts'
import { createQueues } from './jobs/queues.ts'
import { schedulePeriods } from './jobs/schedule-periods.ts'
import { setSchedulesAnew } from './jobs/start-schedules.ts'
import { createLinkIds } from './link-ids.ts'
import { createPortal } from './portal/portal.ts'
import { createRedisTrouble } from './redis-trouble.ts'
import { createAnswers } from './slack/outgoing/answers.ts'
import { createModals } from './slack/outgoing/modals.ts'
import { tellAdmins, tellAdminsOnce } from './slack/outgoing/tell-admins.ts'
import { createCompanies } from './slack/people/companies.ts'
import { createDirectory } from './slack/people/directory.ts'
import { createGuests } from './slack/people/guests.ts'
import { createUserGroups } from './slack/people/user-groups.ts'
import { noRightNotice } from './slack/views/no-right.ts'
import { recordNotice } from './slack/views/record-notices.ts'
import { redisNotice } from './slack/views/redis-notices.ts'
import { scopeWarning } from './slack/views/scope-warning.ts'
import { clientOptions } from './slack/web-api/client.ts'
import { forEachTeam } from './slack/web-api/for-each-team.ts'
import { createSlackLogger } from './slack/web-api/logger.ts'
import { createScopes } from './slack/web-api/scopes.ts'
import { connectRedis } from './store/connect-redis.ts'
import { createInbox } from './store/inbox.ts'
import { createRedisHealth } from './store/redis-health.ts'
import type { RedisTarget } from './store/redis-target.ts'
import { createStore } from './store/store.ts'
import { createUrlSeal } from './store/url-seal.ts'
import { keyFrom, markWith } from './store/vault.ts'
import { followingNearLimit } from './use-cases/count/following-near-limit.ts'
import type { Log, Now } from './use-cases/ports.ts'
import { redrawingHomes } from './use-cases/show/redrawing-homes.ts'
import { createScheduleWatch } from './use-cases/upkeep/watch-schedules.ts'
import { linkVault, passwordVault } from './vaults.ts'

/** Time, chance and the log, which tests replace. */
export interface Runtime {
  now: Now
  /** Milliseconds of a clock that nobody sets. */
  monotonic: () => number
  /** Numbers in [0, 1). */
  random: () => number
  newUuid: () => string
  log: Log
  /** Prefix of every Redis key. */
  namespace: string
  /** Left out: nobody is told of jobs as spans. */
  telemetry?: Telemetry
}

/** Random bytes are asked of the system so many at a time, since each time costs a call. */
const POOL_BYTES = 4_096

/** Numbers in [0, 1) that cannot be predicted. */
const unpredictable = (): (() => number) => {
  let pool = Buffer.alloc(0)
  let at = 0
  return () => {
    if (at >= pool.length) {
      pool = randomBytes(POOL_BYTES)
      at = 0
    }
    at += 4
    return pool.readUInt32BE(at - 4) / 2 ** 32
  }
}

/** Its random numbers cannot be predicted, since link ids and share ids are made of them. */
export const realRuntime = (log: Log): Runtime => ({
  now: Date.now,
  monotonic: () => performance.now(),
  random: unpredictable(),
  newUuid: randomUUID,
  log,
  namespace: 'sharelink',
})

/** How long one call to Slack may take. Slack has our ack by then, so nobody sees a time-out. */
const SLACK_MS = 10_000

/** What addresses at the gate are made with, and its browsers told apart. Null: there is no gate. */
const gateParts = ({ publicOrigin, encryptionKey, previousKey }: Config) => {
  if (publicOrigin === null || encryptionKey === null) return null
  const previous = previousKey === null ? [] : [keyFrom(previousKey, 'gate')]
  const paths = createGatePaths(keyFrom(encryptionKey, 'gate'), ...previous)
  return { publicOrigin, paths, browserKey: keyFrom(encryptionKey, 'browsers') }
}

/** What both roles need. Only Redis is connected at once, all else when it is used; `close` closes all. */
export const createParts = (config: Config, redisTarget: RedisTarget, runtime: Runtime) => {
  const { log, now, monotonic, random, newUuid, namespace, telemetry } = runtime
  const onTrouble = createRedisTrouble(log, monotonic)
  const onRedisError = (error: Error) => onTrouble(error)
  const redis = connectRedis(redisTarget, 'prompt', onRedisError)
  // What goes wrong with it, goes wrong with the other connections too, which log it.
  const probing = connectRedis(redisTarget, 'probing', () => {})
  const slackLogger = createSlackLogger(log)
  const slackOptions = () => clientOptions(config.slack.apiUrl, SLACK_MS, slackLogger)
  const scopes = createScopes(log, (scope) => warnOfScope(scope))
  const links = linkVault(config)
  const store = createStore(redis, namespace, links, random)
  const urls = createUrlSeal(links)
  const { clientFor, workspace, homeWorkspace, homeClient, ping, installer } = createSlackSide({
    config,
    store,
    scopes,
    slackOptions,
    logger: slackLogger,
    now,
    log,
  })
  const modals = createModals(clientFor, log)
  const guests = forEachTeam((team) => createGuests(clientFor(team), now, log))
  const portal = createPortal({
    ...config.portal,
    now,
    random,
    log,
    budget: store.portalBudget,
    markAddress: markWith(keyFrom(config.encryptionKey ?? config.slack.shared, 'visitors')),
  })
  const identity = createIdentity({ config, redis, portal, now, log, namespace })
  const { auditIntervalMs, canaryFile, warnBeforeMs } = config
  const queues = createQueues(redis, namespace, now, warnBeforeMs, onRedisError, urls, telemetry)
  const scheduleWatch = createScheduleWatch({
    scheduleRuns: store.scheduleRuns,
    periods: schedulePeriods(auditIntervalMs),
    isAtWork: queues.isAtWork,
    setAnew: setSchedulesAnew({ queues, auditIntervalMs, triesCanaryDaily: canaryFile !== null }),
    monotonic,
    log,
  })
  /**
   * All parts of the app change shares through this, so that every change redraws the Homes that show the share, and none that is
   * near its limit waits for a slow reading.
   */
  const shares = followingNearLimit({
    shares: redrawingHomes({ shares: store.shares, viewers: store.homeViewers, jobs: queues, log }),
    jobs: queues,
    auditIntervalMs,
    log,
  })
  const admins = config.adminChannel === null ? config.adminUsers : [config.adminChannel]
  /** The name of this process among all. */
  const owner = runtime.newUuid()
  const warnOfScope = tellAdminsOnce(
    {
      client: homeClient,
      admins,
      once: (scope: string) => store.claimIdempotencyKey('app', `scope:${scope}`),
    },
    scopeWarning,
  )
  const gate = gateParts(config)
  const directory = createDirectory({
    clientFor,
    guestsIn: (team, ...asked) => guests(team).guestsIn(team, ...asked),
    companies: createCompanies({ clientFor, workspace, now, log }),
    userGroups: createUserGroups(clientFor, now),
    workspace,
    moreAdmins: async (team) => {
      if (installer === null || config.adminUsers.length === 0) return []
      return team === (await homeWorkspace()).team ? config.adminUsers : []
    },
    now,
    log,
  })
  return {
    /** Of several workspaces, one that has such a user too must not take theirs for an admin: the directory names them. */
    adminUsers: installer === null ? config.adminUsers : [],
    admins,
    adminsOf: async (team: string) =>
      installer === null || team === (await homeWorkspace()).team ? admins : guests(team).admins(),
    redisTarget,
    onRedisError,
    onTrouble,
    redis,
    isHerald: () => store.isHerald(owner),
    owner,
    tellOfRedis: tellAdmins({ client: homeClient, admins }, redisNotice),
    tellOfRecord: tellAdmins({ client: homeClient, admins }, recordNotice),
    tellNoRight: tellAdmins({ client: homeClient, admins }, noRightNotice),
    lookAtRedis: createRedisHealth(probing, namespace, {
      tags: ['audit', 'portal', 'inbox', 'slack', ...QUEUES],
      keepsClaims: config.policy.hasGate || config.policy.enforcement === 'exact',
    }),
    store: { ...store, shares },
    inbox: createInbox(redis, namespace, owner),
    queues,
    urls,
    lookVault: links,
    scheduleWatch,
    /** Whether readings of the trail that should have happened did not, whatever the clock says. */
    isReadingOverdue: () => scheduleWatch.isOverdue('sweep-audit'),
    ...createRules(config, { slack: homeClient, store, directory, admins, now, log }),
    portal,
    identity,
    slackLogger,
    /** A new object each time: Slack's packages write into what they are given. */
    slackOptions,
    clientFor,
    homeClient,
    pingSlack: ping,
    installer,
    scopes,
    homeWorkspace,
    /** Their channel is in the workspace that has the app first. */
    hasApprovers: async (team: string) => {
      if (config.adminChannel === null) return false
      return installer === null || team === (await homeWorkspace().catch(() => null))?.team
    },
    workspace,
    directory,
    warmGuests: async () => {
      const home = await homeWorkspace().catch(() => null)
      if (home !== null) await guests(home.team).warm()
    },
    modals,
    answer: createAnswers(clientFor, modals, {
      interims: store.interims,
      sentForms: store.sentForms,
      apiUrl: config.slack.apiUrl,
      log,
      random,
    }),
    gate,
    /** A link of Slack's is a convenience: a list without it is better than none. */
    rowFacts: async (team: string) => ({
      workspaceUrl: (await workspace(team).catch(() => null))?.url ?? null,
      hasGate: gate !== null,
    }),
    pageAddressOf: gate === null ? () => null : createPageAddress(gate),
    vault: passwordVault(config),
    newReference: () => newReference(random),
    /** Links that this deployment makes can be told from others' by their ids. */
    linkIds: createLinkIds({ newUuid, secret: `${config.slack.shared} ${namespace}` }),
    close: async () => {
      await Promise.allSettled([queues.close(), portal.close(), identity?.server.close()])
      redis.disconnect()
      probing.disconnect()
    },
  }
}

export type Parts = ReturnType<typeof createParts>
