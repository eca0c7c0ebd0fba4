import { offerFaults } from '../limits/options.ts'
import type { Json, SlackUser } from '../model.ts'
import type { Ack, Clickable, SendOptions, Target } from '../types.ts'
import type { World } from '../world.ts'
import { findElement } from './find-element.ts'
import { NotSent } from './not-sent.ts'
import { interaction } from './payload.ts'
import { counts, sendToBot } from './send.ts'
import { noteSuggested, optionsIn } from './suggested.ts'
import { current, outOfReach, surfaceParts, teamOf } from './surface.ts'

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
  const refusal = options.force ? undefined : outOfReach(world, user, on)
  if (refusal) throw new NotSent(refusal)
  const found = findElement(on.blocks ?? [], what)
  if (!found) throw new NotSent(`no input ${JSON.stringify(what)}`)
  const least = typeof found.element.min_query_length === 'number' ? found.element.min_query_length : 3
  if (!options.force && query.length < least) throw new NotSent(`the client asks from ${least} letters on`)
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
  let offered: Json[] = []
  const ack = await sendToBot(
    world,
    { kind: 'block_suggestion', payload, encoding: 'payload' },
    options,
    (answer) => {
      if (!counts(answer)) return
      const faults = offerFaults(answer.body)
      answer.problems.push(...faults)
      if (faults.length > 0) return
      offered = optionsIn(answer.body)
      noteSuggested(
        world,
        on,
        actionId,
        offered.map(({ group: _, ...option }) => option),
      )
    },
  )
  return { ...ack, options: offered }
}
