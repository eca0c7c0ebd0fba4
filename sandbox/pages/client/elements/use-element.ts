import { useState } from 'preact/hooks'
import { isObject } from '../../../slack/limits/report.ts'
import type { Json } from '../../../slack/model.ts'
import { chosen } from '../../../slack/people/choose.ts'
import { inputsOf } from '../../../slack/people/inputs.ts'
import { textIn } from '../../../slack/render/parts.ts'
import type { FillValue } from '../../../slack/types.ts'
import { useDrawing } from '../blocks/drawing.ts'
import { useConfirm } from './confirm.tsx'

/** Elements of `actions` tell the app at once; an `input` is filled, and sent with the form. */
export type Place = 'actions' | 'input'

export type ElementProps = {
  element: Json
  blockId: string
  place: Place
  /** The input block has `dispatch_action`: the app is told of every change besides. */
  dispatch?: boolean | undefined
  /** Of the label of the input block. */
  labelId?: string | undefined
  describedBy?: string | undefined
  /** The form is not sent without it. */
  isRequired?: boolean | undefined
}

const initialOf = (element: Json, blockId: string): Json =>
  inputsOf([{ type: 'input', block_id: blockId, element }])[0]?.initial ?? {}

/** How a control finds its place again, in the page and after a redrawing. */
export const fieldName = (element: Json, blockId: string): string => `${blockId}.${textIn(element.action_id)}`

/**
 * The state of an element (as in `view.state`) and how to change it. A choice is remembered here too: a message
 * shows it to whoever made it, though the app has sent nothing new.
 */
export const useElement = (props: ElementProps) => {
  const { element, blockId, place, dispatch, labelId, describedBy, isRequired } = props
  const drawing = useDrawing()
  const [local, setLocal] = useState<{ of: string; state: Json }>()
  const { ask, dialog } = useConfirm()
  const actionId = textIn(element.action_id)
  const field = fieldName(element, blockId)
  const of = JSON.stringify(element)
  const own = local?.of === of ? local.state : undefined

  const set = (value: FillValue, known: Json[] = []) => {
    setLocal({ of, state: chosen(element, value, known) })
    if (place === 'input') drawing.fill(blockId, actionId, value)
  }
  const tell = (value: FillValue) => drawing.act(element, blockId, value)
  const tells = place !== 'input' || dispatch === true

  return {
    drawing,
    field,
    tells,
    dialog,
    state: own ?? drawing.stateOf(blockId, actionId) ?? initialOf(element, blockId),
    /** Shows and keeps a value, without a word to the app. */
    set,
    tell,
    /**
     * Asks when it must, keeps, and tells the app where it is told at once. False: the person said no.
     * `known`: options that do not stand in the element itself.
     */
    change: async (value: FillValue, known: Json[] = []): Promise<boolean> => {
      if (isObject(element.confirm) && !(await ask(element.confirm))) return false
      set(value, known)
      if (tells) await tell(value)
      return true
    },
    /** What every control says of itself. */
    described: (fallback: string) => ({
      'data-field': field,
      'data-focus-on-load': element.focus_on_load === true || undefined,
      ...(labelId ? { 'aria-labelledby': labelId } : { 'aria-label': fallback }),
      'aria-describedby': describedBy,
      'aria-required': isRequired === true || undefined,
      'aria-invalid': place === 'input' && Object.hasOwn(drawing.errors, blockId),
    }),
  }
}
