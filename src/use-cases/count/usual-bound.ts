import { type BoundStats, boundOf, boundStats } from '../../domain/bound.ts'
import type { ShareLink } from '../../domain/share.ts'
import type { Bounds } from '../audit-ports.ts'
import type { Now } from '../ports.ts'

const SPAN_MS = 30 * 24 * 60 * 60 * 1_000

/** How long it took from a reached limit to a dead link, over the last 30 days; null where no limit was reached. */
export const usualBound = async ({ bounds, now }: { bounds: Bounds; now: Now }): Promise<BoundStats | null> =>
  boundStats(await bounds.since(now() - SPAN_MS))

/**
 * Keeps how long it took from a reached limit to a dead link; of other shares, nothing. Call it whenever these times
 * are known, or known better: they are kept once for each end.
 */
export const noteBound =
  (bounds: Pick<Bounds, 'note'>) =>
  async (share: ShareLink): Promise<void> => {
    const bound = boundOf(share)
    if (bound !== null) await bounds.note(share, bound)
  }
