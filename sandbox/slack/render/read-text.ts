import { isObject } from '../limits/report.ts'
import { renderEmoji } from './emoji.ts'
import { parseMrkdwn } from './parse-mrkdwn.ts'
import type { Part } from './parts.ts'

/** A text object: plain_text literally (emoji unless switched off), mrkdwn interpreted; undefined: it is none. */
export const readText = (text: unknown): Part[] | undefined => {
  if (!isObject(text) || typeof text.text !== 'string') return undefined
  if (text.type === 'mrkdwn') return parseMrkdwn(text.text, { isVerbatim: text.verbatim === true })
  if (text.type !== 'plain_text') return undefined
  return [{ type: 'text', text: text.emoji === false ? text.text : renderEmoji(text.text) }]
}
