import { isDeepStrictEqual } from 'node:util'
import type { Json } from './model.ts'
import type { Failure, FailureHandle, Outage } from './types.ts'

/** What a call of the bot has to suffer. `wait` resolves when a delay is over or a hold is released. */
type Suffering = { failure: Failure; wait(): Promise<void> }

export type Failures = {
  add(failure: Failure): FailureHandle
  /** The first failure that fits, used up by one. */
  take(method: string, args: Json): Suffering | undefined
  clear(): void
  outage: Outage
}

const sleep = (ms: number, ended: Promise<void>): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    void ended.then(() => {
      clearTimeout(timer)
      resolve()
    })
  })

/** Failures on demand; `clear` also lets go of every call that is held or delayed. */
export const createFailures = (): Failures => {
  type Entry = { failure: Failure; left: number; hits: number; ended: Promise<void>; release(): void }
  let entries: Entry[] = []
  const fits = ({ failure, left }: Entry, method: string, args: Json) =>
    left > 0 &&
    (failure.method === '*' || failure.method === method) &&
    Object.entries(failure.match ?? {}).every(([key, value]) => isDeepStrictEqual(args[key], value))
  const drop = (entry: Entry) => {
    entry.left = 0
    entry.release()
    entries = entries.filter((other) => other !== entry)
  }
  return {
    outage: 'off',
    add: (failure) => {
      let release = (): void => undefined
      const ended = new Promise<void>((resolve) => {
        release = resolve
      })
      const left = failure.times === 'always' ? Number.POSITIVE_INFINITY : (failure.times ?? 1)
      const entry: Entry = { failure, left, hits: 0, ended, release }
      entries.push(entry)
      return { hits: () => entry.hits, clear: () => drop(entry), release }
    },
    take: (method, args) => {
      const entry = entries.find((candidate) => fits(candidate, method, args))
      if (!entry) return undefined
      entry.left -= 1
      entry.hits += 1
      const { failure, ended } = entry
      return {
        failure,
        wait: async () => {
          if (failure.delayMs) await sleep(failure.delayMs, ended)
          if (failure.hold) await ended
        },
      }
    },
    clear: () => {
      for (const entry of [...entries]) drop(entry)
    },
  }
}
