import { newId } from './ids.ts'
import type { Trigger } from './model.ts'
import type { World } from './world.ts'

const LIFE_MS = 3000

/** A new trigger of one interaction; `view`: the modal it was made in. */
export const addTrigger = (world: World, team: string, user: string, view?: string): Trigger => {
  const trigger: Trigger = {
    id: `${Math.floor(world.now())}.${newId(world, '')}`,
    team,
    user,
    at: world.now(),
    ...(view ? { view } : {}),
  }
  world.state.triggers.push(trigger)
  return trigger
}

/** Spends a trigger: it works once, within 3 s (docs.slack.dev). */
export const useTrigger = (world: World, team: string, id: unknown, by: string): Trigger | string => {
  const trigger = world.state.triggers.find((candidate) => candidate.id === id && candidate.team === team)
  if (!trigger) return 'invalid_trigger_id'
  if (world.now() - trigger.at > LIFE_MS) return 'expired_trigger_id'
  if (trigger.usedBy !== undefined) return 'exchanged_trigger_id'
  trigger.usedBy = by
  return trigger
}
