import type { Outcome } from '../../domain/answer.ts'
import { whyNoRevival } from '../../domain/audit-status.ts'
import type { Member } from '../../domain/connected-account.ts'
import {
  type ExtensionTerms,
  grantExtension,
  isExtensionKnown,
  whyNotAllowed,
  whyNotExtendable,
} from '../../domain/extension.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { ReplyTo } from '../../domain/reply-to.ts'
import type { ShareRef } from '../../domain/share.ts'
import { announceExtension } from '../../domain/share-extension.ts'
import type { AuditStatusStore } from '../audit-ports.ts'
import type { PolicyFor } from '../policy-ports.ts'
import type { Directory, Jobs, Now, Pause, RateLimit, Shares } from '../ports.ts'
import { findChangeable } from '../rights/find-changeable.ts'
import { whyNoRoom } from '../rights/link-quotas.ts'

export interface ExtendDeps {
  shares: Shares
  auditStatus: Pick<AuditStatusStore, 'read'>
  jobs: Jobs
  /** For each person the moments, a second apart, at which what they asked for is given to the portal. */
  extensionRateLimit: RateLimit
  directory: Directory
  adminUsers: readonly string[]
  policyFor: PolicyFor
  /** Why a person cannot extend before anything is looked at; null: they can. Left out: one key acts for all. */
  whyNotConnected?: ((member: Member) => Promise<Refusal | null>) | undefined
  now: Now
  pause: Pause
}

export interface ExtensionAsked {
  ref: ShareRef
  userId: string
  terms: ExtensionTerms
  replyTo: ReplyTo
  reference: string
}

/**
 * A person gives a share a later end or a higher limit; the address stays the same. It is decided and announced here,
 * with the place for the answer; a job carries it out at the portal and answers. Of two who ask at once, one gets it.
 * Carried out again under the same reference, it extends once.
 */
export const extendShare =
  (deps: ExtendDeps) =>
  async ({ ref, userId, terms, replyTo, reference }: ExtensionAsked): Promise<Outcome> => {
    const found = await findChangeable(deps)(ref, userId, 'extend')
    if (!found.ok) return found
    const unconnected = await deps.whyNotConnected?.({ team: ref.team, userId })
    if (unconnected) return { ok: false, refusal: unconnected }
    const { share: before } = found
    // A live one has its place already, and so has one whose link is still being removed.
    const own = before.state === 'revoking' ? 1 : 0
    const full = before.state === 'active' ? null : await whyNoRoom(deps)(ref.team, before.creator.id, own)
    const auditStatus = await deps.auditStatus.read()
    const policy = await deps.policyFor({ team: ref.team, userId, channel: before.channel.id })
    const decided: { refusal: Refusal | null } = { refusal: null }
    await deps.shares.change(ref, (share) => {
      decided.refusal = null
      if (isExtensionKnown(share, reference)) return null
      const askedAt = deps.now()
      const granted = grantExtension(share, terms, policy, askedAt)
      decided.refusal = granted.ok
        ? (whyNoRevival(auditStatus, share, granted.limit, policy) ?? (full && { reason: 'policy', ...full }))
        : granted.refusal
      if (!granted.ok || decided.refusal !== null) return null
      const { expiresAt, limit } = granted
      return announceExtension(share, { expiresAt, limit, by: userId, askedAt, reference }, replyTo)
    })
    if (decided.refusal !== null) return { ok: false, refusal: decided.refusal }
    // Other people's extensions, and repairs, come in between however many one person asks for.
    const turn = await deps.extensionRateLimit(ref.team, userId, deps.now())
    await deps.jobs.extend(ref, Math.max(0, turn - deps.now()))
    return { ok: true, answer: { kind: 'under-way', doing: { what: 'extend', ref, file: found.share.file } } }
  }

/** The form that extends a share: for people who may, while there is something to extend. */
export const offerExtension =
  (deps: Omit<ExtendDeps, 'jobs' | 'auditStatus' | 'extensionRateLimit'>) =>
  async (ref: ShareRef, userId: string): Promise<Outcome> => {
    const found = await findChangeable(deps)(ref, userId, 'extend')
    if (!found.ok) return found
    const { share } = found
    const policy = await deps.policyFor({ team: ref.team, userId, channel: share.channel.id })
    const refusal = whyNotExtendable(share) ?? whyNotAllowed(share, policy)
    return refusal === null
      ? { ok: true, answer: { kind: 'extend-form', share, policy, at: deps.now() } }
      : { ok: false, refusal }
  }
