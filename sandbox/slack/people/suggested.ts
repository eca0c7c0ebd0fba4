import { isObject } from '../limits/report.ts'
import type { Json } from '../model.ts'
import type { Clickable } from '../types.ts'
import type { World } from '../world.ts'
import { isView } from './surface.ts'

const keyOf = (on: Clickable, actionId: string): string =>
  isView(on) ? `${on.id} ${actionId}` : `${on.channel} ${on.ts} ${actionId}`

/** What the bot has offered so far to the person who typed into this select. */
export const suggestedTo = (world: World, on: Clickable, actionId: string): Json[] =>
  world.state.suggestions[keyOf(on, actionId)] ?? []

/** Adds to it: what was chosen from an earlier answer stays chosen while the person types on. */
export const noteSuggested = (world: World, on: Clickable, actionId: string, options: Json[]): void => {
  const values = new Set(options.map(({ value }) => value))
  const earlier = suggestedTo(world, on, actionId).filter(({ value }) => !values.has(value))
  world.state.suggestions[keyOf(on, actionId)] = [...options, ...earlier]
}

const objects = (list: unknown): Json[] => (Array.isArray(list) ? list.filter(isObject) : [])

/** The options of an answer to block_suggestion, those of groups with `group`, the words above them. */
export const optionsIn = (body: unknown): Json[] => {
  if (!isObject(body)) return []
  const groups = objects(body.option_groups)
  return [
    ...objects(body.options),
    ...groups.flatMap(({ label, options }) =>
      objects(options).map((option) => ({ ...option, group: label })),
    ),
  ]
}
