import type { World } from './world.ts'

type Truthy<T> = Exclude<T, false | null | undefined | 0 | ''>

const lastSeen = (world: World): string => {
  const said = world.state.messages.slice(-3).map((message) => `  ${message.channel}: ${message.text}`)
  const whispered = world.state.ephemerals.slice(-3).map((e) => `  (to ${e.to}) ${e.text}`)
  const asked = world.state.requests
    .slice(-3)
    .map((entry) => `  ${entry.method} -> ${entry.status} ${String(entry.response.error ?? '')}`)
  return [...said, ...whispered, ...asked].join('\n') || '  nothing at all'
}

/** Asks the probe now and after each change; the error says what was there instead. */
export const waitFor = <T>(
  world: World,
  probe: () => T,
  options: { timeoutMs?: number; what?: string } = {},
): Promise<Truthy<T>> =>
  new Promise((resolve, reject) => {
    const end = (finish: () => void) => {
      clearTimeout(timer)
      stop()
      finish()
    }
    const ask = () => {
      try {
        const answer = probe()
        if (answer) end(() => resolve(answer as Truthy<T>))
      } catch (error) {
        end(() => reject(error))
      }
    }
    const timeoutMs = options.timeoutMs ?? 45_000
    const timer = setTimeout(() => {
      const what = options.what ?? String(probe).slice(0, 200)
      end(() =>
        reject(new Error(`waited ${timeoutMs} ms in vain for ${what}; last seen:\n${lastSeen(world)}`)),
      )
    }, timeoutMs)
    const stop = world.onChange(ask)
    ask()
  })
