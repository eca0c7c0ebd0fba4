import { createSettling } from './app-making.ts'
import type { Parts, Runtime } from './app-parts.ts'
import { personalWork } from './app-personal-work.ts'
import { workerDeps } from './app-worker-deps.ts'
import type { Config } from './config.ts'
import type { ShareLink } from './domain/share.ts'
import { endInLanes } from './jobs/lanes.ts'
import { watchOrphans } from './jobs/orphans.ts'
import { mendInTurn, rewriteInTurn, showInTurn, tellInTurn } from './jobs/slack-turns.ts'
import { startSchedules } from './jobs/start-schedules.ts'
import { canaryInSteps, makeInTurn, revokeManyInTurn } from './jobs/turns.ts'
import { startWorkers } from './jobs/workers.ts'
import { connectRedis } from './store/connect-redis.ts'
import { revokeInSteps } from './use-cases/admin/revoke-in-steps.ts'
import { runCanary } from './use-cases/canary/run-canary.ts'
import { countClaims } from './use-cases/claims/count-claims.ts'
import { removeMinuteLinks } from './use-cases/claims/remove-minute-links.ts'
import { retractDownload } from './use-cases/claims/retract-download.ts'
import { watchHiddenKey } from './use-cases/claims/watch-hidden-key.ts'
import { countDownloads } from './use-cases/count/count-downloads.ts'
import { paceSweeps } from './use-cases/count/pace-sweeps.ts'
import { runProbe, runSweep } from './use-cases/count/run-sweep.ts'
import { sweepAudit } from './use-cases/count/sweep-audit.ts'
import { checkDrift } from './use-cases/drift/check-drift.ts'
import { repairLink } from './use-cases/drift/repair-link.ts'
import { expireShare } from './use-cases/end/end-share.ts'
import { fileToEnd, revokeLink } from './use-cases/end/revoke-link.ts'
import { askAboutIdle, noticeIdle } from './use-cases/idle/ask-about-idle.ts'
import { endRemovedTeams } from './use-cases/install/end-removed-teams.ts'
import { askAboutUnattended } from './use-cases/leavers/ask-about-unattended.ts'
import { followPeople } from './use-cases/leavers/follow-people.ts'
import { lookAtPeople } from './use-cases/leavers/look-at-people.ts'
import { cleanLinks } from './use-cases/link/clean-links.ts'
import { atTurns } from './use-cases/outage/at-turns.ts'
import { followAuditStatus } from './use-cases/outage/follow-audit-status.ts'
import { freshAuditStatus } from './use-cases/outage/probe-audit.ts'
import { tellOutage } from './use-cases/outage/tell-outage.ts'
import { watchAuditStatus } from './use-cases/outage/watch-audit-status.ts'
import { watchHealth } from './use-cases/outage/watch-health.ts'
import { askOfOutsiders } from './use-cases/outsiders/ask-of-outsiders.ts'
import { followOutsiders } from './use-cases/outsiders/follow-outsiders.ts'
import { findLostClaims } from './use-cases/restore/find-lost-claims.ts'
import { findLostTime } from './use-cases/restore/find-lost-time.ts'
import { tellRestore } from './use-cases/restore/tell-restore.ts'
import { showHome } from './use-cases/show/show-home.ts'
import { mendStray } from './use-cases/tell/mend-stray.ts'
import { tellShare } from './use-cases/tell/tell-share.ts'
import { warnShare } from './use-cases/tell/warn-share.ts'
import { purgeHistory } from './use-cases/upkeep/purge-history.ts'
import { queueNear } from './use-cases/upkeep/queue-near.ts'
import { reconcileShares } from './use-cases/upkeep/reconcile-shares.ts'
import { runUpkeep } from './use-cases/upkeep/run-upkeep.ts'

