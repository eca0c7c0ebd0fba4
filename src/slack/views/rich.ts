import type { KnownBlock, RichTextBlock, RichTextSection } from '@slack/types'
import { isForgotten } from '../../domain/forgotten.ts'
import { dateAfter, type Instant, type ShownTime } from './date-element.ts'
import { escapeText, unformatted } from './untrusted.ts'

/**
 * A piece of a line. Strings are shown as they are: a rich_text block finds no markup in them, so a file name cannot
 * become a mention, a link or formatting.
 */
export type Piece =
  | string
  | { bold: string }
  | { struck: string }
  | { user: string }
  | { channel: string }
  | ShownTime
  /** `exact`: for copying, so it is unchanged in the text too. */
  | { code: string; exact?: true }
  /** `label`: what is read in its place. */
  | { link: string; label?: string }

export type Line = { quote: string } | { item: readonly Piece[] } | readonly Piece[]

/** What is sent to Slack: `text` says all that the blocks say, for notifications and screen readers. */
export interface View {
  text: string
  blocks: KnownBlock[]
}

/** In the place of a person who was forgotten. */
const SOMEONE = 'someone'

const TIMES = ['date', 'logged', 'day', 'time', 'moment', 'clock']

const isShownTime = (piece: Piece): piece is ShownTime =>
  typeof piece !== 'string' && TIMES.some((kind) => kind in piece)

/** A piece as it is written down. */
export type Told = Exclude<Piece, ShownTime> | Instant

/** Each moment with the word before it. */
export const joinDates = (pieces: readonly Piece[]): Told[] => {
  const all: Told[] = []
  for (const piece of pieces) {
    const last = all.at(-1)
    if (!isShownTime(piece)) all.push(piece)
    else if (typeof last !== 'string') all.push(dateAfter('', piece).instant)
    else {
      const { before, instant } = dateAfter(last, piece)
      all.splice(-1, 1, before, instant)
    }
  }
  return all
}

const element = (piece: Told): RichTextSection['elements'][number] => {
  if (typeof piece === 'string') return { type: 'text', text: piece }
  if ('bold' in piece) return { type: 'text', text: piece.bold, style: { bold: true } }
  if ('struck' in piece) return { type: 'text', text: piece.struck, style: { strike: true } }
  if ('code' in piece) return { type: 'text', text: piece.code, style: { code: true } }
  if ('link' in piece)
    return { type: 'link', url: piece.link, ...(piece.label === undefined ? {} : { text: piece.label }) }
  if ('user' in piece)
    return isForgotten(piece.user) ? { type: 'text', text: SOMEONE } : { type: 'user', user_id: piece.user }
  if ('channel' in piece) return { type: 'channel', channel_id: piece.channel }
  return { type: 'date', ...piece }
}

/** A piece in the text of a message, which Slack reads as mrkdwn. */
export const markText = (piece: Told): string => {
  if (typeof piece === 'string') return unformatted(piece)
  if ('bold' in piece) return unformatted(piece.bold)
  if ('struck' in piece) return unformatted(piece.struck)
  if ('code' in piece) return piece.exact ? escapeText(piece.code) : unformatted(piece.code)
  if ('link' in piece) return piece.label === undefined ? escapeText(piece.link) : unformatted(piece.label)
  if ('user' in piece) return isForgotten(piece.user) ? SOMEONE : `<@${piece.user}>`
  if ('channel' in piece) return `<#${piece.channel}>`
  return `<!date^${piece.timestamp}^${piece.format}|${piece.fallback}>`
}

const lineText = (line: Line): string => {
  if ('quote' in line) return unformatted(line.quote)
  return 'item' in line ? `• ${lineText(line.item)}` : joinDates(line).map(markText).join('')
}

export const textOf = (lines: readonly Line[]): string => lines.map(lineText).join('\n')

/** Lines that follow one another share a section, and items a list. */
const grouped = (
  lines: readonly Line[],
): (Piece[] | { quote: string } | { items: (readonly Piece[])[] })[] => {
  const groups: ReturnType<typeof grouped> = []
  for (const line of lines) {
    const last = groups.at(-1)
    if ('quote' in line) groups.push(line)
    else if ('item' in line) {
      if (last !== undefined && 'items' in last) last.items.push(line.item)
      else groups.push({ items: [line.item] })
    } else if (Array.isArray(last)) last.push('\n', ...line)
    else groups.push([...line])
  }
  return groups
}

const richSection = (pieces: readonly Piece[]): RichTextSection => ({
  type: 'rich_text_section',
  // Slack refuses an element without text.
  elements: joinDates(pieces)
    .filter((piece) => piece !== '')
    .map(element),
})

/** Lines as one rich_text block. */
export const richText = (lines: readonly Line[]): RichTextBlock => ({
  type: 'rich_text',
  elements: grouped(lines).map((group) => {
    if (Array.isArray(group)) return richSection(group)
    return 'items' in group
      ? { type: 'rich_text_list', style: 'bullet', elements: group.items.map(richSection) }
      : { type: 'rich_text_quote', elements: [{ type: 'text', text: group.quote }] }
  }),
})

/** A message of plain lines. */
export const linesView = (...lines: Line[]): View => ({ text: textOf(lines), blocks: [richText(lines)] })
