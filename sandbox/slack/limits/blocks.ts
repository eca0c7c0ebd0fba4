import type { Json } from '../model.ts'
import { checkElement } from './elements.ts'
import {
  checkList,
  checkNames,
  checkString,
  checkText,
  createReport,
  isObject,
  type Report,
} from './report.ts'
import { checkRichText } from './rich-text.ts'

type Surface = 'message' | 'modal' | 'home'

const context = (report: Report, block: Json, at: string) => {
  const elements = checkList(report, block.elements, `${at}/elements`, { max: 10, required: true })
  for (const [i, element] of elements.entries())
    checkText(report, element, `${at}/elements/${i}`, { max: 3000, required: true })
}

const actions = (report: Report, block: Json, at: string) => {
  const elements = checkList(report, block.elements, `${at}/elements`, { max: 25, required: true })
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

const section = (report: Report, block: Json, at: string) => {
  checkText(report, block.text, `${at}/text`, { max: 3000, required: true })
  if (block.accessory !== undefined) checkElement(report, block.accessory, `${at}/accessory`, 'section')
}

const header = (report: Report, block: Json, at: string) =>
  checkText(report, block.text, `${at}/text`, { max: 150, plain: true, required: true })

type Check = (report: Report, block: Json, at: string) => void

/**
 * The kinds that the app sends, each with what it may hold beside its type and block_id. All may stand on every surface.
 * Slack has more of both: here they are unknown.
 */
const KINDS: Record<string, { names: string[]; check: Check }> = {
  actions: { names: ['elements'], check: actions },
  context: { names: ['elements'], check: context },
  divider: { names: [], check: () => undefined },
  header: { names: ['text'], check: header },
  input: { names: ['label', 'element', 'hint', 'optional', 'dispatch_action'], check: input },
  rich_text: { names: ['elements'], check: checkRichText },
  section: { names: ['text', 'accessory'], check: section },
}

/** Slack's refusals, worded as it words them; empty when the blocks are fine (docs.slack.dev). */
export const blockFaults = (blocks: unknown, surface: Surface): string[] => {
  const report = createReport()
  if (!Array.isArray(blocks)) return ['[ERROR] must be a list [json-pointer:/blocks]']
  const max = surface === 'message' ? 50 : 100
  if (blocks.length > max) report.add(`no more than ${max} items allowed`, '/blocks')
  const seen = new Set<string>()
  for (const [index, block] of blocks.entries()) {
    const at = `/blocks/${index}`
    const type = isObject(block) ? String(block.type) : typeof block
    const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined
    if (!isObject(block) || !kind) {
      report.add(`unsupported type: ${type}`, `${at}/type`)
      continue
    }
    checkNames(report, block, at, ['block_id', ...kind.names])
    checkString(report, block.block_id, `${at}/block_id`, { max: 255 })
    if (typeof block.block_id === 'string' && block.block_id !== '') {
      if (seen.has(block.block_id))
        report.add(`block_id "${block.block_id}" already exists`, `${at}/block_id`)
      seen.add(block.block_id)
    }
    kind.check(report, block, at)
  }
  return report.faults
}
