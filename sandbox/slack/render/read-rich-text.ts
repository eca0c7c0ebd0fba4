import { isObject } from '../limits/report.ts'
import type { Json } from '../model.ts'
import { isLinkable, objectsIn, type Part, type Style, textIn } from './parts.ts'

const text = (literal: string): Part => ({ type: 'text', text: literal })

const link = (url: string, label: string): Part =>
  isLinkable(url) ? { type: 'link', url, label: [text(label || url)] } : text(label || url)

const bare = (element: Json): Part => {
  switch (element.type) {
    case 'text':
      return text(textIn(element.text))
    case 'link':
      return link(textIn(element.url), textIn(element.text))
    case 'user':
      return { type: 'user', id: textIn(element.user_id) }
    case 'channel':
      return { type: 'channel', id: textIn(element.channel_id) }
    case 'date':
      return {
        type: 'date',
        seconds: typeof element.timestamp === 'number' ? element.timestamp : Number.NaN,
        format: textIn(element.format),
        fallback: textIn(element.fallback),
      }
    default:
      return { type: 'unknown', name: textIn(element.type) }
  }
}

const STYLES: Style[] = ['code', 'bold', 'strike']

const inline = (element: Json): Part => {
  const { style } = element
  const on = isObject(style) ? STYLES.filter((name) => style[name] === true) : []
  return on.reduce<Part>((part, name) => ({ type: 'styled', style: name, parts: [part] }), bare(element))
}

const inlineIn = (element: Json): Part[] => objectsIn(element.elements).map(inline)

const part = (element: Json): Part => {
  switch (element.type) {
    case 'rich_text_section':
      return { type: 'paragraph', parts: inlineIn(element) }
    case 'rich_text_quote':
      return { type: 'quote', parts: inlineIn(element) }
    case 'rich_text_list':
      return {
        type: 'list',
        parts: objectsIn(element.elements).map((item) => ({ type: 'item', parts: inlineIn(item) })),
      }
    default:
      return { type: 'unknown', name: textIn(element.type) }
  }
}

/** A rich_text block; its texts are literal whatever they hold. */
export const readRichText = (block: Json): Part[] => objectsIn(block.elements).map(part)
