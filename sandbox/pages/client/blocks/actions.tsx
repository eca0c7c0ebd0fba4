import { isObject } from '../../../slack/limits/report.ts'
import { textIn } from '../../../slack/render/parts.ts'
import { Element } from '../elements/element.tsx'
import type { Draw } from './draw.ts'
import { Refused } from './refused.tsx'

/** A row of elements that tell the app at once. */
export const drawActions: Draw = ({ elements }, blockId) =>
  Array.isArray(elements) && elements.length > 0 ? (
    <div class="blocks-actions">
      {elements.map((element: unknown, i) =>
        isObject(element) ? (
          <Element key={textIn(element.action_id) || i} element={element} blockId={blockId} />
        ) : (
          <Refused key={i} what="Slack does not take this: it is no element" />
        ),
      )}
    </div>
  ) : undefined
