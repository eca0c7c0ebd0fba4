import type { Parts, Runtime } from './app-parts.ts'
import type { Config } from './config.ts'
import { slowestSweepMs } from './domain/pace.ts'
import { hashPassword } from './gate/password-hash.ts'
import { localHour, zoneOf } from './slack/command/local-time.ts'
import { createCanaryWarnings } from './slack/outgoing/canary-warnings.ts'
import { createHomes } from './slack/outgoing/homes.ts'
import { createIdleQuestions } from './slack/outgoing/idle-questions.ts'
import { createManyRevoked } from './slack/outgoing/many-revoked.ts'
import { createNotices } from './slack/outgoing/notices.ts'
import { createOutageNotices } from './slack/outgoing/outage-notices.ts'
import { createOutsidersQuestions } from './slack/outgoing/outsiders-questions.ts'
import { createRestoredNotices } from './slack/outgoing/restored-notices.ts'
import { createUnattendedQuestions } from './slack/outgoing/unattended-questions.ts'
import { RUNNING_COUNT } from './use-cases/count/newest-events.ts'

/** What the use cases of the jobs need, each under the name by which they ask for it. */
export const workerDeps = (config: Config, parts: Parts, runtime: Runtime) => {
  const { store, queues, clientFor, homeClient } = parts
  const { auditIntervalMs, canaryFile, adminChannel } = config
  return {
    ...store,
    viewers: store.homeViewers,
    jobs: queues,
    inbox: parts.inbox,
    /** Called when downloads are seen again, or no longer. */
    turned: queues.reconcileNow,
    isReadingOverdue: parts.isReadingOverdue,
    portal: parts.portal,
    makerPortal: parts.identity?.makerPortal('making'),
    dropAccountsOf: parts.identity?.dropAccountsOf,
    portalOrigin: config.portal.origin,
    vault: parts.vault,
    urls: parts.urls,
    lookVault: parts.lookVault,
    hashPassword,
    newPassword: parts.newPassword,
    claimWindowMs: config.claimWindowMs,
    pageAddressOf: parts.pageAddressOf,
    rowFacts: parts.rowFacts,

    answer: parts.answer,
    directory: parts.directory,
    notices: createNotices(clientFor, auditIntervalMs),
    homes: createHomes(clientFor),
    outageNotices: createOutageNotices(clientFor),
    warnAdmin: createCanaryWarnings(homeClient),
    tellManyRevoked: createManyRevoked(clientFor),
    sendOutsidersQuestion: createOutsidersQuestions(clientFor),
    sendIdleQuestion: createIdleQuestions(clientFor),
    localHour: (at: number, timeZone: string) => localHour(at, zoneOf(timeZone)),
    sendUnattended: createUnattendedQuestions(clientFor),
    adminTeam: async () => (await parts.homeWorkspace()).team,

    policyFor: parts.policyFor,
    hasApprovers: parts.hasApprovers,
    hasGate: config.policy.hasGate,
    adminChannel,
    adminUsers: parts.adminUsers,
    admins: parts.admins,
    adminsOf: parts.adminsOf,
    tellNoRight: parts.tellNoRight,
    allowGuests: config.allowGuests,
    onBlind: config.onBlind,
    onDrift: config.onDrift,
    canaryFile,
    canTryCounting: canaryFile !== null,
    auditIntervalMs,
    slowestSweepMs: slowestSweepMs(auditIntervalMs),
    overlapMs: config.auditOverlapMs,
    warnBeforeMs: config.warnBeforeMs,
    blindAfterMs: config.blindAfterMs,
    burstWindowMs: config.burstWindowMs,
    historyMs: config.historyMs,
    runningCount: RUNNING_COUNT,

    now: runtime.now,
    random: runtime.random,
    log: runtime.log,
    newUuid: parts.linkIds.newLinkId,
    ...parts.linkIds,
    sendRestored: createRestoredNotices(homeClient),
    newReference: parts.newReference,
  }
}
