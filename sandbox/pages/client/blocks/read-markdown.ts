import { renderEmoji } from '../../../slack/render/emoji.ts'
import { isLinkable, type Part, type Style } from '../../../slack/render/parts.ts'

/** Markdown has two things that other formatted text has not. */
export type MarkdownPart = Part | { type: 'heading'; parts: Part[] } | { type: 'rule' }

// An escaped mark, code, a link or an image, what stands between two equal marks, and a bare address.
const INLINE =
  /\\([\\`*_~[\]()#>.!+-])|`([^`\n]+)`|!?\[([^\]\n]+)\]\(([^()\s]+)\)|(\*{1,3}|~~)(?=\S)(.+?)(?<=\S)\5(?!\*)|(?<![\p{L}\p{N}])(_{1,3})(?=\S)(.+?)(?<=\S)\7(?![\p{L}\p{N}_])|(https?:\/\/[^\s<>]*[^\s<>.,:;!?)])/gu

const STYLES: Record<string, Style[]> = {
  '*': ['italic'],
  '**': ['bold'],
  '***': ['bold', 'italic'],
  '~~': ['strike'],
}

const text = (literal: string): Part[] => (literal === '' ? [] : [{ type: 'text', text: literal }])

const inline = (source: string): Part[] => {
  const parts: Part[] = []
  let end = 0
  for (const match of source.matchAll(INLINE)) {
    const [whole, escaped, code, label, address, stars, starred, bars, barred, url] = match
    parts.push(...text(renderEmoji(source.slice(end, match.index))))
    end = match.index + whole.length
    const styles = STYLES[(stars ?? bars ?? '').replaceAll('_', '*')] ?? []
    if (escaped) parts.push(...text(escaped))
    else if (code) parts.push({ type: 'styled', style: 'code', parts: text(code) })
    else if (url) parts.push({ type: 'link', url, label: text(url) })
    else if (label && address && isLinkable(address))
      parts.push({ type: 'link', url: address, label: inline(label) })
    else if (label) parts.push(...text(whole))
    else
      parts.push(
        ...styles.reduce<Part[]>(
          (inner, style) => [{ type: 'styled', style, parts: inner }],
          inline(starred ?? barred ?? ''),
        ),
      )
  }
  return [...parts, ...text(renderEmoji(source.slice(end)))]
}

const FENCE = /^ {0,3}```/
const HEADING = /^ {0,3}#{1,6} +(.*?)[ #]*$/
const RULE = /^ {0,3}(?:(?:- *){3,}|(?:\* *){3,}|(?:_ *){3,})$/
const QUOTE = /^ {0,3}> ?/
const ITEM = /^( *)(?:[-*+]|(\d{1,6})[.)]) +(.*)$/
const isProse = (line: string): boolean =>
  line.trim() !== '' && ![FENCE, HEADING, RULE, QUOTE, ITEM].some((kind) => kind.test(line))

const addItem = (parts: MarkdownPart[], [, space = '', number, words = '']: RegExpExecArray): void => {
  const last = parts.at(-1)
  const [isOrdered, indent] = [number !== undefined, Math.min(Math.floor(space.length / 2), 8)]
  if (last?.type === 'list' && last.isOrdered === isOrdered && last.indent === indent)
    last.items.push(inline(words))
  else parts.push({ type: 'list', isOrdered, indent, start: Number(number ?? 1), items: [inline(words)] })
}

/** The common part of Markdown, as in a `markdown` block; tables stay text. */
export const readMarkdown = (source: string): MarkdownPart[] => {
  const parts: MarkdownPart[] = []
  const lines = source.split('\n')
  const take = (fits: (line: string) => boolean): string[] => {
    const count = lines.findIndex((line) => !fits(line))
    return lines.splice(0, count < 0 ? lines.length : count)
  }
  while (lines.length > 0) {
    const [line = ''] = lines
    const heading = HEADING.exec(line)
    const item = ITEM.exec(line)
    if (isProse(line)) parts.push({ type: 'paragraph', parts: inline(take(isProse).join('\n')) })
    else if (QUOTE.test(line)) {
      const quoted = take((one) => QUOTE.test(one)).map((one) => one.replace(QUOTE, ''))
      parts.push({ type: 'quote', parts: inline(quoted.join('\n')) })
    } else {
      lines.shift()
      if (FENCE.test(line)) {
        parts.push({ type: 'preformatted', parts: text(take((one) => !FENCE.test(one)).join('\n')) })
        lines.shift()
      } else if (heading) parts.push({ type: 'heading', parts: inline(heading[1] ?? '') })
      else if (RULE.test(line)) parts.push({ type: 'rule' })
      else if (item) addItem(parts, item)
    }
  }
  return parts
}
