import './parts.css'
import type { ComponentChildren } from 'preact'
import { renderDate } from '../../../slack/render/date.ts'
import type { Part, Style } from '../../../slack/render/parts.ts'
import { renderMention } from '../../../slack/render/render-parts.ts'
import { useDrawing } from './drawing.ts'
import { visible } from './visible.ts'

const TAGS = { bold: 'b', italic: 'i', strike: 's', code: 'code' } as const satisfies Record<Style, string>
const BIDI_CONTROLS = /[\u202A-\u202E\u2066-\u2069]/

const Link = ({ url, children }: { url: string; children: ComponentChildren }) => {
  const here = useDrawing().placeOf(url)
  const leads =
    here === undefined ? { href: url, target: '_blank', rel: 'noopener noreferrer' } : { href: here }
  return (
    <a {...leads} class="parts-link" dir="auto">
      {children}
    </a>
  )
}

const Mention = ({ part }: { part: Parameters<typeof renderMention>[0] }) => {
  const { names } = useDrawing()
  const nameOf = (id: string) => (Object.hasOwn(names, id) ? names[id] : undefined)
  const loud = part.type === 'broadcast' || part.type === 'usergroup'
  return (
    <bdi class={loud ? 'parts-mention parts-broadcast' : 'parts-mention'}>{renderMention(part, nameOf)}</bdi>
  )
}

const DateOf = ({ part }: { part: Extract<Part, { type: 'date' }> }) => {
  const { tz, now } = useDrawing()
  const drawn = renderDate(part.seconds, part.format, { tz, now })
  const whole = renderDate(part.seconds, '{date_long} at {time}', { tz })
  const text =
    drawn === undefined ? (
      part.fallback
    ) : (
      <time dateTime={new Date(part.seconds * 1000).toISOString()} title={`${whole} (${tz})`}>
        {drawn}
      </time>
    )
  return part.url ? <Link url={part.url}>{text}</Link> : text
}

const PartOf = ({ part }: { part: Part }) => {
  switch (part.type) {
    case 'text':
      // A text that turns the reading direction ends to do so where it ends itself.
      return BIDI_CONTROLS.test(part.text) ? <bdi>{visible(part.text)}</bdi> : visible(part.text)
    case 'styled': {
      const Tag = TAGS[part.style]
      return (
        <Tag>
          <Parts of={part.parts} />
        </Tag>
      )
    }
    case 'link':
      return (
        <Link url={part.url}>
          <Parts of={part.label} />
        </Link>
      )
    case 'date':
      return <DateOf part={part} />
    case 'unknown':
      return <mark class="parts-unknown">The sandbox knows no “{part.name}” here</mark>
    case 'paragraph':
      return (
        <span class="parts-paragraph" dir="auto">
          <Parts of={part.parts} />
        </span>
      )
    case 'quote':
      return (
        <blockquote class="parts-quote" dir="auto">
          <Parts of={part.parts} />
        </blockquote>
      )
    case 'list':
      return (
        <ul class="parts-list">
          <Parts of={part.parts} />
        </ul>
      )
    case 'item':
      return (
        <li dir="auto">
          <Parts of={part.parts} />
        </li>
      )
    case 'preformatted':
      return (
        <pre class="parts-pre" dir="auto">
          <Parts of={part.parts} />
        </pre>
      )
    default:
      return <Mention part={part} />
  }
}

/** Formatted text as Slack draws it. */
export const Parts = ({ of }: { of: Part[] }) => (
  <>
    {of.map((part, i) => (
      <PartOf key={i} part={part} />
    ))}
  </>
)
