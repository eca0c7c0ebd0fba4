import { useState } from 'preact/hooks'
import type { Json } from '../../../slack/model.ts'
import { useDrawing } from '../blocks/drawing.ts'
import { useConfirm } from './confirm.tsx'

/** Pressing something that has no state: the question before, the click, and not twice while it is on its way. */
export const usePress = (element: Json, blockId: string) => {
  const drawing = useDrawing()
  const { ask, dialog } = useConfirm()
  const [isWaiting, setWaiting] = useState(false)
  const press = async (address?: string, option?: string): Promise<void> => {
    if (isWaiting || !(await ask(element.confirm))) return
    if (address) window.open(address, '_blank', 'noopener,noreferrer')
    setWaiting(true)
    await drawing.act(element, blockId, option)
    setWaiting(false)
  }
  return { press, isWaiting, dialog }
}
