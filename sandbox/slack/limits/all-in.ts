import type { Json } from '../model.ts'
import { isObject } from './report.ts'

/** Blocks and those in containers, in order. */
export const allBlocks = (blocks: unknown): Json[] =>
  Array.isArray(blocks)
    ? blocks.filter(isObject).flatMap((block) => [block, ...allBlocks(block.child_blocks)])
    : []

/** Elements of blocks that a person can act on. */
export const allElements = (blocks: unknown): Json[] =>
  allBlocks(blocks)
    .flatMap(({ element, accessory, elements }) => [
      element,
      accessory,
      ...(Array.isArray(elements) ? elements : []),
    ])
    .filter(isObject)
