import './blocks.css'
import { isObject } from '../../../slack/limits/report.ts'
import { textIn } from '../../../slack/render/parts.ts'
import { drawActions } from './actions.tsx'
import { drawCard, drawCarousel } from './card.tsx'
import type { Draw } from './draw.ts'
import { drawFile, drawImage, drawVideo } from './image.tsx'
import { drawInput } from './input.tsx'
import { Refused } from './refused.tsx'
import { drawSection } from './section.tsx'
import { drawAlert, drawContext, drawDivider, drawHeader, drawMarkdown, drawRichText } from './simple.tsx'
import { drawTable } from './table.tsx'
import { isText, Text } from './text.tsx'

/** One frame alone: Slack knows no container in a container. */
const refuseContainer = (child: unknown): unknown =>
  isObject(child) && child.type === 'container' ? { type: 'container in a container' } : child

/** A frame around other blocks, which may be folded. */
const drawContainer: Draw = ({ title, child_blocks, default_collapsed }) =>
  Array.isArray(child_blocks) ? (
    <details class="blocks-container" open={default_collapsed !== true}>
      <summary>{isText(title) ? <Text of={title} /> : 'Details'}</summary>
      <Blocks blocks={child_blocks.map(refuseContainer)} />
    </details>
  ) : undefined

const DRAW: Record<string, Draw> = {
  section: drawSection,
  header: drawHeader,
  divider: drawDivider,
  context: drawContext,
  actions: drawActions,
  context_actions: drawActions,
  image: drawImage,
  video: drawVideo,
  file: drawFile,
  rich_text: drawRichText,
  markdown: drawMarkdown,
  input: drawInput,
  alert: drawAlert,
  table: drawTable,
  data_table: drawTable,
  card: drawCard,
  carousel: drawCarousel,
  container: drawContainer,
}

const drawBlock = (block: unknown) => {
  if (!isObject(block)) return <Refused what="Slack does not take this: it is no block" />
  const type = textIn(block.type)
  const draw = Object.hasOwn(DRAW, type) ? DRAW[type] : undefined
  if (!draw) return <Refused what={`Slack does not know blocks of type “${type}”`} />
  return (
    draw(block, textIn(block.block_id)) ?? (
      <Refused what={`Slack does not take this block of type “${type}”: it lacks what it is to show`} />
    )
  )
}

/** Keeps what a person is typing when blocks come or go around it. */
const keysOf = (blocks: unknown[]): string[] => {
  const seen = new Set<string>()
  return blocks.map((block, i) => {
    const id = isObject(block) ? textIn(block.block_id) : ''
    const key = id !== '' && !seen.has(id) ? id : `${i}`
    seen.add(key)
    return key
  })
}

/** Blocks of a message, a modal or a Home, as Slack draws them. Anything at all may come in. */
export const Blocks = ({ blocks }: { blocks: unknown }) => {
  if (!Array.isArray(blocks)) return <Refused what="Slack does not take these blocks: they are no list" />
  const keys = keysOf(blocks)
  return (
    <div class="blocks">
      {blocks.map((block: unknown, i) => (
        <div key={keys[i]} class="blocks-block">
          {drawBlock(block)}
        </div>
      ))}
    </div>
  )
}
