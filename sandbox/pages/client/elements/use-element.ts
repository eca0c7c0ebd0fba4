import { isObject } from '../../../slack/limits/report.ts'
import type { Json } from '../../../slack/model.ts'
import { inputsOf } from '../../../slack/people/inputs.ts'
import { textIn } from '../../../slack/render/parts.ts'
import type { FillValue } from '../../../slack/types.ts'
import { useDrawing } from '../blocks/drawing.ts'

export type ElementProps = {
  element: Json
  blockId: string
  /** Of the label of the input block. */
  labelId?: string | undefined
  describedBy?: string | undefined
  /** The form is not sent without it. */
  isRequired?: boolean | undefined
  /** The app hears at once of what is chosen (`dispatch_action`). */
  tells?: boolean | undefined
}

const initialOf = (element: Json, blockId: string): Json =>
  inputsOf([{ type: 'input', block_id: blockId, element }])[0]?.initial ?? {}

/** How a control finds its place again, in the page and after a redrawing. */
export const fieldName = (element: Json, blockId: string): string => `${blockId}.${textIn(element.action_id)}`

/** The state of an input (as in `view.state`) and how to change it; it is sent with the form. */
export const useElement = (props: ElementProps) => {
  const { element, blockId, labelId, describedBy, isRequired, tells } = props
  const drawing = useDrawing()
  const actionId = textIn(element.action_id)
  const field = fieldName(element, blockId)
  return {
    drawing,
    field,
    state: drawing.stateOf(blockId, actionId) ?? initialOf(element, blockId),
    change: (value: FillValue) => {
      drawing.fill(blockId, actionId, value)
      if (tells && isObject(value)) void drawing.act(element, blockId, textIn(value.value))
    },
    /** What every control says of itself. */
    described: (fallback: string) => ({
      'data-field': field,
      ...(labelId ? { 'aria-labelledby': labelId } : { 'aria-label': fallback }),
      'aria-describedby': describedBy,
      'aria-required': isRequired === true || undefined,
      'aria-invalid': Object.hasOwn(drawing.errors, blockId),
    }),
  }
}