/** Carries out jobs, and queues the first ones when it starts. */
export const startWorkerRole = (config: Config, parts: Parts, runtime: Runtime) => {
  const deps = workerDeps(config, parts, runtime)
  const { identity } = parts
  const repairing = {
    ...deps,
    portal: parts.portal.as('repairing'),
    makerPortal: identity?.makerPortal('repairing'),
    watchKey: watchHiddenKey(deps),
  }
  const clearing = {
    ...deps,
    portal: parts.portal.as('clearing'),
    makerPortal: identity?.makerPortal('clearing'),
  }
  const count = countDownloads(repairing)
  const watch = watchAuditStatus(deps)
  const followed = followAuditStatus(deps)
  const canary = runCanary(clearing)
  const askUnattended = askAboutUnattended(deps)
  const telling = tellShare(deps)
  const mend = mendStray(deps)
  const repair = repairLink(repairing)
  const looking = { atTurns: atTurns(deps), lookAtHealth: watchHealth(deps) }
  const promising = {
    ...deps,
    freshAuditStatus: freshAuditStatus(deps),
    recount: async (share: ShareLink) => void (await count(share, [])),
  }

  const { make, extension } = personalWork(identity, promising)
  const warn = warnShare(deps)
  const show = showHome(deps)
  const lost = findLostTime({ ...deps, findLostClaims: findLostClaims(deps) })
  const upkeep = runUpkeep({
    ...looking,
    findLostTime: () => lost.look(),
    endRemovedTeams: endRemovedTeams(deps),
    tellRestore: tellRestore(deps),
    reconcileShares: reconcileShares({ ...deps, unlessQueued: parts.queues.unlessQueued }),
    queueNear: queueNear(deps),
    remindCanary: canary.remind,
    listen: watch.listen,
    followAuditStatus: followed.follow,
  })
  const sweep = runSweep({
    ...looking,
    pace: paceSweeps(deps),
    noteAbsence: followed.noteAbsence,
    reading: watch.reading,
    sweepAudit: sweepAudit(repairing),
  })
  const purge = purgeHistory(deps)
  const probe = runProbe({ ...looking, probe: watch.probe })

  const lanes = endInLanes({
    ...deps,
    ending: { fileToEnd: fileToEnd(deps.shares), run: revokeLink(deps) },
  })

  // BullMQ's workers must wait for Redis however long it is away.
  const connection = connectRedis(parts.redisTarget, 'patient', parts.onRedisError)
  // Before anything is ended or told by what the records say. Ends wait for it a little, not for long.
  const found = lost.look().catch((error: unknown) => {
    deps.log.warn({ err: error }, 'whether records were lost is not known yet')
  })
  const workers = startWorkers({
    ...deps,
    after: found,
    connection,
    onTrouble: parts.onTrouble,
    telemetry: runtime.telemetry,
    namespace: runtime.namespace,
    handlers: {
      'make-share': makeInTurn({ ...deps, make }),
      'expire-share': expireShare(deps),
      'count-claims': countClaims(deps),
      'revoke-many': revokeManyInTurn(revokeInSteps(deps)),
      'ask-about-unattended': ({ team, key }) => askUnattended(team, key),
      'look-at-people': lookAtPeople({
        ...deps,
        lookAtPerson: followPeople(deps).look,
        lookAtChannel: followOutsiders(deps).look,
        noticeIdle: noticeIdle(deps),
      }),
      'ask-of-outsiders': askOfOutsiders(deps),
      'ask-about-idle': askAboutIdle(deps),
      'settle-approval': createSettling(config, parts, runtime),
      'revoke-link': lanes.first,
      'revoke-expired': lanes.expired,
      'revoke-again': lanes.again,
      'clean-links': cleanLinks(clearing),
      'retract-download': retractDownload(deps),
      'remove-minute-links': removeMinuteLinks(clearing),
      'extend-share': extension.run,
      'repair-link': repair,
      'check-link': repair,
      'warn-share': ({ expiresAt, ...ref }) => warn(ref, expiresAt),
      'show-home': showInTurn({ ...deps, show }),
      'update-message': rewriteInTurn({ ...deps, telling }),
      'mend-stray': mendInTurn({ ...deps, mend }),
      'tell-share': tellInTurn({ ...deps, telling }),
      'reconcile-shares': upkeep,
      'sweep-audit': ({ routine }) => sweep(routine),
      'probe-audit': ({ routine }) => probe(routine),
      'tell-outage': tellOutage(deps),
      'check-drift': checkDrift(repairing),
      'run-canary': canaryInSteps(canary),
      'purge-history': ({ from }) => purge(from),
    },
    giveUps: { 'make-share': make.giveUp, 'extend-share': extension.giveUp },
  })
  const orphans = watchOrphans({ ...deps, connection, namespace: runtime.namespace })
  const schedules = startSchedules({
    ...deps,
    queues: parts.queues,
    triesCanaryDaily: config.canaryFile !== null,
  })

  return {
    close: async () => {
      schedules.stop()
      orphans.stop()
      await workers.close()
      connection.disconnect()
    },
  }
}
