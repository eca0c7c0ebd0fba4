import type { Block, Json } from '../model.ts'
import type { RenderOptions } from '../types.ts'
import { renderElement } from './element.ts'
import { objectsIn } from './parts.ts'
import { readRichText } from './read-rich-text.ts'
import { renderParts } from './render-parts.ts'
import { renderText } from './text.ts'

const lines = (...texts: string[]): string => texts.filter((text) => text !== '').join('\n')

const DRAW: Record<string, (block: Json, options: RenderOptions) => string> = {
  section: (block, options) =>
    lines(
      renderText(block.text, options),
      ...objectsIn(block.fields).map((field) => renderText(field, options)),
      block.accessory ? renderElement(block.accessory, options) : '',
    ),
  header: (block, options) => renderText(block.text, options),
  divider: () => '────────',
  rich_text: (block, options) => renderParts(readRichText(block), options),
  image: (block, options) =>
    lines(renderText(block.title, options), `[image: ${String(block.alt_text ?? '')}]`),
  alert: (block, options) => `! ${renderText(block.text, options)}`,
  markdown: (block) => String(block.text ?? ''),
  context: (block, options) =>
    objectsIn(block.elements)
      .map((e) => (e.type === 'image' ? renderElement(e, options) : renderText(e, options)))
      .join('  '),
  actions: (block, options) =>
    objectsIn(block.elements)
      .map((e) => renderElement(e, options))
      .join(' '),
  input: (block, options) =>
    lines(
      `${renderText(block.label, options)}: ${renderElement(block.element, options)}`,
      renderText(block.hint, options),
    ),
  card: (block, options) =>
    lines(
      renderText(block.title, options),
      renderText(block.subtitle, options),
      renderText(block.body, options),
      objectsIn(block.actions)
        .map((e) => renderElement(e, options))
        .join(' '),
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
