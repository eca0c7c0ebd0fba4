import type { Refusal } from '../../domain/refusal.ts'
import type { ShareLink, ShareRef } from '../../domain/share.ts'
import { oncePosted } from '../once-posted.ts'
import type { Directory, Pause, Shares } from '../ports.ts'
import { mayChange } from './may-change.ts'

export interface ChangeableDeps {
  shares: Shares
  directory: Directory
  adminUsers: readonly string[]
  pause: Pause
}

/** A share, for somebody who may revoke and extend it; `to`: what they are about to do. */
export const findChangeable =
  (deps: ChangeableDeps) =>
  async (
    ref: ShareRef,
    userId: string,
    to: Extract<Refusal, { reason: 'not-yours' }>['to'],
  ): Promise<{ ok: true; share: ShareLink } | { ok: false; refusal: Refusal }> => {
    const share = await oncePosted(deps)(ref)
    if (share === null) return { ok: false, refusal: { reason: 'unknown-share', id: ref.id } }
    const may = await mayChange(deps)(share, userId)
    return may
      ? { ok: true, share }
      : { ok: false, refusal: { reason: 'not-yours', to, creator: share.creator.id } }
  }
