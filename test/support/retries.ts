import type { Retried, Retries } from '../../src/use-cases/answer-ports.ts'

/** What is kept for another try, as one process knows it. */
export const memoryRetries = (): Retries => {
  const kept = new Map<string, { sealed: string; by: string | null }>()
  const keyOf = ({ team, userId, reference }: Retried) => `${team} ${userId} ${reference}`
  return {
    keep: async (of, sealed) => void kept.set(keyOf(of), { sealed, by: null }),
    take: async (of, by) => {
      const found = kept.get(keyOf(of))
      if (found === undefined || (found.by ?? by) !== by) return null
      found.by = by
      return found.sealed
    },
    release: async (of, by) => {
      const found = kept.get(keyOf(of))
      if (found?.by === by) found.by = null
    },
  }
}
