import type { SlackView } from '../model.ts'
import type { Fill } from '../types.ts'
import { viewValues } from '../view-body.ts'
import type { World } from '../world.ts'
import { chosen } from './choose.ts'
import { type Input, inputsOf } from './inputs.ts'
import { NotSent } from './not-sent.ts'
import { suggestedTo } from './suggested.ts'

const named = (input: Input, key: string): boolean =>
  key === input.blockId || key === input.actionId || key === `${input.blockId}.${input.actionId}`

/** Types into a view. Throws when it has no such input, or an option that it does not offer is chosen. */
export const fillView = (world: World, view: SlackView, values: Fill): void => {
  const inputs = inputsOf(view.blocks)
  for (const [key, value] of Object.entries(values)) {
    const input = inputs.find((candidate) => named(candidate, key))
    if (!input)
      throw new NotSent(
        `no input ${key}; there are: ${inputs.map((i) => `${i.blockId}.${i.actionId}`).join(', ')}`,
      )
    const block = view.values[input.blockId] ?? {}
    block[input.actionId] = chosen(input.element, value, suggestedTo(world, view, input.actionId))
    view.values[input.blockId] = block
  }
  world.changed()
}

const isEmpty = (state: Record<string, unknown> | undefined): boolean =>
  !Object.entries(state ?? {}).some(
    ([key, value]) =>
      key !== 'type' && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0),
  )

/** Why the client itself would not send the form; undefined when it would. */
export const clientRefusal = (view: SlackView): string | undefined => {
  const values = viewValues(view)
  for (const { blockId, actionId, label, element, required } of inputsOf(view.blocks)) {
    const state = values[blockId]?.[actionId]
    if (required && isEmpty(state)) return `“${label}” is required`
    const text = typeof state?.value === 'string' ? state.value : ''
    if (typeof element.max_length === 'number' && text.length > element.max_length)
      return `“${label}” is longer than ${element.max_length}`
    if (text !== '' && element.type === 'number_input' && !Number.isFinite(Number(text)))
      return `“${label}” is no number`
  }
  return undefined
}
