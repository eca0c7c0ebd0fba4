import type { Taker } from '../../domain/claim.ts'
import { isKnownOutside, type ShareGone, whyShareGone } from '../../domain/gone.ts'
import type { ShareLink, ShareRef } from '../../domain/share.ts'
import type { Claims } from '../claim-ports.ts'
import type { ClaimPace, PasswordTries } from '../gate-ports.ts'
import type { Now } from '../ports.ts'

/** Who asks on the page of a share, and with what. */
export interface Asked {
  visitor: Taker
  /** Empty: none was typed. */
  password: string
  /** Where the visitor comes from; it names nobody. */
  address: string
}

export type Claiming =
  | { kind: 'claimed'; claimId: string; isNew: boolean }
  | { kind: 'gone'; share: ShareLink; why: ShareGone }
  | { kind: 'wrong-password'; share: ShareLink; taken: number }
  | { kind: 'too-many-tries' | 'too-many-claims'; share: ShareLink; taken: number; waitMs: number }
  | { kind: 'unknown' }

interface Deps {
  claims: Pick<Claims, 'look' | 'take'>
  tries: PasswordTries
  pace: ClaimPace
  /** Whether it is the password that the hash was made of. */
  isPassword: (password: string, hash: string) => Promise<boolean>
  newId: () => string
  now: Now
  windowMs: number
}

interface Found {
  share: ShareLink
  taken: number
}

/**
 * Claims a download for a visitor of the page. Asks the store twice, and once more for a share without a limit: a password counts as a
 * try before it is looked at.
 */
export const claimDownload = ({ claims, tries, pace, isPassword, newId, now, windowMs }: Deps) => {
  const take = async ({ share, taken }: Found, { visitor, address }: Asked): Promise<Claiming> => {
    // A limit is bound enough, and a crowd that comes for its downloads is not to be slowed down.
    const waitMs = share.terms.limit === null ? await pace(share, address, now()) : null
    if (waitMs !== null) return { kind: 'too-many-claims', share, taken, waitMs }
    const taking = await claims.take(share, { id: newId(), taker: visitor, now: now(), windowMs })
    if (taking.ok) return { kind: 'claimed', claimId: taking.claim.id, isNew: taking.isNew }
    if (taking.why === 'used-up') return { kind: 'gone', share, why: 'used-up' }
    return { kind: 'gone', share, why: whyShareGone(share, 0, now()) ?? 'revoked' }
  }

  return async (ref: ShareRef, asked: Asked): Promise<Claiming> => {
    const { password, address } = asked
    const triedAt = now()
    const [found, waitMs] = await Promise.all([
      claims.look(ref, null),
      password === '' ? null : tries.take(ref, address, triedAt),
    ])
    if (found === null || !isKnownOutside(found.share)) return { kind: 'unknown' }
    const { share, taken } = found
    const why = whyShareGone(share, taken, triedAt)
    // After the last download its claim can still be fetched.
    if (why !== null && why !== 'used-up') return { kind: 'gone', share, why }
    if (share.passwordHash === undefined) return take(found, asked)
    if (waitMs !== null) return { kind: 'too-many-tries', share, taken, waitMs }
    if (password === '' || !(await isPassword(password, share.passwordHash)))
      return { kind: 'wrong-password', share, taken }
    const [claimed] = await Promise.all([take(found, asked), tries.giveBack(ref, address, triedAt)])
    return claimed
  }
}
