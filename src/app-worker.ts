import type { Parts, World } from './app-parts.ts'
import type { Config } from './config.ts'
import { slowestSweepMs } from './domain/pace.ts'
import { startSchedules } from './jobs/start-schedules.ts'
import { startWorkers } from './jobs/workers.ts'
import { createBulletins } from './slack/bulletins.ts'
import { createCanaryWarnings } from './slack/canary-warnings.ts'
import { createHomes } from './slack/homes.ts'
import { createNotices } from './slack/notices.ts'
import { connectRedis } from './store/connections.ts'
import { runCanary } from './use-cases/canary/run-canary.ts'
import { countDownloads } from './use-cases/count/count-downloads.ts'
import { paceSweeps } from './use-cases/count/pace-sweeps.ts'
import { runProbe, runSweep } from './use-cases/count/run-sweep.ts'
import { sweepAudit } from './use-cases/count/sweep-audit.ts'
import { checkDrift } from './use-cases/drift/check-drift.ts'
import { putBackLink } from './use-cases/drift/put-back.ts'
import { expireShare } from './use-cases/end/end-share.ts'
import { revokeLink } from './use-cases/end/revoke-link.ts'
import { carryOutExtension } from './use-cases/extend/carry-out-extension.ts'
import { cleanLinks } from './use-cases/link/clean-links.ts'
import { makeShare } from './use-cases/make/make-share.ts'
import { atTurns } from './use-cases/outage/at-turns.ts'
import { followSight } from './use-cases/outage/follow-sight.ts'
import { freshSight } from './use-cases/outage/probe-audit.ts'
import { tellSight } from './use-cases/outage/tell-sight.ts'
import { watchHealth } from './use-cases/outage/watch-health.ts'
import { watchSight } from './use-cases/outage/watch-sight.ts'
import { showHome } from './use-cases/show/show-home.ts'
import { tellShare } from './use-cases/tell/tell-share.ts'
import { warnShare } from './use-cases/tell/warn-share.ts'
import { purgeHistory } from './use-cases/upkeep/purge-history.ts'
import { runUpkeep } from './use-cases/upkeep/run-upkeep.ts'
import { settleShares } from './use-cases/upkeep/settle-shares.ts'

/** The jobs of a process, and what sets them going when it starts. */
export const startWorkerRole = (config: Config, parts: Parts, world: World) => {
  const { store, portal, queues } = parts
  const { now, log } = world
  const { shares, events, cursor, slots } = store
  const notices = createNotices(() => parts.slack, config.auditIntervalMs)
  const shared = { portal, shares, jobs: queues, now, log }

  const settleAll = settleShares(shared)
  const purge = purgeHistory({ shares, now, historyMs: config.historyMs })
  const counting = {
    ...shared,
    events,
    cursor,
    bounds: store.bounds,
    burstWindowMs: config.burstWindowMs,
    overlapMs: config.auditOverlapMs,
  }
  const audit = sweepAudit(counting)
  const count = countDownloads(counting)
  const lookAtHealth = watchHealth({
    ...shared,
    cursor,
    sight: store.sight,
    viewers: store.homeViewers,
    auditIntervalMs: config.auditIntervalMs,
  })
  const sighted = { ...shared, cursor, sight: store.sight }
  const watch = watchSight({
    ...sighted,
    blindAfterMs: config.blindAfterMs,
    slowestSweepMs: slowestSweepMs(config.auditIntervalMs),
  })
  const followed = followSight({
    ...sighted,
    events,
    blindnesses: store.blindnesses,
    admins: config.adminChannel === null ? config.adminUsers : [config.adminChannel],
    adminTeam: async () => (await parts.workspace()).team,
    onBlind: config.onBlind,
    burstWindowMs: config.burstWindowMs,
    overlapMs: config.auditOverlapMs,
    blindAfterMs: config.blindAfterMs,
    auditIntervalMs: config.auditIntervalMs,
    newReference: parts.newReference,
  })
  const looking = { atTurns: atTurns({ sight: store.sight, turned: queues.settleNow }), lookAtHealth }
  const fresh = freshSight(sighted)
  const sweep = runSweep({
    ...looking,
    pace: paceSweeps({
      ...shared,
      cursor,
      announced: store.announced,
      auditIntervalMs: config.auditIntervalMs,
    }),
    noteAbsence: followed.noteAbsence,
    reading: watch.reading,
    sweepAudit: audit,
    purge,
  })
  const canary = runCanary({
    ...shared,
    canaries: store.canaries,
    sight: store.sight,
    viewers: store.homeViewers,
    answer: parts.answer,
    warnAdmin: createCanaryWarnings(parts.slack),
    policy: config.policy,
    canaryFile: config.canaryFile,
    adminChannel: config.adminChannel,
    adminUsers: config.adminUsers,
    newUuid: world.newUuid,
    newReference: parts.newReference,
  })
  const settle = runUpkeep({
    settleShares: settleAll,
    remindCanary: canary.remind,
    listen: watch.listen,
    lookAtHealth,
    followSight: followed.follow,
  })
  const telling = tellShare({ shares, notices, jobs: queues, now, log })

  // BullMQ's workers wait for Redis as long as it takes.
  const connection = connectRedis(parts.redisTarget, 'patient', parts.onRedisError)
  const workers = startWorkers({
    connection,
    namespace: world.namespace,
    work: {
      make: makeShare({
        ...shared,
        notices,
        answer: parts.answer,
        vault: parts.vault,
        policy: config.policy,
        portalOrigin: config.portal.origin,
        newLinkId: world.newUuid,
        freshSight: fresh,
      }),
      expire: expireShare(shared),
      revoke: revokeLink({ ...shared, bounds: store.bounds }),
      clean: cleanLinks(shared),
      extend: carryOutExtension({
        ...shared,
        freshSight: fresh,
        recount: (share) => count(share, []),
        answer: parts.answer,
        vault: parts.vault,
        policy: config.policy,
        portalOrigin: config.portal.origin,
        onDrift: config.onDrift,
      }),
      putBack: putBackLink({
        ...shared,
        vault: parts.vault,
        portalOrigin: config.portal.origin,
        onDrift: config.onDrift,
      }),
      warn: warnShare(shared),
      home: showHome({
        ...shared,
        cursor,
        sight: store.sight,
        canaries: store.canaries,
        bounds: store.bounds,
        directory: parts.directory,
        homes: createHomes(() => parts.slack),
        viewers: store.homeViewers,
        adminUsers: config.adminUsers,
        allowGuests: config.allowGuests,
        policy: config.policy,
        auditIntervalMs: config.auditIntervalMs,
        canTryCounting: config.canaryFile !== null,
      }),
      tell: telling,
      show: telling.show,
      settle,
      sweep,
      probe: runProbe({ ...looking, probe: watch.probe }),
      tellSight: tellSight({
        ...shared,
        blindnesses: store.blindnesses,
        bulletins: createBulletins(() => parts.slack),
        adminChannel: config.adminChannel,
        adminUsers: config.adminUsers,
      }),
      drift: checkDrift({
        ...shared,
        watchPlace: store.watchPlace,
        seenChanges: store.seenChanges,
        overlapMs: config.auditOverlapMs,
        onDrift: config.onDrift,
        random: world.random,
      }),
      canary,
    },
    slots,
    now,
    random: world.random,
    log,
  })

  const schedules = startSchedules({
    queues,
    auditIntervalMs: config.auditIntervalMs,
    triesCanaryDaily: config.canaryFile !== null,
    log,
  })

  return {
    close: async () => {
      schedules.stop()
      await workers.close()
      connection.disconnect()
    },
  }
}
