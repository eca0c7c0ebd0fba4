import { letters, newId } from '../ids.ts'
import { isObject } from '../limits/report.ts'
import { viewBytes, viewFaults } from '../limits/view.ts'
import type { Installed } from '../lookup.ts'
import type { Json, SlackView } from '../model.ts'
import type { World } from '../world.ts'
import { type Answer, refuse } from './call.ts'
import { completeBlocks } from './content.ts'

/** The refusal of a view that Slack would not draw; undefined when it is fine. */
export const viewRefusal = (
  world: World,
  view: unknown,
  type: 'modal' | 'home',
  mine?: SlackView,
): Answer | undefined => {
  const faults = viewFaults(view, type)
  if (faults.length > 0)
    return refuse('invalid_arguments', { errors: faults, response_metadata: { messages: faults } })
  if (viewBytes(view) > 250_000) return refuse('view_too_large')
  const id = isObject(view) ? view.external_id : undefined
  const taken =
    typeof id === 'string' &&
    id !== '' &&
    world.state.views.some((v) => v.open && v.external_id === id && v !== mine)
  return taken ? refuse('duplicate_external_id') : undefined
}

const text = (value: unknown): Json | null => (isObject(value) ? { emoji: true, ...value } : null)

const contents = (world: World, view: Json) => ({
  callback_id: String(view.callback_id ?? ''),
  external_id: String(view.external_id ?? ''),
  private_metadata: String(view.private_metadata ?? ''),
  title: text(view.title),
  submit: text(view.submit),
  close: text(view.close),
  blocks: completeBlocks(world, view.blocks),
  clear_on_close: view.clear_on_close === true,
  notify_on_close: view.notify_on_close === true,
  hash: `${Math.floor(world.now() / 1000)}.${letters(world, 8)}`,
  errors: {},
  args: view,
})

export const addView = (
  world: World,
  team: Installed,
  view: Json,
  place: { user: string; type: 'modal' | 'home'; above?: SlackView },
): SlackView => {
  const id = newId(world, 'V')
  const made: SlackView = {
    id,
    type: place.type,
    team_id: team.id,
    user: place.user,
    ...contents(world, view),
    root_view_id: place.above?.root_view_id ?? id,
    previous_view_id: place.above?.id ?? null,
    values: {},
    open: true,
  }
  world.state.views.push(made)
  world.changed()
  return made
}

/** New contents in the same place. What was typed stays where block_id and action_id are still the same. */
export const replaceView = (world: World, old: SlackView, view: Json): void => {
  Object.assign(old, contents(world, view))
  const kept = new Set(old.blocks.map((block) => block.block_id))
  for (const blockId of Object.keys(old.values)) if (!kept.has(blockId)) delete old.values[blockId]
  world.changed()
}

/** The open modals of a user, bottom first. */
export const stackOf = (world: World, user: string): SlackView[] =>
  world.state.views.filter((view) => view.type === 'modal' && view.open && view.user === user)
