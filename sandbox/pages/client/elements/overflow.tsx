import { objectsIn, textIn } from '../../../slack/render/parts.ts'
import { MenuButton } from '../kit/menu.tsx'
import { addressOf, wordsOf } from './read.ts'
import type { ElementProps } from './use-element.ts'
import { usePress } from './use-press.ts'

/** `overflow`: a sign that opens a menu. An option with an address opens it too, and the app hears of it all the same. */
export const Overflow = ({ element, blockId }: ElementProps) => {
  const { press, dialog } = usePress(element, blockId)
  const items = objectsIn(element.options).map((option) => ({
    label: wordsOf(option.text),
    note: wordsOf(option.description),
    choose: () => void press(addressOf(option.url), textIn(option.value)),
  }))
  return (
    <>
      <MenuButton label="More actions" icon="more" items={items} />
      {dialog}
    </>
  )
}
