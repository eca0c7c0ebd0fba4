/** How many kinds are remembered; there are far fewer. */
const MOST_KINDS = 100

/**
 * Lets of each kind one through in that time, and tells it how many were left out before it: what happens again and again,
 * as fast as a machine can, must not fill a disk. `now`: a clock that is never set.
 */
export const sparingly = (now: () => number, everyMs: number) => {
  const kinds = new Map<string, { at: number; leftOut: number }>()
  return (kind: string, say: (leftOut: number) => void): void => {
    const last = kinds.get(kind)
    if (last !== undefined && now() - last.at < everyMs) {
      last.leftOut += 1
      return
    }
    if (kinds.size >= MOST_KINDS) kinds.clear()
    kinds.set(kind, { at: now(), leftOut: 0 })
    say(last?.leftOut ?? 0)
  }
}
