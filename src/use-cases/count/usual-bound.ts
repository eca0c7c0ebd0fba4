import { type BoundStats, boundOf, boundStats } from '../../domain/bound.ts'
import type { ShareLink } from '../../domain/share.ts'
import type { Bounds } from '../audit-ports.ts'
import type { Now } from '../ports.ts'

const SPAN_MS = 30 * 24 * 60 * 60 * 1_000

/** How fast links were dead that reached their limit, over the last 30 days; null where none did. */
export const usualBound = async ({ bounds, now }: { bounds: Bounds; now: Now }): Promise<BoundStats | null> =>
  boundStats(await bounds.since(now() - SPAN_MS))

/**
 * Keeps how fast a link was dead that had reached its limit; nothing for any other share. To be called whenever its times
 * are known, or known better: what is kept is kept once for each end.
 */
export const noteBound =
  (bounds: Pick<Bounds, 'note'>) =>
  async (share: ShareLink): Promise<void> => {
    const bound = boundOf(share)
    if (bound !== null) await bounds.note(share, bound)
  }
