import type { Outcome } from '../../domain/answer.ts'
import { briefOf } from '../../domain/brief-share.ts'
import type { Claim, Taker } from '../../domain/claim.ts'
import { letsClaimBeFetched } from '../../domain/gone.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { isExact, type ShareLink, type ShareRef } from '../../domain/share.ts'
import type { AddressOf, Claims } from '../claim-ports.ts'
import { RefusalError } from '../link/refusal-error.ts'
import { oncePosted } from '../once-posted.ts'
import type { Directory, Now, Pause } from '../ports.ts'
import { type Clicker, type MayTake, type MayTakeDeps, mayTake } from '../rights/may-take.ts'

export interface TakeDeps extends MayTakeDeps {
  claims: Pick<Claims, 'look' | 'take'>
  addressOf: AddressOf
  directory: Directory
  windowMs: number
  now: Now
  pause: Pause
}

type Admitted = Extract<MayTake, { ok: true }>
type Claimed = { ok: true; claim: Claim; isNew: boolean } | { ok: false; refusal: Refusal }

const refused = (refusal: Refusal): { ok: false; refusal: Refusal } => ({ ok: false, refusal })

/**
 * A person inside Slack takes the file of an exact share: claims a download and gets an address of their own. `claimId` is the
 * same each time that a click is carried out, so that one click never claims two.
 */
export const takeFile = (deps: TakeDeps) => {
  const { claims, addressOf, directory, windowMs, now } = deps

  const takerOf = async (team: string, { person: { id, name }, workspace }: Admitted): Promise<Taker> => ({
    kind: 'person',
    id,
    name,
    ...(workspace === null ? {} : { company: await directory.companyOf(team, workspace) }),
  })

  const claim = async (
    share: ShareLink,
    own: Claim | null,
    admitted: Admitted,
    claimId: string,
  ): Promise<Claimed> => {
    if (own !== null) {
      return letsClaimBeFetched(share, own, now())
        ? { ok: true, claim: own, isNew: false }
        : refused({ reason: 'download-over', title: share.file.title })
    }
    const asked = { id: claimId, taker: await takerOf(share.team, admitted), now: now(), windowMs }
    const taking = await claims.take(share, asked)
    if (taking.ok) return taking
    return refused({ reason: taking.why === 'used-up' ? 'used-up' : 'already-over', share: briefOf(share) })
  }

  return async (ref: ShareRef, clicker: Clicker, claimId: string): Promise<Outcome> => {
    let own: Claim | null = null
    const get = async (asked: ShareRef): Promise<ShareLink | null> => {
      const found = await claims.look(asked, claimId)
      own = found?.claim ?? null
      return found?.share ?? null
    }
    const share = await oncePosted({ ...deps, shares: { get } })(ref)
    if (share === null) return refused({ reason: 'unknown-share', id: ref.id })
    // No message of such a share has this button.
    if (!isExact(share)) return refused({ reason: 'may-not-take', who: 'elsewhere' })
    const may = await mayTake(deps)(share, clicker)
    if (!may.ok) return may
    if (share.state === 'creating') return refused({ reason: 'not-ready', id: ref.id })
    const claimed = await claim(share, own, may, claimId)
    if (!claimed.ok) return claimed
    const { isNew } = claimed
    try {
      const { address, until } = await addressOf(share, claimed.claim)
      const againUntil = claimed.claim.until > until ? claimed.claim.until : null
      return { ok: true, answer: { kind: 'download', share, address, until, isNew, againUntil } }
    } catch (error) {
      if (error instanceof RefusalError) return refused(error.refusal)
      throw error
    }
  }
}
