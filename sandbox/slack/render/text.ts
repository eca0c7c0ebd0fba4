import { isObject } from '../limits/report.ts'
import type { RenderOptions } from '../types.ts'
import { renderEmoji } from './emoji.ts'
import { renderMrkdwn } from './mrkdwn.ts'

/** A text object: plain_text literally (emoji unless switched off), mrkdwn interpreted. */
export const renderText = (text: unknown, options: RenderOptions): string => {
  if (!isObject(text) || typeof text.text !== 'string') return ''
  if (text.type === 'mrkdwn') return renderMrkdwn(text.text, options)
  return text.emoji === false ? text.text : renderEmoji(text.text)
}
