import type { Json } from '../model.ts'
import { checkElement } from './elements.ts'
import { checkImage } from './media.ts'
import { checkList, checkText, isObject, type Report } from './report.ts'

/** Any of these is enough of a card. */
const SHOWN = ['hero_image', 'title', 'subtitle', 'body', 'actions']

/** A card: something to show, and buttons. */
export const checkCard = (report: Report, card: Json, pointer: string) => {
  if (SHOWN.every((name) => card[name] === undefined || card[name] === null))
    report.add(`missing required field: one of ${SHOWN.join(', ')}`, pointer)
  checkText(report, card.title, `${pointer}/title`, { max: 150 })
  checkText(report, card.subtitle, `${pointer}/subtitle`, { max: 150 })
  checkText(report, card.body, `${pointer}/body`, { max: 200 })
  for (const name of ['hero_image', 'icon'] as const) {
    const image = card[name]
    if (isObject(image)) checkImage(report, image, `${pointer}/${name}`)
    else if (image !== undefined && image !== null) report.add('must be an object', `${pointer}/${name}`)
  }
  for (const [i, button] of checkList(report, card.actions, `${pointer}/actions`, {}).entries())
    checkElement(report, button, `${pointer}/actions/${i}`, 'card')
}

/** One to ten cards in a row. */
export const checkCarousel = (report: Report, carousel: Json, pointer: string) => {
  const cards = checkList(report, carousel.elements, `${pointer}/elements`, { max: 10, required: true })
  for (const [i, card] of cards.entries()) {
    const at = `${pointer}/elements/${i}`
    if (isObject(card) && card.type === 'card') checkCard(report, card, at)
    else report.add(`unsupported type: ${isObject(card) ? String(card.type) : typeof card}`, `${at}/type`)
  }
}
