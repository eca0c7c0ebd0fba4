import { sharedAsking } from './shared-asking.ts'

/** Keeps answers for a while. Several who ask for the same thing at the same time wait for the same answer. */
export const ttlCache = <T>({ now, keepMs, most }: { now: () => number; keepMs: number; most: number }) => {
  const kept = new Map<string, { value: T; at: number }>()
  const shared = sharedAsking<T | null>()

  const peek = (key: string): T | null => {
    const found = kept.get(key)
    return found === undefined || now() - found.at >= keepMs ? null : found.value
  }

  const keep = (key: string, value: T): void => {
    kept.delete(key)
    kept.set(key, { value, at: now() })
    const [oldest] = kept.keys()
    if (kept.size > most && oldest !== undefined) kept.delete(oldest)
  }

  return {
    peek,
    /** `ask` says whether its answer is worth keeping. */
    get: (key: string, ask: () => Promise<{ value: T | null; keep: boolean }>): Promise<T | null> => {
      const known = peek(key)
      if (known !== null) return Promise.resolve(known)
      return shared(key, async () => {
        const answer = await ask()
        if (answer.keep && answer.value !== null) keep(key, answer.value)
        return answer.value
      })
    },
  }
}
