import type { Parts, Runtime } from './app-parts.ts'
import type { Config } from './config.ts'
import { lookAheadFor } from './slack/listeners/look-ahead.ts'
import { createApprovalMessages } from './slack/outgoing/approval-messages.ts'
import { askApprovers } from './use-cases/approval/ask-approvers.ts'
import { decideApproval } from './use-cases/approval/decide-approval.ts'
import { retryApproved } from './use-cases/approval/retry-approved.ts'
import { settleApproval } from './use-cases/approval/settle-approval.ts'
import { checkSoon } from './use-cases/make/check-soon.ts'
import { lookAhead } from './use-cases/make/look-ahead.ts'
import { onceAForm } from './use-cases/make/once-a-form.ts'
import { requestShare } from './use-cases/make/request-share.ts'
import { mayUse } from './use-cases/rights/may-use.ts'

/** What asking for a link takes, and asking approvers for one that goes beyond the rules. */
export const createMaking = (config: Config, parts: Parts, { now, log }: Runtime) => {
  const { store, queues, directory, identity, policyFor, hasApprovers } = parts
  const portalFor = identity?.portalFor ?? (() => parts.portal)
  const check = checkSoon({ portalFor, policyFor, ...(identity === null ? {} : { isPersonal: true }) })
  const approvalMessages = createApprovalMessages(parts.clientFor, config.adminChannel ?? '')
  const shared = {
    ...store,
    jobs: queues,
    directory,
    policyFor,
    checkSoon: check,
    approvalMessages,
    hasApprovers,
    vault: parts.vault,
    lookVault: parts.lookVault,
    whyNotConnected: identity?.whyNotConnected,
    now,
    log,
  }
  const request = requestShare({ ...shared, askApprovers: askApprovers(shared) })
  return {
    check,
    lookAhead: lookAheadFor({
      lookAhead: lookAhead({ directory, portalFor, now }),
      portalOrigin: config.portal.origin,
      now,
    }),
    approvalMessages,
    request,
    decide: decideApproval({ ...shared, adminUsers: parts.adminUsers }),
    retryApproved: retryApproved(shared),
    requestOnce: onceAForm({ ...shared, pageAddressOf: parts.pageAddressOf, requestShare: request }),
  }
}

/** The job that sees to requests for approval. */
export const createSettling = (config: Config, parts: Parts, runtime: Runtime) => {
  const { directory, store, queues, answer } = parts
  const { request, approvalMessages } = createMaking(config, parts, runtime)
  return settleApproval({
    ...store,
    ...runtime,
    directory,
    approvalMessages,
    requestShare: request,
    mayUse: mayUse({ directory, allowGuests: config.allowGuests }),
    jobs: queues,
    answer,
  })
}
