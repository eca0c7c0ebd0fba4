import { objectsIn, textIn } from '../../../slack/render/parts.ts'
import { readRichText } from '../../../slack/render/read-rich-text.ts'
import type { Draw } from './draw.ts'
import { Icon } from './image.tsx'
import { Parts } from './parts.tsx'
import { type MarkdownPart, readMarkdown } from './read-markdown.ts'
import { isText, Text } from './text.tsx'

export const drawHeader: Draw = ({ text }) =>
  isText(text) ? (
    <h3 class="blocks-header">
      <Text of={text} />
    </h3>
  ) : undefined

export const drawDivider: Draw = () => <hr class="blocks-divider" />

/** Small print: texts and tiny images in a row. */
export const drawContext: Draw = ({ elements }) => {
  const shown = objectsIn(elements).filter((element) => element.type === 'image' || isText(element))
  if (shown.length === 0) return undefined
  return (
    <div class="blocks-context">
      {shown.map((element, i) =>
        element.type === 'image' ? (
          <Icon key={i} alt={textIn(element.alt_text)} />
        ) : (
          <span key={i}>
            <Text of={element} />
          </span>
        ),
      )}
    </div>
  )
}

export const drawRichText: Draw = (block) =>
  Array.isArray(block.elements) ? (
    <div class="blocks-rich-text parts-text">
      <Parts of={readRichText(block)} />
    </div>
  ) : undefined

const MarkdownLine = ({ part }: { part: MarkdownPart }) => {
  if (part.type === 'rule') return <hr class="blocks-divider" />
  if (part.type !== 'heading') return <Parts of={[part]} />
  return (
    <h3 class="blocks-header">
      <Parts of={part.parts} />
    </h3>
  )
}

export const drawMarkdown: Draw = ({ text }) =>
  typeof text === 'string' ? (
    <div class="blocks-markdown parts-text" dir="auto">
      {readMarkdown(text).map((part, i) => (
        <MarkdownLine key={i} part={part} />
      ))}
    </div>
  ) : undefined

const LEVELS: Record<string, { sign: string; word: string }> = {
  default: { sign: 'ℹ️', word: 'Note' },
  info: { sign: 'ℹ️', word: 'Information' },
  success: { sign: '✅', word: 'Success' },
  warning: { sign: '⚠️', word: 'Warning' },
  error: { sign: '⛔', word: 'Error' },
}

export const drawAlert: Draw = ({ text, level }) => {
  const name = textIn(level)
  const known = Object.hasOwn(LEVELS, name) ? name : 'default'
  if (!isText(text)) return undefined
  return (
    <div class={`blocks-alert blocks-alert-${known}`} role="note">
      <span aria-hidden="true">{LEVELS[known]?.sign}</span>
      <span class="unseen">{LEVELS[known]?.word}: </span>
      <span>
        <Text of={text} />
      </span>
    </div>
  )
}
