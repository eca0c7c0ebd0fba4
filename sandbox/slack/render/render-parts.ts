import type { RenderOptions } from '../types.ts'
import { renderDate } from './date.ts'
import { type Part, standsApart } from './parts.ts'

type Mention = Extract<Part, { type: 'user' | 'channel' | 'usergroup' | 'broadcast' }>

/** `@alice`, `#general`, `@channel`; the id where no name is known. */
export const renderMention = (part: Mention, names: RenderOptions['names']): string => {
  if (part.type === 'broadcast') return `@${part.range}`
  // The label of a user group brings its own @.
  if (part.type === 'usergroup') return part.label ?? `@${part.id}`
  return `${part.type === 'user' ? '@' : '#'}${names?.(part.id) ?? part.label ?? part.id}`
}

const renderPart = (part: Part, options: RenderOptions): string => {
  switch (part.type) {
    case 'text':
      return part.text
    case 'styled': {
      const text = renderParts(part.parts, options)
      return part.style === 'strike' ? `~${text}~` : text
    }
    case 'item':
      return `• ${renderParts(part.parts, options)}`
    case 'list':
    case 'paragraph':
    case 'preformatted':
      return renderParts(part.parts, options)
    case 'quote':
      return renderParts(part.parts, options).replace(/^/gm, '│ ')
    case 'link': {
      const label = renderParts(part.label, options)
      return label === part.url ? label : `${label} (${part.url})`
    }
    case 'date': {
      const drawn = renderDate(part.seconds, part.format, options) ?? part.fallback
      return part.url ? `${drawn} (${part.url})` : drawn
    }
    case 'unknown':
      return `[${part.name}]`
    default:
      return renderMention(part, options.names)
  }
}

/** Formatted text as a person reads it, its markers gone, but for those of what is struck out. A link shows as `label (address)`. */
export const renderParts = (parts: Part[], options: RenderOptions): string =>
  parts.reduce((text, part, i) => {
    const before = parts[i - 1]
    const isApart = before !== undefined && (standsApart(before) || standsApart(part))
    return `${text}${isApart ? '\n' : ''}${renderPart(part, options)}`
  }, '')
