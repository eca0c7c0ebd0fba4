import type { Outcome } from '../../domain/answer.ts'
import { briefOf } from '../../domain/brief-share.ts'
import { hasEnded, type ShareRef } from '../../domain/share.ts'
import { oncePosted } from '../once-posted.ts'
import type { Directory, Jobs, Now, Pause, Shares } from '../ports.ts'
import { mayChange } from '../rights/may-change.ts'
import { endShare } from './end-share.ts'

export interface RevokeDeps {
  shares: Shares
  jobs: Jobs
  directory: Directory
  adminUsers: readonly string[]
  now: Now
  pause: Pause
}

/** A person ends a share. Whether they may is asked anew at every click: a button's value authorises nothing. */
export const revokeShare =
  (deps: RevokeDeps) =>
  async (ref: ShareRef, userId: string): Promise<Outcome> => {
    const share = await oncePosted(deps)(ref)
    if (share === null) return { ok: false, refusal: { reason: 'unknown-share', id: ref.id } }
    if (!(await mayChange(deps)(share, userId))) return { ok: false, refusal: { reason: 'not-yours' } }

    const ended = await endShare(deps)(ref, { revokedBy: userId })
    const now = ended.share ?? share
    if (now.state === 'creating') return { ok: false, refusal: { reason: 'not-ready', id: ref.id } }
    if (ended.changed || !hasEnded(now)) return { ok: true, answer: { kind: 'ending', share: now } }
    return { ok: false, refusal: { reason: 'already-over', share: briefOf(now) } }
  }
