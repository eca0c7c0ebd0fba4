/**
 * Why a search looked at some places only, or at none. `quota`: the person has searched too often, and may again after
 * `waitMs`.
 */
export type SearchStop =
  | {
      why:
        | 'letters'
        | 'no-account'
        | 'rooms'
        | 'slow'
        | 'down'
        | 'busy'
        | 'closed'
        | 'crowded'
        | 'newer'
        | 'broken'
    }
  | { why: 'quota'; waitMs: number }

/** Of several reasons, the first in this order is told. */
const ORDER: readonly SearchStop['why'][] = [
  'no-account',
  'closed',
  'down',
  'busy',
  'slow',
  'crowded',
  'rooms',
]
export const worstOf = (stops: readonly (SearchStop | null)[]): SearchStop | null =>
  stops.filter((stop) => stop !== null).toSorted((a, b) => ORDER.indexOf(a.why) - ORDER.indexOf(b.why))[0] ??
  null
