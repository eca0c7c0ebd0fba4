import type { Outcome } from '../../domain/answer.ts'
import { briefOf } from '../../domain/brief-share.ts'
import { recordedShare } from '../../domain/record-line.ts'
import { hasEnded, type ShareRef } from '../../domain/share.ts'
import type { PageAddressOf } from '../claim-ports.ts'
import type { Recorder } from '../record-ports.ts'
import { type ChangeableDeps, findChangeable } from '../rights/find-changeable.ts'

export interface CopyLinkDeps extends ChangeableDeps {
  pageAddressOf: PageAddressOf
  record: Recorder
}

/** What somebody who may revoke a link sends on: the address of its page where it is exact, else its own. */
export const copyLink =
  (deps: CopyLinkDeps) =>
  async (ref: ShareRef, userId: string, reference: string): Promise<Outcome> => {
    const found = await findChangeable(deps)(ref, userId, 'copy')
    if (!found.ok) return found
    const { share } = found
    if (share.state === 'creating') return { ok: false, refusal: { reason: 'not-ready', id: ref.id } }
    if (hasEnded(share)) return { ok: false, refusal: { reason: 'already-over', share: briefOf(share) } }
    const link = share.address ?? deps.pageAddressOf(share)
    if (link !== null)
      await deps.record.write(ref.team, reference, { kind: 'copied', actor: userId, ...recordedShare(share) })
    return { ok: true, answer: { kind: 'link', share, link } }
  }
