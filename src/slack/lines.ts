import pLimit, { type LimitFunction } from 'p-limit'

/** As much of one member's at a time keeps a person's tools quick, and leaves the process time to ack everybody's requests. */
const EACH = 8

/**
 * A line for each member: work beyond so much of one member's waits for its turn, so that what one sends holds up only what
 * that one sends later.
 */
export const createLines = (each = EACH) => {
  const lines = new Map<string, LimitFunction>()
  let isLifted = false

  return {
    /** Carries it out in its turn. */
    join: async <T>(
      { team, userId }: { team: string; userId: string },
      work: () => Promise<T>,
    ): Promise<T> => {
      if (isLifted) return work()
      const key = `${team}:${userId}`
      const line = lines.get(key) ?? pLimit(each)
      lines.set(key, line)
      return line(async () => {
        try {
          return await work()
        } finally {
          // This one still counts as active.
          if (line.activeCount === 1 && line.pendingCount === 0) lines.delete(key)
        }
      })
    },
    /** Nothing waits any more: for a stop, which must not take longer because many wait. */
    lift: (): void => {
      isLifted = true
      for (const line of lines.values()) line.concurrency = Number.POSITIVE_INFINITY
    },
    /** How many members have a line now. */
    size: (): number => lines.size,
  }
}
