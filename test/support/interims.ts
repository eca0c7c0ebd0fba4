import type { Interims } from '../../src/use-cases/answer-ports.ts'

/** What is said at addresses, as one process knows it. */
export const memoryInterims = (): Interims => {
  const known = new Map<string, 'said' | 'over'>()
  return {
    begin: async (address) => {
      const found = known.get(address)
      if (found === 'over') return null
      known.set(address, 'said')
      return found === undefined ? 'first' : 'again'
    },
    said: async (address, wasShown) => {
      if (!wasShown) known.delete(address)
    },
    end: async (address) => {
      const found = known.get(address)
      known.set(address, 'over')
      return found === 'said'
    },
  }
}
