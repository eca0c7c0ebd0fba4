interface Line {
  underWay: number
  /** Lets the one that waits go on; false: a newer one has taken its place. */
  next: ((goes: boolean) => void) | null
}

/**
 * At most `most` pieces of work of one person at a time. Of those that wait only the newest is kept; the others come to null:
 * who types on has no use for what fewer letters would have found.
 */
export const newestFirst = (most: number) => {
  const lines = new Map<string, Line>()

  const leave = (who: string, line: Line): void => {
    const { next } = line
    line.next = null
    // Whoever waits takes over the place.
    if (next === null) line.underWay -= 1
    else next(true)
    if (line.underWay === 0) lines.delete(who)
  }

  return async <T>(who: string, work: () => Promise<T>): Promise<T | null> => {
    const line = lines.get(who) ?? { underWay: 0, next: null }
    lines.set(who, line)
    if (line.underWay < most) {
      line.underWay += 1
    } else {
      line.next?.(false)
      const goes = await new Promise<boolean>((resolve) => {
        line.next = resolve
      })
      if (!goes) return null
    }
    try {
      return await work()
    } finally {
      leave(who, line)
    }
  }
}
