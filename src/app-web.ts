import { setTimeout as wait } from 'node:timers/promises'
import { createAdminActs } from './app-admin.ts'
import { createAtOnce } from './app-at-once.ts'
import { createClaimAddress } from './app-claim-address.ts'
import { serveGate } from './app-gate.ts'
import { connectRoutes, searchFor } from './app-identity-web.ts'
import { createInstallRoutes } from './app-install.ts'
import { createMaking } from './app-making.ts'
import type { Parts, Runtime } from './app-parts.ts'
import { exportingRecord, forgettingPerson } from './app-record.ts'
import { createTransport } from './app-transport.ts'
import { createWebhookRoutes } from './app-webhook.ts'
import type { Config } from './config.ts'
import { fileAddress } from './domain/file-address.ts'
import type { Metrics } from './http/metrics.ts'
import { createBodyReader } from './http/read-body.ts'
import { createRefusals } from './http/refusals.ts'
import { approvalFormReader } from './slack/forms/approval-form-reader.ts'
import { extendFormOf } from './slack/forms/extend-form-reader.ts'
import { fileOptions } from './slack/forms/file-options.ts'
import { revokeFormOf } from './slack/forms/revoke-form-reader.ts'
import { shareFormOf } from './slack/forms/share-form-reader.ts'
import { createBoltApp } from './slack/listeners/bolt-app.ts'
import { clickHandlers } from './slack/listeners/click-handlers.ts'
import { carryOutClick } from './slack/listeners/clicks.ts'
import { sharelinkCommand } from './slack/listeners/sharelink-command.ts'
import { type OpenForm, shortcuts, type TitleOfFile } from './slack/listeners/shortcuts.ts'
import { createShownLists } from './slack/listeners/shown-lists.ts'
import { createGreeting } from './slack/outgoing/greetings.ts'
import { APPROVAL_FORM } from './slack/views/approval-form.ts'
import { EXTEND_FORM } from './slack/views/extend-form.ts'
import { REVOKE_FORM } from './slack/views/revoke-form.ts'
import { SHARE_FORM } from './slack/views/share-form.ts'
import { isStorageError } from './store/store.ts'
import { createVault, keyFrom, markWith } from './store/vault.ts'
import { within } from './timing/within.ts'
import { askCanary } from './use-cases/canary/ask-canary.ts'
import { countingClaims } from './use-cases/claims/counting-claims.ts'
import { takeFile } from './use-cases/claims/take-file.ts'
import { RUNNING_COUNT } from './use-cases/count/newest-events.ts'
import { offerRevoke, revokeShare } from './use-cases/end/revoke-share.ts'
import { extendShare, offerExtension } from './use-cases/extend/extend-share.ts'
import { connectActs } from './use-cases/identity/connect-acts.ts'
import { answerQuestion } from './use-cases/make/answer-question.ts'
import { endUnrecorded } from './use-cases/restore/end-unrecorded.ts'
import { whyNoMoreLinks } from './use-cases/rights/link-quotas.ts'
import { maySearch } from './use-cases/rights/may-search.ts'
import { mayUse } from './use-cases/rights/may-use.ts'
import { findFiles } from './use-cases/search/find-files.ts'
import { copyLink } from './use-cases/show/copy-link.ts'
import { greet } from './use-cases/show/greet.ts'
import { listShares } from './use-cases/show/list-shares.ts'
import { muteShare } from './use-cases/show/mute-share.ts'
import { showHelp } from './use-cases/show/show-help.ts'
import { showShare } from './use-cases/show/show-share.ts'
import { followChannels } from './use-cases/tell/follow-channels.ts'

/** How long a form waits for the name of its file: its trigger lives 3 s. */
const TITLE_MS = 800

