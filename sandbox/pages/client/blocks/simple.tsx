import { objectsIn } from '../../../slack/render/parts.ts'
import { readRichText } from '../../../slack/render/read-rich-text.ts'
import type { Draw } from './draw.ts'
import { Parts } from './parts.tsx'
import { isText, Text } from './text.tsx'

export const drawHeader: Draw = ({ text }) =>
  isText(text) ? (
    <h3 class="blocks-header">
      <Text of={text} />
    </h3>
  ) : undefined

export const drawDivider: Draw = () => <hr class="blocks-divider" />

/** Small print: texts in a row. */
export const drawContext: Draw = ({ elements }) => {
  const shown = objectsIn(elements).filter(isText)
  if (shown.length === 0) return undefined
  return (
    <div class="blocks-context">
      {shown.map((element, i) => (
        <span key={i}>
          <Text of={element} />
        </span>
      ))}
    </div>
  )
}

export const drawRichText: Draw = (block) =>
  Array.isArray(block.elements) ? (
    <div class="blocks-rich-text parts-text">
      <Parts of={readRichText(block)} />
    </div>
  ) : undefined
