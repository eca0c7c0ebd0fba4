import { isObject } from '../limits/report.ts'
import type { Block, Json } from '../model.ts'
import type { Target } from '../types.ts'

export type Found = { blockId: string; element: Json }

const elementsOf = (block: Block): Json[] =>
  [
    block.element,
    ...(block.type === 'actions' && Array.isArray(block.elements) ? block.elements : []),
  ].filter(isObject)

const label = (element: Json): unknown => (isObject(element.text) ? element.text.text : undefined)

const fits = (target: Target, block: Block, element: Json): boolean => {
  if (typeof target === 'string') return element.action_id === target || label(element) === target
  return (
    (target.action_id === undefined || element.action_id === target.action_id) &&
    (target.block_id === undefined || block.block_id === target.block_id) &&
    (target.label === undefined || label(element) === target.label)
  )
}

/** The interactive element that is meant; undefined when these blocks do not have it. */
export const findElement = (blocks: Block[], target: Target): Found | undefined => {
  for (const block of blocks)
    for (const element of elementsOf(block))
      if (element.action_id !== undefined && fits(target, block, element))
        return { blockId: String(block.block_id), element }
  return undefined
}

/** `open, revoke, "More"`, for error messages. */
export const describeElements = (blocks: Block[]): string =>
  blocks
    .flatMap(elementsOf)
    .map((e) => `${String(e.action_id)} "${String(label(e) ?? e.type)}"`)
    .join(', ') || 'none'
