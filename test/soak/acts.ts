import { type Dice, oneOf, within } from './dice.ts'
import { hurtPortal, hurtSlack, outage } from './faults.ts'
import { createPeople } from './people.ts'
import type { Kept } from './processes.ts'
import type { World } from './world.ts'

/** How likely each is to come next. */
export const WEIGHTS = {
  share: 12,
  visit: 22,
  extend: 6,
  revoke: 4,
  look: 2,
  edit: 2,
  remove: 2,
  trail: 0.5,
  portal: 3,
  slack: 3,
  away: 0.3,
  kill: 0.6,
  killBoth: 0.15,
  stop: 0.15,
  redis: 0.5,
}

/** Says what was done; null where there was nothing to do it with. */
type Act = (dice: Dice) => Promise<string | null>

/** Left out while it still lasts. */
const alone = (act: Act): Act => {
  let lasts = false
  return async (dice) => {
    if (lasts) return null
    lasts = true
    return act(dice).finally(() => {
      lasts = false
    })
  }
}

const end = (some: readonly Kept[], signal: 'SIGKILL' | 'SIGTERM', dice: Dice): string => {
  const ms = within(dice, 0, 5_000)
  for (const one of some) one.end(signal, ms)
  return `${signal} to ${some.length} for ${ms} ms`
}

/** All that can happen. `pause` ends early when the history is over. */
export const createActs = (
  world: World,
  pause: (ms: number) => Promise<void>,
): Record<keyof typeof WEIGHTS, Act> => {
  const { portal, slack, redis, pair } = world
  return {
    ...createPeople(world),
    portal: async (dice) => hurtPortal(portal, dice),
    slack: async (dice) => hurtSlack(slack, dice),
    away: alone((dice) => outage(world, dice, pause)),
    kill: async (dice) => end([oneOf(dice, pair)], 'SIGKILL', dice),
    killBoth: async (dice) => end(pair, 'SIGKILL', dice),
    stop: async (dice) => end([oneOf(dice, pair)], 'SIGTERM', dice),
    redis: alone((dice) => redis.hurt(dice, pause)),
  }
}
