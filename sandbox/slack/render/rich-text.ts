import { isObject } from '../limits/report.ts'
import type { Json } from '../model.ts'
import type { RenderOptions } from '../types.ts'
import { renderDate } from './date.ts'
import { renderEmoji } from './emoji.ts'

const inline = (value: unknown, options: RenderOptions): string => {
  if (!isObject(value)) return ''
  const text = typeof value.text === 'string' ? value.text : ''
  switch (value.type) {
    case 'text':
      return text
    case 'link':
      return text && text !== value.url ? `${text} (${String(value.url)})` : String(value.url)
    case 'date': {
      const drawn = renderDate(Number(value.timestamp), String(value.format), options)
      return value.url ? `${drawn} (${String(value.url)})` : drawn
    }
    case 'emoji':
      return renderEmoji(`:${String(value.name)}:`)
    case 'user':
      return `@${options.names?.(String(value.user_id)) ?? String(value.user_id)}`
    case 'channel':
      return `#${options.names?.(String(value.channel_id)) ?? String(value.channel_id)}`
    case 'usergroup':
      return `@${String(value.usergroup_id)}`
    case 'broadcast':
      return `@${String(value.range)}`
    default:
      return text
  }
}

const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : [])

const part = (element: Json, options: RenderOptions): string => {
  const children = listOf(element.elements)
  if (element.type === 'rich_text_list')
    return children
      .map((child, i) => `${element.style === 'ordered' ? `${i + 1}.` : '•'} ${part(child, options)}`)
      .join('\n')
  const text = children.map((child) => inline(child, options)).join('')
  return element.type === 'rich_text_quote' ? text.replace(/^/gm, '│ ') : text
}

/** A rich_text block; its texts are literal whatever they hold. */
export const renderRichText = (block: Json, options: RenderOptions): string =>
  listOf(block.elements)
    .map((element) => part(element, options))
    .join('\n')
