import { checkList, checkString, isObject, type Report } from './report.ts'

const INLINE = [
  'text',
  'link',
  'date',
  'emoji',
  'user',
  'usergroup',
  'channel',
  'broadcast',
  'color',
  'team',
  'workflow',
]
const PARTS = ['rich_text_section', 'rich_text_list', 'rich_text_preformatted', 'rich_text_quote']

const checkInline = (report: Report, value: unknown, pointer: string) => {
  if (!isObject(value)) return report.add('must be an object', pointer)
  const type = String(value.type)
  if (!INLINE.includes(type)) return report.add(`unsupported type: ${type}`, `${pointer}/type`)
  if (type === 'text')
    checkString(report, value.text, `${pointer}/text`, { max: 40_000, min: 1, required: true })
  if (type === 'link') checkString(report, value.url, `${pointer}/url`, { max: 3000, min: 1, required: true })
  if (type === 'date') {
    if (!Number.isInteger(value.timestamp)) report.add('must be an integer', `${pointer}/timestamp`)
    checkString(report, value.format, `${pointer}/format`, { max: 255, min: 1, required: true })
  }
}

/** A rich_text block. Texts in it are literal, so only their shape is checked. */
export const checkRichText = (report: Report, block: Record<string, unknown>, pointer: string) => {
  const parts = checkList(report, block.elements, `${pointer}/elements`, { max: 1000, required: true })
  for (const [index, part] of parts.entries()) {
    const at = `${pointer}/elements/${index}`
    if (!isObject(part)) report.add('must be an object', at)
    else if (!PARTS.includes(String(part.type)))
      report.add(`unsupported type: ${String(part.type)}`, `${at}/type`)
    else if (part.type === 'rich_text_list') checkRichText(report, part, at)
    else {
      const inline = checkList(report, part.elements, `${at}/elements`, { max: 1000, min: 0, required: true })
      for (const [i, value] of inline.entries()) checkInline(report, value, `${at}/elements/${i}`)
    }
  }
}
