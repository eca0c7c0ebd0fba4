import { isObject } from '../../../slack/limits/report.ts'
import { Element } from '../elements/element.tsx'
import type { Draw } from './draw.ts'
import { isText, Text } from './text.tsx'

/** Text, fields in two columns, and one element at the right. */
export const drawSection: Draw = ({ text, fields, accessory }, blockId) => {
  const columns = Array.isArray(fields) ? fields.filter(isText) : []
  const hasText = isText(text)
  // A part that is there and is none of Slack's would have had the block refused.
  if (text !== undefined && text !== null && !hasText) return undefined
  if (fields !== undefined && fields !== null && columns.length === 0) return undefined
  if (!hasText && columns.length === 0) return undefined
  return (
    <div class="blocks-section">
      <div class="blocks-section-text">
        {hasText && (
          <div>
            <Text of={text} />
          </div>
        )}
        {columns.length > 0 && (
          <div class="blocks-fields">
            {columns.map((field, i) => (
              <div key={i}>
                <Text of={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {isObject(accessory) && (
        <div class="blocks-accessory">
          <Element element={accessory} blockId={blockId} place="accessory" />
        </div>
      )}
    </div>
  )
}
