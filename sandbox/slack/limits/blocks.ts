import type { Json } from '../model.ts'
import { allBlocks, allElements } from './all-in.ts'
import { checkCard, checkCarousel } from './cards.ts'
import { checkElement } from './elements.ts'
import { checkFile, checkImage, checkVideo } from './media.ts'
import { checkList, checkString, checkText, createReport, isObject, type Report } from './report.ts'
import { checkRichText } from './rich-text.ts'
import { checkDataTable, checkTable } from './tables.ts'

/** Of all markdown blocks of a payload together. */
const MARKDOWN = 12_000

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
    if (isObject(element) && element.type === 'image') checkImage(report, element, `${at}/elements/${i}`)
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

const container = (report: Report, block: Json, at: string) => {
  if (block.title === undefined && block.rich_text_title === undefined)
    report.add('missing required field: title', at)
  checkText(report, block.title, `${at}/title`, { max: 150, plain: true })
  if (isObject(block.rich_text_title)) checkRichText(report, block.rich_text_title, `${at}/rich_text_title`)
  checkText(report, block.subtitle, `${at}/subtitle`, { max: 150 })
  checkList(report, block.child_blocks, `${at}/child_blocks`, { max: 10, required: true })
}

type Check = (report: Report, block: Json, at: string) => void

const CHECKS: Record<string, Check> = {
  section,
  context,
  input,
  actions: actions(25),
  context_actions: actions(5),
  rich_text: checkRichText,
  header: (report, block, at) =>
    checkText(report, block.text, `${at}/text`, { max: 150, plain: true, required: true }),
  image: checkImage,
  markdown: (report, block, at) =>
    checkString(report, block.text, `${at}/text`, { max: MARKDOWN, required: true }),
  alert: (report, block, at) => checkText(report, block.text, `${at}/text`, { max: 200, required: true }),
  divider: () => undefined,
  video: checkVideo,
  file: checkFile,
  table: checkTable,
  data_table: checkDataTable,
  card: checkCard,
  carousel: checkCarousel,
  container,
}
const NOT_ON: Record<Surface, string[]> = {
  message: ['alert'],
  modal: ['markdown', 'card', 'carousel', 'table', 'data_table', 'file', 'context_actions'],
  home: ['markdown', 'alert', 'table', 'data_table', 'file', 'context_actions'],
}
const NOT_IN_CONTAINER = [
  'container',
  'card',
  'carousel',
  'data_table',
  'markdown',
  'alert',
  'context_actions',
]

/** What is wrong only in what stands together. */
const together = (report: Report, blocks: unknown[]) => {
  const all = allBlocks(blocks)
  const markdown = all.filter(({ type }) => type === 'markdown').map(({ text }) => String(text))
  if (markdown.length > 1 && [...markdown.join('')].length > MARKDOWN)
    report.add(`all markdown blocks together must be less than ${MARKDOWN + 1} characters`, '/blocks')
  if (all.filter(({ type }) => type === 'table').length > 1) report.add('only_one_table_allowed', '/blocks')
  if (allElements(blocks).filter(({ focus_on_load }) => focus_on_load === true).length > 1)
    report.add('focus_on_load is for one element only', '/blocks')
}

/** Slack's refusals, worded as it words them; empty when the blocks are fine (docs.slack.dev). */
export const blockFaults = (blocks: unknown, surface: Surface): string[] => {
  const report = createReport()
  if (!Array.isArray(blocks)) return ['[ERROR] must be a list [json-pointer:/blocks]']
  const max = surface === 'message' ? 50 : 100
  if (blocks.length > max) report.add(`no more than ${max} items allowed`, '/blocks')
  together(report, blocks)
  const seen = new Set<string>()
  const checkBlock = (block: unknown, at: string, refused: string[]) => {
    const type = isObject(block) ? String(block.type) : typeof block
    const check = Object.hasOwn(CHECKS, type) ? CHECKS[type] : undefined
    if (!isObject(block) || !check || refused.includes(type))
      return report.add(`unsupported type: ${type}`, `${at}/type`)
    checkString(report, block.block_id, `${at}/block_id`, { max: 255 })
    if (typeof block.block_id === 'string' && block.block_id !== '') {
      if (seen.has(block.block_id))
        report.add(`block_id "${block.block_id}" already exists`, `${at}/block_id`)
      seen.add(block.block_id)
    }
    check(report, block, at)
    if (type !== 'container' || !Array.isArray(block.child_blocks)) return
    for (const [i, child] of block.child_blocks.entries())
      checkBlock(child, `${at}/child_blocks/${i}`, [...refused, ...NOT_IN_CONTAINER])
  }
  for (const [index, block] of blocks.entries()) checkBlock(block, `/blocks/${index}`, NOT_ON[surface])
  return report.faults
}
