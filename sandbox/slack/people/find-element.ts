import { isObject } from '../limits/report.ts'
import type { Block, Json } from '../model.ts'
import { objectsIn } from '../render/parts.ts'
import type { Target } from '../types.ts'

/** `option`: what is chosen in a menu. */
export type Found = { blockId: string; element: Json; option?: Json }

const elementsOf = (block: Block): Json[] =>
  [
    block.element,
    block.accessory,
    ...(block.type === 'actions' && Array.isArray(block.elements) ? block.elements : []),
  ].filter(isObject)

const label = (element: Json): unknown => (isObject(element.text) ? element.text.text : undefined)

/** One option of a menu, by its words or its value. */
const optionOf = (element: Json, wanted: string): Json | undefined =>
  objectsIn(element.options).find((option) => label(option) === wanted || option.value === wanted)

const fits = (target: Target, block: Block, element: Json): boolean => {
  if (typeof target === 'string') return element.action_id === target || label(element) === target
  return (
    (target.action_id === undefined || element.action_id === target.action_id) &&
    (target.block_id === undefined || block.block_id === target.block_id) &&
    (target.label === undefined || label(element) === target.label) &&
    (target.option === undefined || optionOf(element, target.option) !== undefined)
  )
}

/** The interactive element that is meant; undefined when these blocks do not have it. */
export const findElement = (blocks: Block[], target: Target): Found | undefined => {
  for (const block of blocks)
    for (const element of elementsOf(block))
      if (element.action_id !== undefined && fits(target, block, element)) {
        const wanted = typeof target === 'string' ? undefined : target.option
        const option = wanted === undefined ? undefined : optionOf(element, wanted)
        return { blockId: String(block.block_id), element, ...(option ? { option } : {}) }
      }
  return undefined
}

const named = (element: Json): string =>
  element.type === 'overflow'
    ? objectsIn(element.options).map(label).join(' | ')
    : String(label(element) ?? element.type)

/** `open, revoke, "More"`, for error messages. */
export const describeElements = (blocks: Block[]): string =>
  blocks
    .flatMap(elementsOf)
    .map((e) => `${String(e.action_id)} "${named(e)}"`)
    .join(', ') || 'none'
