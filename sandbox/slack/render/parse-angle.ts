import { decode } from './decode.ts'
import { isLinkable, type Part } from './parts.ts'

const command = (body: string, label: string | undefined): Part => {
  if (/^(?:here|channel|everyone)$/.test(body)) return { type: 'broadcast', range: body }
  if (body.startsWith('subteam^'))
    return {
      type: 'usergroup',
      id: body.slice('subteam^'.length),
      ...(label ? { label: decode(label) } : {}),
    }
  if (body.startsWith('date^')) {
    const [, seconds = '', format = '', link = ''] = body.split('^')
    return {
      type: 'date',
      seconds: /^-?\d+$/.test(seconds) ? Number(seconds) : Number.NaN,
      format: decode(format),
      fallback: decode(label ?? ''),
      ...(isLinkable(link) ? { url: decode(link) } : {}),
    }
  }
  return { type: 'text', text: `<${decode(label || `!${body}`)}>` }
}

/** What stands between `<` and `>`: a mention, a date or a link. Anything else stays as it is written. */
export const parseAngle = (inside: string, parseLabel: (label: string) => Part[]): Part => {
  const bar = inside.indexOf('|')
  const target = bar < 0 ? inside : inside.slice(0, bar)
  const label = bar < 0 ? undefined : inside.slice(bar + 1)
  const kind = target.charAt(0)
  const body = target.slice(1)
  if (kind === '!') return command(body, label)
  if (kind === '@' || kind === '#') {
    const type = kind === '@' ? 'user' : 'channel'
    return { type, id: body, ...(label ? { label: decode(label) } : {}) }
  }
  if (!isLinkable(target)) return { type: 'text', text: `<${decode(inside)}>` }
  const url = decode(target)
  return { type: 'link', url, label: label ? parseLabel(label) : [{ type: 'text', text: url }] }
}
