import { isByPresentLink } from '../../domain/hidden-key.ts'
import { isIdle, MOST_IDLE_ASKED, mayBeIdle } from '../../domain/idle.ts'
import { isExact, type ShareLink } from '../../domain/share.ts'
import type { Events } from '../audit-ports.ts'
import type { Claims } from '../claim-ports.ts'
import type { Now, Shares } from '../ports.ts'

export interface FindIdleDeps {
  shares: Pick<Shares, 'live'>
  events: Pick<Events, 'all' | 'shown'>
  claims: Pick<Claims, 'look' | 'newest'>
  now: Now
}

/** So many of one person's links are looked at; those of more come once some have ended. */
const MOST = 1_000

/** When a link was last used, as far as known; null: never. */
const lastUse =
  ({ events, claims }: FindIdleDeps) =>
  async (share: ShareLink): Promise<number | null> => {
    if (isExact(share)) return (await claims.newest(share, { skip: 0, take: 1 }))[0]?.at ?? null
    const stored = [...(await events.all(share)), ...(await events.shown(share))]
    // One without a key may be of this link.
    const times = stored
      .filter((event) => event.page?.link == null || isByPresentLink(event, share))
      .map(({ at }) => at)
    return times.length === 0 ? null : Math.max(...times)
  }

/** Somebody's live links that nobody has used for two weeks, the oldest first. */
export const findIdle = (deps: FindIdleDeps) => {
  const lastUseOf = lastUse(deps)
  return async (team: string, userId: string): Promise<ShareLink[]> => {
    const { shares } = await deps.shares.live(team, { by: userId }, { skip: 0, take: MOST })
    const idle: ShareLink[] = []
    for (const share of shares.toReversed()) {
      if (!mayBeIdle(share, deps.now())) continue
      if (isIdle(share, await lastUseOf(share), deps.now())) idle.push(share)
      if (idle.length === MOST_IDLE_ASKED) break
    }
    return idle
  }
}
