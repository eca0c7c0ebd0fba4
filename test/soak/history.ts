import { setMaxListeners } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { seededNumbers } from '../../src/domain/seeded-numbers.ts'
import { createActs, WEIGHTS } from './acts.ts'
import { byWeight, type Dice, oneOf, within } from './dice.ts'
import type { World } from './world.ts'

/** As often as that, on the average, something happens. */
const PACE_MS = 250

/** Slack's requests go, as through a load balancer, to a process that listens. */
export const connectSlack = ({ slack, pair }: World, dice: Dice): void => {
  const ports = pair.flatMap((one) => one.port() ?? [])
  if (ports.length > 0) slack.connect(`http://127.0.0.1:${oneOf(dice, ports)}`)
}

/** Plays the history of that seed, and puts everything right again. */
export const playHistory = async (world: World, seed: number, minutes: number) => {
  const { portal, slack, pair } = world
  const lines: string[] = []
  const tally = new Map<string, number>()
  const note = (what: string) => lines.push(`${new Date().toISOString()} ${what}`)
  const over = new AbortController()
  setMaxListeners(0, over.signal)
  const pause = (ms: number) => wait(ms, undefined, { signal: over.signal }).catch(() => {})
  const acts = createActs(world, pause)
  const underWay = new Set<Promise<void>>()

  const until = performance.now() + minutes * 60_000
  for (let step = 0; performance.now() < until; step += 1) {
    const dice = seededNumbers(`${seed}:${step}`)
    await pause(within(dice, 0, 2 * PACE_MS))
    const name = byWeight(dice, WEIGHTS)
    connectSlack(world, dice)
    const act = acts[name](dice)
      .then((what) => {
        if (what === null) return
        tally.set(name, (tally.get(name) ?? 0) + 1)
        note(what)
      })
      .catch((error: unknown) => void note(`${name} failed: ${String(error)}`))
      .finally(() => underWay.delete(act))
    underWay.add(act)
  }

  over.abort()
  for (const one of pair) one.heal()
  await Promise.all(underWay)
  portal.clearFaults()
  slack.clearFailures()
  slack.outage('off')
  portal.configure({ auditDelayMs: { min: 0, max: 0 } })
  portal.releaseEvents()
  note('all is well from here on')
  return { lines, tally }
}
