import { useId } from 'preact/hooks'
import { isObject } from '../../../slack/limits/report.ts'
import type { Json } from '../../../slack/model.ts'
import { Element } from '../elements/element.tsx'
import type { Draw } from './draw.ts'
import { useDrawing } from './drawing.ts'
import { isText, Text } from './text.tsx'

const Input = ({ block, element, blockId }: { block: Json; element: Json; blockId: string }) => {
  const { errors } = useDrawing()
  const id = useId()
  const error = Object.hasOwn(errors, blockId) ? errors[blockId] : undefined
  const hasHint = isText(block.hint)
  const describedBy = [...(error ? [`${id}-error`] : []), ...(hasHint ? [`${id}-hint`] : [])].join(' ')
  return (
    <div class={error ? 'blocks-input blocks-input-wrong' : 'blocks-input'}>
      <div class="blocks-label" id={`${id}-label`}>
        <Text of={block.label} />
        {block.optional === true && <span class="blocks-optional"> (optional)</span>}
      </div>
      <Element
        element={element}
        blockId={blockId}
        labelId={`${id}-label`}
        isRequired={block.optional !== true}
        tells={block.dispatch_action === true}
        {...(describedBy ? { describedBy } : {})}
      />
      {error && (
        <p class="blocks-error" id={`${id}-error`} role="alert" dir="auto">
          {error}
        </p>
      )}
      {hasHint && (
        <p class="blocks-hint" id={`${id}-hint`}>
          <Text of={block.hint} />
        </p>
      )}
    </div>
  )
}

/** A field of a form, with what the app said to it. */
export const drawInput: Draw = (block, blockId) =>
  isText(block.label) && isObject(block.element) ? (
    <Input block={block} element={block.element} blockId={blockId} />
  ) : undefined
