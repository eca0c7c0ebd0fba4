import { isObject } from '../../../slack/limits/report.ts'
import { objectsIn, textIn } from '../../../slack/render/parts.ts'
import { drawActions } from './actions.tsx'
import type { Draw } from './draw.ts'
import { drawImage, Icon } from './image.tsx'
import { isText, Text } from './text.tsx'

/** Title, subtitle, body and buttons in a frame; a card shows one of them at least. */
export const drawCard: Draw = ({ hero_image, icon, title, subtitle, body, actions }, blockId) => {
  const buttons = drawActions({ elements: actions }, blockId)
  if (![title, subtitle, body].some(isText) && !isObject(hero_image) && !buttons) return undefined
  const hasHead = isObject(icon) || isText(title) || isText(subtitle)
  return (
    <article class="blocks-card">
      {isObject(hero_image) && drawImage(hero_image, blockId)}
      {hasHead && (
        <div class="blocks-card-head">
          {isObject(icon) && <Icon alt={textIn(icon.alt_text)} />}
          <div>
            {isText(title) && (
              <div class="blocks-card-title">
                <Text of={title} />
              </div>
            )}
            {isText(subtitle) && (
              <div class="blocks-card-subtitle">
                <Text of={subtitle} />
              </div>
            )}
          </div>
        </div>
      )}
      {isText(body) && (
        <div>
          <Text of={body} />
        </div>
      )}
      {buttons}
    </article>
  )
}

/** Cards in a row. */
export const drawCarousel: Draw = ({ elements }, blockId) => {
  const cards = objectsIn(elements).flatMap((card) => drawCard(card, blockId) ?? [])
  return cards.length > 0 ? <div class="blocks-carousel">{cards}</div> : undefined
}
