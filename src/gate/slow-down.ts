import type { Now, Pause } from '../use-cases/ports.ts'

const MINUTE_MS = 60_000
/** Wrong addresses in a minute that are answered at once: people mistype. */
const FREE = 5
const FIRST_MS = 100
const LONGEST_MS = 3_000
/** Addresses that are remembered, and answers that are held back at one time. */
const MOST_KNOWN = 10_000
const MOST_HELD = 500

interface Deps {
  now: Now
  pause: Pause
}

/**
 * Holds back answers to somebody who keeps asking for what is not there, for longer each time. Only those answers: others at the
 * same address are served as ever. Beyond what it remembers it holds nothing back.
 */
export const createSlowDown = ({ now, pause }: Deps): ((address: string) => Promise<void>) => {
  const known = new Map<string, { since: number; times: number }>()
  let held = 0

  const timesOf = (address: string): number => {
    const before = known.get(address)
    const isLate = before === undefined || now() - before.since >= MINUTE_MS
    const one = isLate ? { since: now(), times: 1 } : { ...before, times: before.times + 1 }
    // Put at the end, so that the first one is the one that was seen longest ago.
    known.delete(address)
    known.set(address, one)
    const [oldest] = known.keys()
    if (known.size > MOST_KNOWN && oldest !== undefined) known.delete(oldest)
    return one.times
  }

  return async (address) => {
    const times = timesOf(address)
    if (times <= FREE || held >= MOST_HELD) return
    held += 1
    await pause(Math.min(LONGEST_MS, FIRST_MS * 2 ** (times - FREE - 1)))
    held -= 1
  }
}
