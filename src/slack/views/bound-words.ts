import { type Bound, type BoundStats, boundMs } from '../../domain/bound.ts'
import { formatDuration } from '../../domain/duration.ts'
import type { Line } from './rich.ts'

/** Rounded up to whole seconds, and at least one: the portal's trail is no finer. */
const upTo = (ms: number): string => formatDuration(Math.max(1, Math.ceil(ms / 1_000)) * 1_000)

/** How long the link of a share lived on after its limit was reached; nothing where it did not end so. */
export const boundLine = (bound: Bound | null): Line[] =>
  bound === null
    ? []
    : [['Limit reached ', { moment: bound.reachedAt }, `; closed within ${upTo(boundMs(bound))}.`]]

/** With fewer links than this the slowest one says all. */
const FEW = 3

/** The same over all links of the last 30 days, so that people know what a limit is worth. Nothing where no limit was reached. */
export const usualLine = (usual: BoundStats | null): Line[] => {
  if (usual === null) return []
  const { count, p50, max } = usual
  return count < FEW
    ? [[`Used-up links closed within ${upTo(max)} lately.`]]
    : [[`Used-up links closed in ${upTo(p50)} (median) lately, ${upTo(max)} at worst.`]]
}
