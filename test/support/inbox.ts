import type { Inbox } from '../../src/use-cases/inbox-ports.ts'

/** What one process keeps, for as long as it lives. */
export const memoryInbox = (): Inbox => {
  const seen = new Map<string, string>()
  const acts = new Set<string>()
  return {
    keep: async ({ reference, key }) => {
      const first = seen.get(key)
      if (first === undefined) {
        seen.set(key, reference)
        acts.add(reference)
        return 'kept'
      }
      return first === reference && acts.has(reference) ? 'kept' : 'known'
    },
    hold: async () => [],
    finish: async (reference) => void acts.delete(reference),
  }
}
