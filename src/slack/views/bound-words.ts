import { type Bound, type BoundStats, boundMs } from '../../domain/bound.ts'
import { formatDuration } from '../../domain/duration.ts'
import type { Line } from './rich.ts'
import { number } from './share-words.ts'

/** Rounded up to whole seconds, and at least one: the portal's trail is no finer. */
const upTo = (ms: number): string => formatDuration(Math.max(1, Math.ceil(ms / 1_000)) * 1_000)

/** With fewer links than this, only the slowest one is told: "19 of 20" would say no more. */
const ENOUGH = 20

/** How long the link of a share lived on after its limit was reached; nothing where it did not end so. */
export const boundLine = (bound: Bound | null): Line[] => {
  if (bound === null) return []
  const { reachedAt, seenAt, deadAt } = bound
  return [
    [
      'Limit reached ',
      { moment: reachedAt },
      ' as the portal has it, seen ',
      { clock: seenAt },
      ', link dead ',
      { clock: deadAt },
      `: ${upTo(boundMs(bound))}.`,
    ],
  ]
}

/** The same over all links, so that people know what a limit is worth. Nothing where no limit was reached. */
export const usualLine = (usual: BoundStats | null): Line[] => {
  if (usual === null) return []
  const { count, p50, p95, max } = usual
  if (count === 1) {
    return [[`In the last 30 days one link reached its limit. It was dead within ${upTo(max)}.`]]
  }
  const most = count < ENOUGH ? '' : ` 19 of 20 within ${upTo(p95)},`
  return [
    [
      `In the last 30 days ${number(count)} links reached their limit. Half of them were dead within ${upTo(p50)},${most} all within ${upTo(max)}.`,
    ],
  ]
}
