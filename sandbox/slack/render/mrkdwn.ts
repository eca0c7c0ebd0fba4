import type { RenderOptions } from '../types.ts'
import { renderDate } from './date.ts'
import { renderEmoji } from './emoji.ts'

const decode = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

const special = (body: string, label: string | undefined, options: RenderOptions): string => {
  if (body.startsWith('date^')) {
    const [, seconds = '', format = '', link] = body.split('^')
    const text = /^-?\d+$/.test(seconds)
      ? renderDate(Number(seconds), decode(format), options)
      : decode(label ?? '')
    return link ? `${text} (${decode(link)})` : text
  }
  if (body.startsWith('subteam^')) return decode(label ?? `@${body.slice('subteam^'.length)}`)
  return `@${body}`
}

/** What stands between `<` and `>`: a mention, a date or a link. */
const angle = (inside: string, options: RenderOptions): string => {
  const bar = inside.indexOf('|')
  const target = bar < 0 ? inside : inside.slice(0, bar)
  const label = bar < 0 ? undefined : inside.slice(bar + 1)
  const kind = target.charAt(0)
  const name = options.names?.(target.slice(1))
  if (kind === '@') return `@${name ?? decode(label || target.slice(1))}`
  if (kind === '#') return `#${name ?? decode(label || target.slice(1))}`
  if (kind === '!') return special(target.slice(1), label, options)
  return label ? `${inline(label)} (${decode(target)})` : decode(target)
}

/** Markers of a formatting run count only at the edge of a word, as in Slack. */
const strip = (text: string): string => {
  const run = (marker: string) =>
    new RegExp(
      `(^|[\\s({\\[<>"'.,;:!?/*_~-])[${marker}](?!\\s)([^${marker}\\n]*?[^\\s${marker}])[${marker}](?![\\p{L}\\p{N}${marker}])`,
      'gu',
    )
  const once = (from: string) => ['*', '_', '~'].reduce((t, marker) => t.replace(run(marker), '$1$2'), from)
  const first = once(text)
  return first === text ? text : strip(first)
}

const inline = (text: string): string => decode(renderEmoji(strip(text)))

/**
 * mrkdwn as a person reads it: entities decoded last, so that escaped text stays literal; mentions, dates and
 * links drawn; `*bold*`, `_italic_`, `~strike~`, code and quote markers gone. A link shows as `label (address)`.
 */
export const renderMrkdwn = (text: string, options: RenderOptions): string => {
  // Finished pieces wait outside the text, so that a marker around a link still counts and one in it does not.
  const done: string[] = []
  const keep = (piece: string): string => `\uE000${done.push(piece) - 1}\uE001`
  const shielded = text
    .replace(/[\uE000\uE001]/g, '')
    .replace(/```([\s\S]+?)```/g, (_, code: string) => keep(decode(code.replace(/^\n|\n$/g, ''))))
    .replace(/`([^`\n]+)`/g, (_, code: string) => keep(decode(code)))
    .replace(/<([^<>\n]+)>/g, (_, inside: string) => keep(angle(inside, options)))
    .replace(/https?:\/\/[^\s\uE000]+/g, (url) => keep(decode(url)))
    .replace(/^(?:>|&gt;)+ ?/gm, () => keep('│ '))
  const restore = (from: string): string =>
    from.replace(/\uE000(\d+)\uE001/g, (_, index: string) => restore(done[Number(index)] ?? ''))
  return restore(inline(shielded))
}
