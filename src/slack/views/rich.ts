import type { KnownBlock, RichTextBlock, RichTextSection } from '@slack/types'
import { escapeText, unformatted } from './untrusted.ts'

/**
 * A piece of a line. Strings are shown as they are: a rich_text block finds no markup in them, so a file name cannot
 * become a mention, a link or formatting.
 */
export type Piece =
  | string
  | { bold: string }
  | { user: string }
  | { channel: string }
  | { date: number }
  /** With seconds: day and time, and the time alone. */
  | { moment: number }
  | { clock: number }
  /** `exact`: for copying, so it is unchanged in the text too. */
  | { code: string; exact?: true }
  /** `label`: what is read in its place. */
  | { link: string; label?: string }

export type Line = { quote: string } | readonly Piece[]

/** What is sent to Slack: `text` says all that the blocks say, for notifications and screen readers. */
export interface View {
  text: string
  blocks: KnownBlock[]
}

const DATE_FORMAT = '{date_short_pretty} at {time}'
const MOMENT_FORMAT = '{date_short_pretty} at {time_secs}'
const CLOCK_FORMAT = '{time_secs}'

/** For clients that cannot draw a date: in UTC, with the zone's name. */
const utc = (at: number, from = 0, to = 16): string =>
  `${new Date(at).toISOString().slice(from, to).replace('T', ' ')} UTC`

interface Instant {
  timestamp: number
  format: string
  fallback: string
}

const instant = (piece: { date: number } | { moment: number } | { clock: number }): Instant => {
  const seconds = (at: number): number => Math.floor(at / 1_000)
  if ('date' in piece)
    return { timestamp: seconds(piece.date), format: DATE_FORMAT, fallback: utc(piece.date) }
  if ('moment' in piece)
    return { timestamp: seconds(piece.moment), format: MOMENT_FORMAT, fallback: utc(piece.moment, 0, 19) }
  return { timestamp: seconds(piece.clock), format: CLOCK_FORMAT, fallback: utc(piece.clock, 11, 19) }
}

const element = (piece: Piece): RichTextSection['elements'][number] => {
  if (typeof piece === 'string') return { type: 'text', text: piece }
  if ('bold' in piece) return { type: 'text', text: piece.bold, style: { bold: true } }
  if ('code' in piece) return { type: 'text', text: piece.code, style: { code: true } }
  if ('link' in piece)
    return { type: 'link', url: piece.link, ...(piece.label === undefined ? {} : { text: piece.label }) }
  if ('user' in piece) return { type: 'user', user_id: piece.user }
  if ('channel' in piece) return { type: 'channel', channel_id: piece.channel }
  return { type: 'date', ...instant(piece) }
}

const said = (piece: Piece): string => {
  if (typeof piece === 'string') return unformatted(piece)
  if ('bold' in piece) return unformatted(piece.bold)
  if ('code' in piece) return piece.exact ? escapeText(piece.code) : unformatted(piece.code)
  if ('link' in piece) return piece.label === undefined ? escapeText(piece.link) : unformatted(piece.label)
  if ('user' in piece) return `<@${piece.user}>`
  if ('channel' in piece) return `<#${piece.channel}>`
  const { timestamp, format, fallback } = instant(piece)
  return `<!date^${timestamp}^${format}|${fallback}>`
}

const isPieces = (line: Line): line is readonly Piece[] => Array.isArray(line)

export const textOf = (lines: readonly Line[]): string =>
  lines.map((line) => (isPieces(line) ? line.map(said).join('') : unformatted(line.quote))).join('\n')

/** Groups lines into sections: lines that follow one another share one. */
const sections = (lines: readonly Line[]): (Piece[] | { quote: string })[] => {
  const grouped: (Piece[] | { quote: string })[] = []
  for (const line of lines) {
    const last = grouped.at(-1)
    if (!isPieces(line)) grouped.push(line)
    else if (Array.isArray(last)) last.push('\n', ...line)
    else grouped.push([...line])
  }
  return grouped
}

/** Lines as one rich_text block. */
export const richText = (lines: readonly Line[]): RichTextBlock => ({
  type: 'rich_text',
  elements: sections(lines).map((section) =>
    Array.isArray(section)
      ? // Slack refuses an element without text.
        { type: 'rich_text_section', elements: section.filter((piece) => piece !== '').map(element) }
      : { type: 'rich_text_quote', elements: [{ type: 'text', text: section.quote }] },
  ),
})

/** A message of plain lines. */
export const linesView = (...lines: Line[]): View => ({ text: textOf(lines), blocks: [richText(lines)] })
