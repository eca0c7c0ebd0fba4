import { isObject } from '../../../slack/limits/report.ts'
import { renderEmoji } from '../../../slack/render/emoji.ts'
import { isLinkable, textIn } from '../../../slack/render/parts.ts'
import { visible } from '../blocks/visible.ts'

/** The words of a text object, literally, for places that take nothing but a string. */
export const wordsOf = (text: unknown): string => {
  if (!isObject(text)) return ''
  const words = visible(textIn(text.text))
  return text.type === 'mrkdwn' || text.emoji === false ? words : renderEmoji(words)
}

/** An address that may be opened; nothing that would run here. */
export const addressOf = (value: unknown): string | undefined =>
  isLinkable(textIn(value)) ? textIn(value) : undefined
