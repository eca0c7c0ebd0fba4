import { isObject } from '../../../slack/limits/report.ts'
import { Element } from '../elements/element.tsx'
import type { Draw } from './draw.ts'
import { isText, Text } from './text.tsx'

/** A text, and beside it what belongs to it. */
export const drawSection: Draw = ({ text, accessory }, blockId) =>
  isText(text) ? (
    <div class="blocks-section">
      <div class="blocks-section-text">
        <Text of={text} />
      </div>
      {isObject(accessory) && <Element element={accessory} blockId={blockId} />}
    </div>
  ) : undefined
