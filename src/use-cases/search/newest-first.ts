interface Line {
  underWay: number
  /** Lets the waiting one go on; false: a newer one has replaced it. */
  next: ((goes: boolean) => void) | null
}

/**
 * At most `most` pieces of work of one person at a time. Only the newest of those that wait is kept; the others give
 * null, since somebody who has typed on does not need the results for fewer letters.
 */
export const newestFirst = (most: number) => {
  const lines = new Map<string, Line>()

  const leave = (who: string, line: Line): void => {
    const { next } = line
    line.next = null
    // The one that waits takes the place of the one that is done.
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
