import type { Vault } from '../use-cases/ports.ts'
import { createApprovals } from './approvals.ts'
import { createAuditCursor } from './audit-cursor.ts'
import { createAuditStatusStore } from './audit-status-store.ts'
import { createBounds } from './bounds.ts'
import { createCanaries } from './canaries.ts'
import { createClaimPace } from './claim-pace.ts'
import { createClaimStore } from './claim-store.ts'
import type { RedisClient } from './connect-redis.ts'
import { createCountMarks } from './count-marks.ts'
import { createDriftCursor } from './drift-cursor.ts'
import { createEventStore } from './event-store.ts'
import { createExpectedDownloads } from './expected-downloads.ts'
import { createForgetTeam } from './forget-team.ts'
import { createGreetings } from './greetings.ts'
import { createHerald } from './herald.ts'
import { createHomeViewers } from './home-viewers.ts'
import { createIdempotencyKeys } from './idempotency-keys.ts'
import { createIdleAskings } from './idle-askings.ts'
import { createInstallations } from './installations.ts'
import { createInterims } from './interims.ts'
import { createKeys } from './keys.ts'
import { createLinkQuota } from './link-quota.ts'
import { createLookRounds } from './look-rounds.ts'
import { createOutages } from './outages.ts'
import { createPasswordTries } from './password-tries.ts'
import { createPlaces } from './places.ts'
import { createPortalBudget } from './portal-budget.ts'
import { createQuestions } from './questions.ts'
import { createRateLimit } from './rate-limit.ts'
import { createRecordBook } from './record-book.ts'
import { createRecordSending } from './record-sending.ts'
import { createLifeSign, createRestores } from './restores.ts'
import { createRetries } from './retries.ts'
import { createScheduleRuns } from './schedule-runs.ts'
import { createSearchQuota } from './search-quota.ts'
import { createSeenChanges } from './seen-changes.ts'
import { createSentForms } from './sent-forms.ts'
import { createShareRows } from './share-row.ts'
import { createShareStore } from './share-store.ts'
import { createSlackTurns } from './slack-turns.ts'
import { createSweepRateLimit } from './sweep-rate-limit.ts'
import { createTraces } from './traces.ts'
import { createUnattendedRecords } from './unattended-records.ts'
import { createUrlSeal } from './url-seal.ts'

/**
 * Everything that the bot keeps in Redis, under one namespace. `vault`: for what opens the files of links, and for where answers go;
 * null: these stay in clear.
 */
export const createStore = (
  redis: RedisClient,
  namespace: string,
  vault: Vault | null = null,
  random: () => number = Math.random,
) => {
  const keys = createKeys(namespace)
  const rows = createShareRows(vault)
  return {
    shares: createShareStore(redis, keys, rows),
    events: createEventStore(redis, keys),
    sentForms: createSentForms(redis, keys),
    record: createRecordBook(redis, keys),
    recordSending: createRecordSending(redis, keys),
    claims: createClaimStore(redis, keys, rows),
    claimPace: createClaimPace(redis, keys),
    passwordTries: createPasswordTries(redis, keys),
    cursor: createAuditCursor(redis, keys),
    countMarks: createCountMarks(redis, keys, random),
    auditStatus: createAuditStatusStore(redis, keys),
    outages: createOutages(redis, keys),
    bounds: createBounds(redis, keys),
    canaries: createCanaries(redis, keys, createUrlSeal(vault)),
    lifeSign: createLifeSign(redis, keys),
    restores: createRestores(redis, keys),
    seenChanges: createSeenChanges(redis, keys),
    driftCursor: createDriftCursor(redis, keys),
    expectedDownloads: createExpectedDownloads(redis, keys),
    sweepRateLimit: createSweepRateLimit(redis, keys),
    scheduleRuns: createScheduleRuns(redis, keys),
    isHerald: createHerald(redis, keys),
    claimIdempotencyKey: createIdempotencyKeys(redis, keys),
    /** Of posts in a channel: Slack takes about one a second (Slack: chat.postMessage). */
    channelRateLimit: createRateLimit(redis, keys.channelRateLimit),
    /** Of links that are made for one person. */
    linkRateLimit: createRateLimit(redis, keys.linkRateLimit),
    extensionRateLimit: createRateLimit(redis, keys.extensionRateLimit),
    linkQuota: createLinkQuota(redis, keys),
    slackTurns: createSlackTurns(redis, keys),

    interims: createInterims(redis, keys),
    places: createPlaces(redis, keys, random),
    searchQuota: createSearchQuota(redis, keys),
    portalBudget: createPortalBudget(redis, keys),
    questions: createQuestions(redis, keys),
    approvals: createApprovals(redis, keys, vault),
    retries: createRetries(redis, keys),
    homeViewers: createHomeViewers(redis, keys),
    unattended: createUnattendedRecords(redis, keys),
    lookRounds: createLookRounds(redis, keys),
    idleAskings: createIdleAskings(redis, keys),
    greetings: createGreetings(redis, keys),
    forgetTraces: createTraces(redis, keys),
    installations: createInstallations(redis, keys, vault),
    forgetTeam: createForgetTeam(redis, namespace, keys),
  }
}

const NAMES = /^(ReplyError|MaxRetriesPerRequestError|AbortError|ClusterAllFailedError|NotOnReplicaError)$/
const AWAY =
  /Command timed out|Connection is closed|max retries per request|Stream isn't writeable|ECONNREFUSED|ENOENT/i
const CLUSTER_AWAY = /Cluster redirections|startup nodes|slots cache/i

/** Whether an error is Redis's: away, too slow, or unable to write. */
export const isStorageError = (error: unknown): boolean =>
  error instanceof Error &&
  (NAMES.test(error.name) || AWAY.test(error.message) || CLUSTER_AWAY.test(error.message))
