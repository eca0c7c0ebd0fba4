import type { Block, Json } from '../model.ts'
import type { RenderOptions } from '../types.ts'
import { renderElement } from './element.ts'
import { objectsIn } from './parts.ts'
import { readRichText } from './read-rich-text.ts'
import { renderParts } from './render-parts.ts'
import { renderText } from './text.ts'

const lines = (...texts: string[]): string => texts.filter((text) => text !== '').join('\n')

const DRAW: Record<string, (block: Json, options: RenderOptions) => string> = {
  header: (block, options) => renderText(block.text, options),
  divider: () => '────────',
  rich_text: (block, options) => renderParts(readRichText(block), options),
  context: (block, options) =>
    objectsIn(block.elements)
      .map((e) => renderText(e, options))
      .join('  '),
  section: (block, options) =>
    lines(renderText(block.text, options), renderElement(block.accessory, options)),
  actions: (block, options) =>
    objectsIn(block.elements)
      .map((e) => renderElement(e, options))
      .join(' '),
  input: (block, options) =>
    lines(
      `${renderText(block.label, options)}: ${renderElement(block.element, options)}`,
      renderText(block.hint, options),
    ),
}

/** One drawing a block, in order; a block this does not know shows as `[type]`. */
export const renderBlocks = (blocks: Block[], options: RenderOptions): string =>
  lines(
    ...blocks.map((block) => {
      const draw = Object.hasOwn(DRAW, block.type) ? DRAW[block.type] : undefined
      return draw ? draw(block, options) : `[${block.type}]`
    }),
  )
