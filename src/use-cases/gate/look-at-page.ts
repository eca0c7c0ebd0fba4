import type { Taker } from '../../domain/claim.ts'
import { isKnownOutside, letsClaimBeFetched, type ShareGone, whyShareGone } from '../../domain/gone.ts'
import type { ShareLink, ShareRef } from '../../domain/share.ts'
import type { Claims } from '../claim-ports.ts'
import type { Now } from '../ports.ts'

/** What the page of a share shows. */
export type VisitedPage =
  /** `ownUntil`: until then this browser has a download that it has claimed; null: it has none, or nobody asked. */
  | { kind: 'open'; share: ShareLink; left: number | null; ownUntil: number | null; now: number }
  | { kind: 'gone'; share: ShareLink; why: ShareGone }

interface Deps {
  claims: Pick<Claims, 'look' | 'own'>
  now: Now
}

/** Looks at a share as its page shows it, and changes nothing. Null: there is none that visitors know of. */
export const lookAtPage =
  ({ claims, now }: Deps) =>
  async (ref: ShareRef, visitor: Taker | null): Promise<VisitedPage | null> => {
    const found = await claims.look(ref, null)
    if (found === null || !isKnownOutside(found.share)) return null
    const { share, taken } = found
    const { limit } = share.terms
    const left = limit === null ? null : Math.max(0, limit - taken)
    const why = whyShareGone(share, taken, now())
    if (why === null) return { kind: 'open', share, left, ownUntil: null, now: now() }
    // Whoever took the last download may come back for it.
    const own = why === 'used-up' && visitor !== null ? await claims.own(ref, visitor) : null
    return own !== null && letsClaimBeFetched(share, own, now())
      ? { kind: 'open', share, left, ownUntil: own.until, now: now() }
      : { kind: 'gone', share, why }
  }
