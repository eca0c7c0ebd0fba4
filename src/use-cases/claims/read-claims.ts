import { isExact, type ShareLink } from '../../domain/share.ts'
import { type ClaimPage, type Takers, takersOf } from '../../domain/takers.ts'
import type { Claims } from '../claim-ports.ts'
import type { Now } from '../ports.ts'

/** Of how many downloads it is said who took them. */
const MOST = 100

/** Claims of an exact share as people see them, the newest first. Null for any other share. */
export const readClaims =
  ({ claims, now }: { claims: Pick<Claims, 'look' | 'newest'>; now: Now }) =>
  async (share: ShareLink, page: { skip: number; take: number }): Promise<ClaimPage | null> => {
    if (!isExact(share)) return null
    const [found, newest] = await Promise.all([claims.look(share, null), claims.newest(share, page)])
    return { claims: newest, total: Math.max(found?.taken ?? 0, page.skip + newest.length), now: now() }
  }

/** Who took the last `count` of the first `of` downloads of an exact share. Null for any other share. */
export const readTakers =
  ({ claims }: { claims: Pick<Claims, 'look' | 'newest'> }) =>
  async (share: ShareLink, count = share.downloads, of = share.downloads): Promise<Takers | null> => {
    if (!isExact(share)) return null
    if (count <= 0) return takersOf([])
    // Somebody may have taken it meanwhile, whose turn to be told of comes.
    const taken = (await claims.look(share, null))?.taken ?? 0
    const skip = Math.max(0, taken - of)
    return takersOf(await claims.newest(share, { skip, take: Math.min(count, MOST) }), count)
  }
