import { objectsIn, textIn } from '../../../slack/render/parts.ts'
import { MenuButton } from '../kit/menu.tsx'
import { addressOf, wordsOf } from './read.ts'
import type { ElementProps } from './use-element.ts'
import { usePress } from './use-press.ts'

/** The "…" menu. */
export const Overflow = ({ element, blockId }: ElementProps) => {
  const { press, isWaiting, dialog } = usePress(element, blockId)
  const items = objectsIn(element.options).map((option) => {
    const address = addressOf(option.url)
    return {
      label: wordsOf(option.text),
      note: wordsOf(option.description),
      ...(address ? { icon: 'outside' as const } : {}),
      choose: () => void press(option, address),
    }
  })
  return (
    <span class="element-overflow" aria-busy={isWaiting}>
      <MenuButton label={textIn(element.accessibility_label) || 'More actions'} icon="more" items={items} />
      {dialog}
    </span>
  )
}
