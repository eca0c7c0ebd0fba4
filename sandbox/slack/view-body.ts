import type { Installed } from './lookup.ts'
import type { Json, SlackView, ViewValues } from './model.ts'
import { inputsOf } from './people/inputs.ts'

/** `state.values` of a view: what was filled in, else what stood there from the start. */
export const viewValues = (view: Pick<SlackView, 'blocks' | 'values'>): ViewValues => {
  const values: ViewValues = {}
  for (const { blockId, actionId, initial } of inputsOf(view.blocks)) {
    const block = values[blockId] ?? {}
    block[actionId] = view.values[blockId]?.[actionId] ?? initial
    values[blockId] = block
  }
  return values
}

/** A view as Slack writes it into answers and payloads. */
export const viewBody = (team: Installed, view: SlackView): Json => ({
  id: view.id,
  team_id: team.id,
  type: view.type,
  blocks: view.blocks,
  private_metadata: view.private_metadata,
  callback_id: view.callback_id,
  state: { values: viewValues(view) },
  hash: view.hash,
  title: view.title,
  clear_on_close: view.clear_on_close,
  notify_on_close: view.notify_on_close,
  close: view.close,
  submit: view.submit,
  previous_view_id: view.previous_view_id,
  root_view_id: view.root_view_id,
  app_id: team.install.appId,
  external_id: view.external_id,
  app_installed_team_id: team.id,
  bot_id: team.install.botId,
})