/** Commands and clicks, the portal's webhook, and the gate. */
export const createWebRole = (
  config: Config,
  parts: Parts,
  runtime: Runtime,
  metrics: Pick<Metrics, 'webhookSeen' | 'slackRefused' | 'showClaims' | 'showGate'>,
) => {
  const { webhookSeen: seen, slackRefused, showClaims, showGate } = metrics
  const { store, directory, queues } = parts
  const { now, log } = runtime
  const newUuid = parts.linkIds.newLinkId
  const { shares, questions } = store
  const { adminUsers } = parts
  const readBody = createBodyReader()
  const refused = createRefusals(slackRefused, log)
  const transport = createTransport(config, parts, runtime, { readBody, refused })
  const claims = countingClaims({ claims: store.claims, jobs: queues, seen: showClaims(), log })
  const gate = serveGate(config, parts, runtime, { readBody, showGate, claims })
  const addressOf = createClaimAddress(config, parts, runtime, claims)
  const { policyFor } = parts
  const portalOrigin = config.portal.origin
  const rights = { shares, jobs: queues, directory, adminUsers, pause: (ms: number) => wait(ms) }
  const admin = createAdminActs(config, parts, runtime)
  const revoke = revokeShare({ ...rights, now })
  const extend = extendShare({
    ...rights,
    auditStatus: store.auditStatus,
    extensionRateLimit: store.extensionRateLimit,
    policyFor,
    whyNotConnected: parts.identity?.whyNotConnected,
    now,
  })
  const looking = {
    ...rights,
    record: store.record,
    events: store.events,
    claims,
    bounds: store.bounds,
    now,
    burstWindowMs: config.burstWindowMs,
    runningCount: RUNNING_COUNT,
    auditIntervalMs: config.auditIntervalMs,
    pageAddressOf: parts.pageAddressOf,
  }
  const show = showShare(looking)
  const mute = muteShare(looking)
  const list = listShares({ ...rights, rowFacts: parts.rowFacts })
  const vault = createVault(keyFrom(config.slack.shared, 'inbox'))
  const shownLists = createShownLists({ vault, listShares: list, answer: parts.answer, log })
  const forget = forgettingPerson(parts, runtime)
  const help = showHelp({ ...rights, policyFor, hasAccounts: parts.identity !== null })
  const canary = askCanary({
    canaries: store.canaries,
    record: store.record,
    jobs: queues,
    directory,
    adminUsers,
    canaryFile: config.canaryFile,
    newUuid,
    now,
  })
  const queueing = { jobs: queues, linkRateLimit: store.linkRateLimit, now }
  const quotas = { shares, linkQuota: store.linkQuota, policyFor, now }
  const { identity } = parts
  const making = createMaking(config, parts, runtime)
  const whyNotConnected = identity?.whyNotConnected
  const connecting = identity === null ? null : connectActs({ ...identity, record: store.record })
  const openForm: OpenForm = async ({ team, userId }, start) => {
    const refusal = (await whyNotConnected?.({ team, userId })) ?? null
    if (refusal !== null) return { ok: false, refusal }
    const policy = await policyFor({ team, userId, channel: start.channel })
    return {
      ok: true,
      answer: { kind: 'form', start: { ...start, policy, mayAsk: await parts.hasApprovers(team) } },
    }
  }
  const openHome = async (team: string, userId: string, page: number): Promise<void> => {
    await store.homeViewers.note(team, userId, page)
    await queues.showHome(team, userId, 'now')
  }
  const find = findFiles({
    searchFor: searchFor(identity, parts, runtime),
    quota: store.searchQuota,
    searchesPerMinute: config.searchesPerMinute,
    now,
    portalOrigin,
    allowedRooms: parts.searchedRooms,
  })

  const titleOfFile: TitleOfFile = async (team, userId, fileId) => {
    const found = await within(TITLE_MS, find(team, userId, fileAddress(fileId, portalOrigin)))
    return found?.found.hits[0]?.title ?? null
  }

  const may = mayUse({ directory, allowGuests: config.allowGuests })

  const channels = followChannels({ shares, jobs: queues })

  const removed = async (id: string, removedAt: number): Promise<void> => {
    await store.installations.remove(id, removedAt)
    await queues.reconcileNow()
  }

  const bolt = createBoltApp({
    receiver: transport.receiver,
    clientOptions: parts.slackOptions(),
    workspace: parts.workspace,
    mayUse: may,
    lookAhead: making.lookAhead,
    maySearch: maySearch({ mayUse: may, now }),
    command: sharelinkCommand({
      directory,
      portalOrigin,
      now,
      requestShare: making.request,
      listShares: list,
      revokeShare: revoke,
      askRevokeAll: admin.askRevokeAll,
      extendShare: extend,
      showShare: show,
      askCanary: canary,
      exportRecord: exportingRecord(parts, runtime),
      forgetPerson: forget,
      showHelp: help,
      openForm,
      connecting,
    }),
    atOnce: createAtOnce(config, parts, runtime),
    click: carryOutClick(
      clickHandlers({
        revokeShare: revoke,
        ...admin,
        listIn: shownLists.of,
        offerRevoke: offerRevoke(rights),
        copyLink: copyLink(looking),
        retractDownload: queues.retractDownload,
        takeFile: takeFile({ ...rights, claims, addressOf, windowMs: config.claimWindowMs, now }),
        extendForm: offerExtension({ ...rights, policyFor, now }),
        showShare: show,
        muteShare: mute,
        answerQuestion: answerQuestion({ ...queueing, questions, answer: parts.answer }),
        decideApproval: making.decide,
        retryApproved: making.retryApproved,
        listShares: list,
        askCanary: canary,
        forgetPerson: forget,
        showHelp: help,
        openForm,
        connecting,
        openHome,
        seenAt: channels.seen,
        endUnrecorded: endUnrecorded({
          ...rights,
          ...parts,
          isOurs: parts.linkIds.isOurs,
          restores: store.restores,
          record: store.record,
          portal: parts.portal.as('repairing'),
          now,
          log,
        }),
      }),
    ),
    forms: {
      [SHARE_FORM]: shareFormOf({
        directory,
        portalOrigin,
        policyFor,
        auditStatus: store.auditStatus,
        now,
        noMoreLinks: whyNoMoreLinks(quotas),
        checkSoon: making.check,
        requestShare: making.requestOnce,
        markOf: markWith(keyFrom(config.slack.shared, 'sent forms')),
        hasApprovers: parts.hasApprovers,
      }),
      [APPROVAL_FORM]: approvalFormReader,
      [EXTEND_FORM]: extendFormOf({
        ...rights,
        auditStatus: store.auditStatus,
        policyFor,
        now,
        extendShare: extend,
      }),
      [REVOKE_FORM]: revokeFormOf({ revokeShare: revoke, redrawList: shownLists.redraw }),
    },
    shortcuts: shortcuts(openForm, titleOfFile),
    portalOrigin,
    record: store.record,
    inbox: parts.inbox,
    retries: store.retries,
    vault,
    now,
    suggest: async (team, userId, letters) =>
      fileOptions(await find(team, userId, letters), portalOrigin, now()),
    homeOpened: (team, userId) => openHome(team, userId, 0),
    greet: greet({
      greetings: store.greetings,
      mayUse: may,
      policyFor,
      sayGreeting: createGreeting(parts.clientFor),
    }),
    channels,
    people: admin.people,
    outsiders: admin.outsiders,
    removed: parts.installer === null ? null : removed,
    modals: parts.modals,
    claimIdempotencyKey: store.claimIdempotencyKey,
    answer: parts.answer,
    isStorageError,
    titleOf: async (ref) => (await shares.get(ref))?.file.title ?? null,
    newReference: parts.newReference,
    newUuid,
    logger: parts.slackLogger,
    log,
  })

  return {
    routes: {
      ...transport.routes,
      ...createWebhookRoutes(config, parts, runtime, { readBody, seen }),
      ...gate.routes,
      ...createInstallRoutes(parts, runtime),
      ...connectRoutes(identity, parts, runtime, config, readBody),
    },
    sockets: transport.sockets,
    /** Resolves once Slack can reach it; false when it is closed before. Never rejects, and nothing waits for it. */
    start: async (): Promise<boolean> => {
      bolt.start()
      return (await transport.sockets?.start()) ?? true
    },
    /** Reads the list of guests before the first command needs it. */
    warm: () => void parts.warmGuests(),
    /** Takes in nothing more by the sockets. */
    stop: async () => transport.sockets?.stop(),
    idle: bolt.idle,
    /** Ends the downloads that run. */
    cutStreams: gate.close,
  }
}
