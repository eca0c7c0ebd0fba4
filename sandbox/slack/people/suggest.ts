import { checkOptions } from '../limits/elements.ts'
import { createReport, isObject } from '../limits/report.ts'
import type { Json, SlackUser } from '../model.ts'
import type { Ack, Clickable, SendOptions, Target } from '../types.ts'
import type { World } from '../world.ts'
import { findElement } from './find-element.ts'
import { interaction } from './payload.ts'
import { counts, sendToBot } from './send.ts'
import { current, isView, surfaceParts, teamOf } from './surface.ts'

const optionsOf = (body: unknown): Json[] => {
  if (!isObject(body)) return []
  const groups = Array.isArray(body.option_groups) ? body.option_groups.filter(isObject) : []
  return [body.options, ...groups.map((group) => group.options)].flatMap((list) =>
    Array.isArray(list) ? list.filter(isObject) : [],
  )
}

/** Types into an external_select; what the bot offers can then be chosen by its value. */
export const suggest = async (
  world: World,
  user: SlackUser,
  handed: Clickable,
  what: Target,
  query: string,
  options: SendOptions,
): Promise<Ack & { options: Json[] }> => {
  const on = current(world, handed) ?? handed
  const found = findElement(on.blocks ?? [], what)
  if (!found) throw new Error(`no input ${JSON.stringify(what)}`)
  const least = typeof found.element.min_query_length === 'number' ? found.element.min_query_length : 3
  if (!options.force && query.length < least) throw new Error(`the client asks from ${least} letters on`)
  const team = teamOf(world, on)
  const actionId = String(found.element.action_id)
  const { state: _, ...parts } = surfaceParts(world, team, on)
  const payload: Json = {
    ...interaction(team, user, 'block_suggestion'),
    ...parts,
    action_id: actionId,
    block_id: found.blockId,
    value: query,
  }
  const ack = await sendToBot(world, { kind: 'block_suggestion', payload, encoding: 'payload' }, options)
  const offered = counts(ack) ? optionsOf(ack.body) : []
  const report = createReport()
  checkOptions(report, offered, '/options', { max: 100, min: 0 })
  if (counts(ack) && !isObject(ack.body)) report.add('the answer holds no options', '')
  ack.problems.push(...report.faults)
  if (isView(on)) world.state.suggestions[`${on.id} ${actionId}`] = offered
  return { ...ack, options: report.faults.length > 0 ? [] : offered }
}
