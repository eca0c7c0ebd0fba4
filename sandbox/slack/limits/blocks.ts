import type { Json } from '../model.ts'
import { checkElement } from './elements.ts'
import { checkList, checkString, checkText, createReport, isObject, type Report } from './report.ts'
import { checkRichText } from './rich-text.ts'

type Surface = 'message' | 'modal' | 'home'

const section = (report: Report, block: Json, at: string) => {
  if (block.text === undefined && block.fields === undefined) report.add('missing required field: text', at)
  checkText(report, block.text, `${at}/text`, { max: 3000 })
  if (block.fields !== undefined)
    for (const [i, field] of checkList(report, block.fields, `${at}/fields`, { max: 10 }).entries())
      checkText(report, field, `${at}/fields/${i}`, { max: 2000, required: true })
  if (block.accessory !== undefined) checkElement(report, block.accessory, `${at}/accessory`, 'accessory')
}

const context = (report: Report, block: Json, at: string) => {
  const elements = checkList(report, block.elements, `${at}/elements`, { max: 10, required: true })
  for (const [i, element] of elements.entries()) {
    if (isObject(element) && element.type === 'image')
      checkString(report, element.alt_text, at, { max: 2000, required: true })
    else checkText(report, element, `${at}/elements/${i}`, { max: 3000, required: true })
  }
}

const actions = (max: number) => (report: Report, block: Json, at: string) => {
  const elements = checkList(report, block.elements, `${at}/elements`, { max, required: true })
  for (const [i, element] of elements.entries())
    checkElement(report, element, `${at}/elements/${i}`, 'actions')
  const ids = elements.flatMap((e) => (isObject(e) && typeof e.action_id === 'string' ? [e.action_id] : []))
  for (const id of new Set(ids.filter((id, i) => ids.indexOf(id) !== i)))
    report.add(`action_id "${id}" already exists in this block`, `${at}/elements`)
}

const input = (report: Report, block: Json, at: string) => {
  checkText(report, block.label, `${at}/label`, { max: 2000, plain: true, required: true })
  checkText(report, block.hint, `${at}/hint`, { max: 2000, plain: true })
  checkElement(report, block.element, `${at}/element`, 'input')
}

const anything = (): void => undefined
const CHECKS: Record<string, (report: Report, block: Json, at: string) => void> = {
  section,
  context,
  input,
  actions: actions(25),
  context_actions: actions(5),
  rich_text: checkRichText,
  header: (report, block, at) =>
    checkText(report, block.text, `${at}/text`, { max: 150, plain: true, required: true }),
  image: (report, block, at) =>
    checkString(report, block.alt_text, `${at}/alt_text`, { max: 2000, required: true }),
  markdown: (report, block, at) =>
    checkString(report, block.text, `${at}/text`, { max: 12_000, required: true }),
  alert: (report, block, at) => checkText(report, block.text, `${at}/text`, { max: 200, required: true }),
  divider: anything,
  video: anything,
  file: anything,
  table: anything,
  data_table: anything,
  card: anything,
  carousel: anything,
  container: anything,
}
const NOT_ON: Record<Surface, string[]> = {
  message: ['alert'],
  modal: ['markdown', 'card', 'carousel', 'table', 'data_table', 'file', 'context_actions'],
  home: ['markdown', 'alert', 'table', 'data_table', 'file', 'context_actions'],
}

/**
 * Slack's refusals, worded as it words them; empty when the blocks are fine (docs.slack.dev).
 * New blocks of 2026 are only checked for where they may stand.
 */
export const blockFaults = (blocks: unknown, surface: Surface): string[] => {
  const report = createReport()
  if (!Array.isArray(blocks)) return ['[ERROR] must be a list [json-pointer:/blocks]']
  const max = surface === 'message' ? 50 : 100
  if (blocks.length > max) report.add(`no more than ${max} items allowed`, '/blocks')
  const seen = new Set<string>()
  for (const [index, block] of blocks.entries()) {
    const at = `/blocks/${index}`
    const check = isObject(block) ? CHECKS[String(block.type)] : undefined
    if (!isObject(block) || !check || NOT_ON[surface].includes(String(block.type))) {
      report.add(`unsupported type: ${isObject(block) ? String(block.type) : typeof block}`, `${at}/type`)
      continue
    }
    checkString(report, block.block_id, `${at}/block_id`, { max: 255 })
    if (typeof block.block_id === 'string' && block.block_id !== '') {
      if (seen.has(block.block_id))
        report.add(`block_id "${block.block_id}" already exists`, `${at}/block_id`)
      seen.add(block.block_id)
    }
    check(report, block, at)
  }
  return report.faults
}
