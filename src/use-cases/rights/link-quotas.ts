import type { BrokenRule } from '../../domain/outcome.ts'
import type { PolicyFor } from '../policy-ports.ts'
import type { LinkQuota, Now, Shares } from '../ports.ts'

export interface QuotaDeps {
  shares: Pick<Shares, 'live'>
  linkQuota: LinkQuota
  policyFor: PolicyFor
  now: Now
}

/** More live links of somebody are not looked through for the one that ends next. */
const MOST_LOOKED_AT = 1_000

/**
 * Why somebody can have no further live link; null when they can. `own`: how many of those counted are the link in
 * question.
 */
export const whyNoRoom =
  ({ shares, policyFor, now }: Pick<QuotaDeps, 'shares' | 'policyFor' | 'now'>) =>
  async (team: string, userId: string, own = 0): Promise<BrokenRule | null> => {
    const { maxLiveLinks: most } = await policyFor({ team })
    if (most === null) return null
    const { total } = await shares.live(team, { by: userId }, { skip: 0, take: 0 })
    if (total - own < most) return null
    const live = await shares.live(team, { by: userId }, { skip: 0, take: MOST_LOOKED_AT })
    const ends = live.shares.map(({ terms }) => terms.expiresAt - now()).filter((ms) => ms > 0)
    const waitMs = ends.length === 0 || live.total > MOST_LOOKED_AT ? null : Math.min(...ends)
    return { rule: 'MAX_LIVE_LINKS', most, waitMs }
  }

/**
 * Why somebody may not ask for a link now. Null when they may; then the link of this id is counted, once, even if it is
 * asked for again. With null for the id, nothing is counted.
 */
export const whyNoMoreLinks = (deps: QuotaDeps) => {
  const noRoom = whyNoRoom(deps)
  return async (team: string, userId: string, shareId: string | null): Promise<BrokenRule | null> => {
    const full = await noRoom(team, userId)
    const { linksPerMinute: most } = await deps.policyFor({ team })
    if (full !== null || most === null) return full
    const waitMs = await deps.linkQuota({ team, userId, most, now: deps.now() }, shareId)
    return waitMs === 0 ? null : { rule: 'LINKS_PER_MINUTE', most, waitMs }
  }
}
