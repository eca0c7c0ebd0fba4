import type { Parts, Runtime } from './app-parts.ts'
import { createOutgrownQuestions } from './slack/outgoing/outgrown.ts'
import { pauseUnless } from './slack/web-api/pause.ts'
import { tellOutgrown } from './use-cases/rules/tell-outgrown.ts'

/** Asks admins about live links that break the rules of today. Never rejects. */
export const createTellOutgrown = (
  parts: Parts,
  { now, log }: Runtime,
  signal: AbortSignal,
): (() => Promise<void>) =>
  tellOutgrown({
    shares: parts.store.shares,
    claimIdempotencyKey: parts.store.claimIdempotencyKey,
    portal: parts.portal,
    policyFor: parts.policyFor,
    adminsOf: parts.adminsOf,
    sendOutgrown: createOutgrownQuestions(parts.clientFor),
    pause: pauseUnless(signal),
    signal,
    now,
    log,
  })
