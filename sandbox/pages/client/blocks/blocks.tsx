import './blocks.css'
import { isObject } from '../../../slack/limits/report.ts'
import { textIn } from '../../../slack/render/parts.ts'
import { drawActions } from './actions.tsx'
import type { Draw } from './draw.ts'
import { drawInput } from './input.tsx'
import { Refused } from './refused.tsx'
import { drawSection } from './section.tsx'
import { drawContext, drawDivider, drawHeader, drawRichText } from './simple.tsx'

const DRAW: Record<string, Draw> = {
  actions: drawActions,
  context: drawContext,
  divider: drawDivider,
  header: drawHeader,
  input: drawInput,
  rich_text: drawRichText,
  section: drawSection,
}

const drawBlock = (block: unknown) => {
  if (!isObject(block)) return <Refused what="Slack does not take this: it is no block" />
  const type = textIn(block.type)
  const draw = Object.hasOwn(DRAW, type) ? DRAW[type] : undefined
  if (!draw) return <Refused what={`The sandbox knows no blocks of type “${type}”`} />
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
