import { decode } from './decode.ts'
import { renderEmoji } from './emoji.ts'
import { parseAngle } from './parse-angle.ts'
import type { Part, Style } from './parts.ts'

// Code, `<…>`, and a bare address up to an escaped angle bracket, without the punctuation of the sentence around it.
const TOKEN = /`([^`\n]+)`|<([^<>\n]+)>|(https?:\/\/(?:(?!&[lg]t;)[^\s<>"`])+(?<![.,:!?'*~)\]]|(?<!&amp);))/g

// Markers count only at the edge of a word.
const run = (marker: string): string =>
  `[${marker}](?!\\s)([^${marker}\\n]*?[^\\s${marker}])[${marker}](?![\\p{L}\\p{N}${marker}])`
const RUN = new RegExp(`(?<=^|[\\s({\\[<>"'.,;:!?/*_~-])(?:${run('*')}|${run('_')}|${run('~')})`, 'gu')

/** `full`: bare addresses become links; `verbatim`: they do not; `label`: nor does anything else. */
type Mode = 'full' | 'verbatim' | 'label'

const text = (raw: string): Part[] => (raw === '' ? [] : [{ type: 'text', text: raw }])

/** One or more lines without quotes and preformatted text. */
const inline = (source: string, mode: Mode): Part[] => {
  // Finished pieces wait outside the text, so that a marker around a link still counts and one in it does not.
  const done: Part[] = []
  const keep = (part: Part): string => `\uE000${done.push(part) - 1}\uE001`
  const shielded = source
    .replace(/[\uE000\uE001]/g, '')
    .replace(TOKEN, (whole, code?: string, angle?: string, url?: string) => {
      if (code !== undefined) return keep({ type: 'styled', style: 'code', parts: text(decode(code)) })
      if (url !== undefined) {
        const address = decode(url)
        return keep(
          mode === 'full'
            ? { type: 'link', url: address, label: text(address) }
            : { type: 'text', text: address },
        )
      }
      if (mode === 'label' || angle === undefined) return whole
      return keep(parseAngle(angle, (label) => inline(label, 'label')))
    })

  const plain = (from: string): Part[] =>
    from.split(/\uE000(\d+)\uE001/).flatMap((piece, i) => {
      const part = i % 2 === 1 ? done[Number(piece)] : undefined
      return part ? [part] : text(decode(renderEmoji(piece)))
    })
  const styled = (from: string): Part[] => {
    const parts: Part[] = []
    let end = 0
    for (const match of from.matchAll(RUN)) {
      const [whole, bold, italic, strike] = match
      const style: Style = bold !== undefined ? 'bold' : italic !== undefined ? 'italic' : 'strike'
      parts.push(...plain(from.slice(end, match.index)))
      parts.push({ type: 'styled', style, parts: styled(bold ?? italic ?? strike ?? '') })
      end = match.index + whole.length
    }
    return [...parts, ...plain(from.slice(end))]
  }
  return styled(shielded)
}

const QUOTE = /^(?:>|&gt;)+ ?/

/** Lines of which some are quoted. */
const lines = (source: string, mode: Mode): Part[] => {
  const groups: { isQuote: boolean; lines: string[] }[] = []
  for (const line of source.split('\n')) {
    const isQuote = QUOTE.test(line)
    const last = groups.at(-1)
    if (last?.isQuote === isQuote) last.lines.push(line.replace(QUOTE, ''))
    else groups.push({ isQuote, lines: [line.replace(QUOTE, '')] })
  }
  return groups.flatMap((group): Part[] => {
    const parts = inline(group.lines.join('\n'), mode)
    if (group.isQuote) return [{ type: 'quote', parts }]
    return parts.length > 0 ? parts : [{ type: 'text', text: '' }]
  })
}

/** Lines and preformatted text. */
const blocks = (source: string, mode: Mode): Part[] => {
  const pieces = source.split(/```([\s\S]+?)```/)
  return pieces.flatMap((piece, i): Part[] => {
    if (i % 2 === 1) return [{ type: 'preformatted', parts: text(decode(piece.replace(/^\n|\n$/g, ''))) }]
    // Preformatted text breaks the line by itself.
    const after = i > 0 ? piece.replace(/^[ \t]*\n/, '') : piece
    const between = i < pieces.length - 1 ? after.replace(/\n[ \t]*$/, '') : after
    return between === '' ? [] : lines(between, mode)
  })
}

const REST = /```[\s\S]+?```|^(?:>|&gt;){3} ?/gm

/** mrkdwn as Slack reads it. `isVerbatim`: bare addresses stay text. */
export const parseMrkdwn = (source: string, { isVerbatim = false } = {}): Part[] => {
  const mode = isVerbatim ? 'verbatim' : 'full'
  // `>>>` quotes all that follows; within preformatted text it is nothing.
  const quote = [...source.matchAll(REST)].find(([found]) => !found.startsWith('```'))
  if (!quote) return blocks(source, mode)
  const before = source.slice(0, quote.index).replace(/\n$/, '')
  const rest = source.slice(quote.index + quote[0].length)
  return [...blocks(before, mode), { type: 'quote', parts: blocks(rest, mode) }]
}
