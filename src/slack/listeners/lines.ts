import pLimit, { type LimitFunction } from 'p-limit'

/** Enough to be quick for one member, and few enough to leave time to ack everybody's requests. */
const EACH = 8

/**
 * A line for each member. At most `each` pieces of one member's work run at a time and the rest waits, so that a flood
 * holds up only its own sender (docs/slack.md, Interactions and modals).
 */
export const createLines = (each = EACH) => {
  const lines = new Map<string, LimitFunction>()
  let isLifted = false

  return {
    /** Does the work in its member's turn. */
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
          // This piece of work still counts as active.
          if (line.activeCount === 1 && line.pendingCount === 0) lines.delete(key)
        }
      })
    },
    /** Lets all waiting work run, so that a stop does not take longer because many wait. */
    lift: (): void => {
      isLifted = true
      for (const line of lines.values()) line.concurrency = Number.POSITIVE_INFINITY
    },
    /** How many members have a line now. */
    size: (): number => lines.size,
  }
}
