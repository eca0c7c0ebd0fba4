import { nextTs } from '../ids.ts'
import type { Block, Json, SlackUser } from '../model.ts'
import { addHook } from '../response-url.ts'
import { addTrigger } from '../triggers.ts'
import type { Ack, Clickable, ClickOptions, Target } from '../types.ts'
import type { World } from '../world.ts'
import { describeElements, type Found, findElement } from './find-element.ts'
import { NotSent } from './not-sent.ts'
import { interaction } from './payload.ts'
import { sendToBot } from './send.ts'
import { current, isEphemeral, isView, outOfReach, surfaceParts, teamOf } from './surface.ts'

const blocksNow = (on: Clickable): Block[] => on.blocks ?? []

/** The newest earlier drawing that still had the element. */
const inEarlier = (on: Clickable, what: Target): Found | undefined => {
  const earlier = isView(on) ? [] : on.revisions.map((revision) => revision.blocks ?? []).reverse()
  for (const blocks of earlier) {
    const found = findElement(blocks, what)
    if (found) return found
  }
  return undefined
}

const SAME = ['action_id', 'type', 'value', 'url', 'style', 'confirm'] as const

/** What was chosen in a menu, with another value where one is forged. */
const choiceOf = (option: Json, { value }: ClickOptions): Json => ({
  selected_option: { ...option, ...(value === undefined ? {} : { value }) },
})

const actionOf = (world: World, found: Found, options: ClickOptions): Json => {
  const { element, blockId, option } = found
  const kept = Object.fromEntries(
    SAME.flatMap((key) => (element[key] === undefined ? [] : [[key, element[key]]])),
  )
  return {
    block_id: blockId,
    ...kept,
    ...(option
      ? choiceOf(option, options)
      : { text: element.text, ...(options.value === undefined ? {} : { value: options.value }) }),
    action_ts: nextTs(world),
  }
}

/** Presses a button, or chooses in a menu: `block_actions`, with the confirm dialogue accepted. */
export const click = async (
  world: World,
  user: SlackUser,
  handed: Clickable,
  what: Target,
  options: ClickOptions,
): Promise<Ack> => {
  const on = current(world, handed) ?? (options.stale || options.force ? handed : undefined)
  if (!on) throw new NotSent('what should be clicked is not there any more')
  const refusal = options.force ? undefined : outOfReach(world, user, on)
  if (refusal) throw new NotSent(refusal)
  const found =
    findElement(blocksNow(on), what) ??
    (options.stale ? (inEarlier(handed, what) ?? inEarlier(on, what)) : undefined)
  if (!found)
    throw new NotSent(
      `nothing to press called ${JSON.stringify(what)}; there is: ${describeElements(blocksNow(on))}`,
    )
  if (found.element.type === 'overflow' && !found.option)
    throw new NotSent(`a menu only opens: say which option; there is: ${describeElements(blocksNow(on))}`)
  const team = teamOf(world, on)
  const hook = isView(on)
    ? {}
    : {
        response_url: addHook(world, team, {
          kind: 'actions',
          channel: on.channel,
          user: user.id,
          origin: { ts: on.ts, ephemeral: isEphemeral(on) },
        }),
      }
  const payload: Json = {
    ...interaction(team, user, 'block_actions'),
    trigger_id: addTrigger(world, team.id, user.id, isView(on) ? on.id : undefined).id,
    ...surfaceParts(world, team, on),
    ...hook,
    actions: [actionOf(world, found, options)],
  }
  return sendToBot(world, { kind: 'block_actions', payload, encoding: 'payload' }, options)
}
