import type { Json } from '../model.ts'
import { checkList, checkNames, checkString, isObject, type Report } from './report.ts'

/** What the app sends within a line, each with what it may hold beside its type. Slack has more: here it is unknown. */
const INLINE: Record<string, string[]> = {
  text: ['text', 'style'],
  link: ['url', 'text'],
  date: ['timestamp', 'format', 'fallback'],
  user: ['user_id'],
  channel: ['channel_id'],
}
const LINES = ['rich_text_section', 'rich_text_quote']

const checkStyle = (report: Report, style: unknown, pointer: string) => {
  if (style === undefined) return
  if (isObject(style)) checkNames(report, style, pointer, ['bold', 'code', 'strike'])
  else report.add('must be an object', pointer)
}

const checkInline = (report: Report, value: unknown, pointer: string) => {
  if (!isObject(value)) return report.add('must be an object', pointer)
  const type = String(value.type)
  const names = Object.hasOwn(INLINE, type) ? INLINE[type] : undefined
  if (!names) return report.add(`unsupported type: ${type}`, `${pointer}/type`)
  checkNames(report, value, pointer, names)
  checkStyle(report, value.style, `${pointer}/style`)
  if (type === 'text')
    checkString(report, value.text, `${pointer}/text`, { max: 40_000, min: 1, required: true })
  if (type === 'link') checkString(report, value.url, `${pointer}/url`, { max: 3000, min: 1, required: true })
  if (type === 'date') {
    if (!Number.isInteger(value.timestamp)) report.add('must be an integer', `${pointer}/timestamp`)
    checkString(report, value.format, `${pointer}/format`, { max: 255, min: 1, required: true })
  }
}

const checkLine = (report: Report, line: Json, at: string) => {
  checkNames(report, line, at, ['elements'])
  const inline = checkList(report, line.elements, `${at}/elements`, { max: 1000, min: 0, required: true })
  for (const [i, value] of inline.entries()) checkInline(report, value, `${at}/elements/${i}`)
}

/** Slack has numbers too, and lists within lists: here they are unknown. */
const checkBullets = (report: Report, list: Json, at: string) => {
  checkNames(report, list, at, ['elements', 'style'])
  if (list.style !== 'bullet') report.add('unsupported style', `${at}/style`)
  const items = checkList(report, list.elements, `${at}/elements`, { max: 1000, required: true })
  for (const [i, item] of items.entries()) {
    const here = `${at}/elements/${i}`
    if (isObject(item) && item.type === 'rich_text_section') checkLine(report, item, here)
    else report.add('must be a rich_text_section', here)
  }
}

/** A rich_text block. Texts in it are literal, so only their shape is checked. */
export const checkRichText = (report: Report, block: Json, pointer: string) => {
  const parts = checkList(report, block.elements, `${pointer}/elements`, { max: 1000, required: true })
  for (const [index, part] of parts.entries()) {
    const at = `${pointer}/elements/${index}`
    if (!isObject(part)) report.add('must be an object', at)
    else if (part.type === 'rich_text_list') checkBullets(report, part, at)
    else if (LINES.includes(String(part.type))) checkLine(report, part, at)
    else report.add(`unsupported type: ${String(part.type)}`, `${at}/type`)
  }
}
