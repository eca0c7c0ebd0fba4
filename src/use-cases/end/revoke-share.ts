import type { Outcome } from '../../domain/answer.ts'
import { briefOf } from '../../domain/brief-share.ts'
import { hasOpenClaims } from '../../domain/open-claims.ts'
import { hasEnded, isSuspended, type ShareLink, type ShareRef } from '../../domain/share.ts'
import type { Jobs, Now } from '../ports.ts'
import { type ChangeableDeps, findChangeable } from '../rights/find-changeable.ts'
import { endShare } from './end-share.ts'

export interface RevokeDeps extends ChangeableDeps {
  jobs: Jobs
  now: Now
}

/** There is nothing to end: it is over, or not there yet. */
const whyOver = (share: ShareLink): Outcome => ({
  ok: false,
  refusal:
    share.state === 'creating'
      ? { reason: 'not-ready', id: share.id }
      : { reason: 'already-over', share: briefOf(share) },
})

/** A person ends a share. Whether they may is asked anew at every click: a button's value authorises nothing. */
export const revokeShare =
  (deps: RevokeDeps) =>
  async (ref: ShareRef, userId: string): Promise<Outcome> => {
    const found = await findChangeable(deps)(ref, userId, 'revoke')
    if (!found.ok) return found
    const ended = await endShare(deps)(found.share, { revokedBy: userId })
    const now = ended.share ?? found.share
    return now.state !== 'creating' && (ended.changed || !hasEnded(now))
      ? { ok: true, answer: { kind: 'ending', share: now } }
      : whyOver(now)
  }

/** The question before that: for people who may, while there is something to end. `list`: the one with the menu, sealed; null: none. */
export const offerRevoke =
  (deps: ChangeableDeps) =>
  async (ref: ShareRef, userId: string, list: string | null): Promise<Outcome> => {
    const found = await findChangeable(deps)(ref, userId, 'revoke')
    if (!found.ok) return found
    const { share } = found
    return share.state === 'active' || isSuspended(share) || hasOpenClaims(share)
      ? { ok: true, answer: { kind: 'ask-revoke', share, ...(list === null ? {} : { list }) } }
      : whyOver(share)
  }
