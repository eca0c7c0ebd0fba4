import { nextTs } from '../ids.ts'
import type { Block, Json, SlackUser } from '../model.ts'
import { addHook } from '../response-url.ts'
import { addTrigger } from '../triggers.ts'
import type { Ack, Clickable, ClickOptions, Target } from '../types.ts'
import type { World } from '../world.ts'
import { chosen } from './choose.ts'
import { describeElements, type Found, findElement } from './find-element.ts'
import { NotSent } from './not-sent.ts'
import { interaction } from './payload.ts'
import { sendToBot } from './send.ts'
import { suggestedTo } from './suggested.ts'
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

const SAME = ['action_id', 'type', 'value', 'url', 'style', 'confirm', 'placeholder'] as const

const actionOf = (world: World, found: Found, options: ClickOptions, suggested: Json[]): Json => {
  const { element, blockId } = found
  const kept = Object.fromEntries(
    SAME.flatMap((key) => (element[key] === undefined ? [] : [[key, element[key]]])),
  )
  const isButton = element.type === 'button'
  return {
    block_id: blockId,
    ...kept,
    ...(isButton ? { text: element.text } : chosen(element, options.choose ?? null, suggested)),
    ...(options.value === undefined ? {} : { value: options.value }),
    action_ts: nextTs(world),
  }
}

/** Presses a button or sets a select: `block_actions`, with the confirm dialogue accepted. */
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
  const team = teamOf(world, on)
  const actionId = String(found.element.action_id)
  if (isView(on) && found.element.type !== 'button' && options.choose !== undefined) {
    const block = on.values[found.blockId] ?? {}
    block[actionId] = chosen(found.element, options.choose, suggestedTo(world, on, actionId))
    on.values[found.blockId] = block
  }
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
    actions: [actionOf(world, found, options, suggestedTo(world, on, actionId))],
  }
  return sendToBot(world, { kind: 'block_actions', payload, encoding: 'payload' }, options)
}
