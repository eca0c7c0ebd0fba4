import type { Outcome } from '../domain/answer.ts'
import { mayEnd } from '../domain/policy.ts'
import { hasEnded, type ShareRef } from '../domain/share.ts'
import { endShare } from './end-share.ts'
import type { Directory, Jobs, Now, Shares } from './ports.ts'

export interface RevokeDeps {
  shares: Shares
  jobs: Jobs
  directory: Directory
  adminUsers: readonly string[]
  now: Now
}

/** A person ends a share. Who may is looked up anew at every click; a button's value authorises nothing. */
export const revokeShare =
  (deps: RevokeDeps) =>
  async (ref: ShareRef, userId: string): Promise<Outcome> => {
    const share = await deps.shares.get(ref)
    if (share === null) return { ok: false, refusal: { reason: 'unknown-share', id: ref.id } }
    const surely = mayEnd({ userId, isWorkspaceAdmin: false }, share, deps.adminUsers)
    const person = surely ? null : await deps.directory.person(ref.team, userId)
    const may =
      surely || mayEnd({ userId, isWorkspaceAdmin: person?.isAdmin === true }, share, deps.adminUsers)
    if (person?.isOutsider || !may) return { ok: false, refusal: { reason: 'not-yours' } }

    const ended = await endShare(deps)(ref, { reason: 'manual', by: userId })
    const now = ended.share ?? share
    if (now.state === 'creating') return { ok: false, refusal: { reason: 'not-ready', id: ref.id } }
    if (ended.changed || !hasEnded(now)) return { ok: true, answer: { kind: 'ending', share: now } }
    return { ok: false, refusal: { reason: 'already-over', share: now } }
  }
