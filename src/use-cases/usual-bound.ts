import { type BoundStats, boundStats } from '../domain/bound.ts'
import type { Bounds } from './audit-ports.ts'
import type { Now } from './ports.ts'

const SPAN_MS = 30 * 24 * 60 * 60 * 1_000

/** How fast links were dead that reached their limit, over the last 30 days; null where none did. */
export const usualBound = async ({ bounds, now }: { bounds: Bounds; now: Now }): Promise<BoundStats | null> =>
  boundStats(await bounds.since(now() - SPAN_MS))
