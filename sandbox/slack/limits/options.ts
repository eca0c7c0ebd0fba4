import type { Json } from '../model.ts'
import { checkList, checkString, checkText, createReport, isObject, type Report } from './report.ts'

const MANY = 100

/** Options of one element: text and value 75 at most (the stricter of the two documented limits). */
const checkOptions = (
  report: Report,
  value: unknown,
  pointer: string,
  limit: { max: number; min?: number; plain?: boolean },
) => {
  for (const [index, option] of checkList(report, value, pointer, { ...limit, required: true }).entries()) {
    const at = `${pointer}/${index}`
    if (!isObject(option)) {
      report.add('must be an object', at)
      continue
    }
    const plain = limit.plain ?? true
    checkText(report, option.text, `${at}/text`, { max: 75, plain, required: true })
    checkString(report, option.value, `${at}/value`, { max: 75, min: 1, required: true })
    checkText(report, option.description, `${at}/description`, { max: 75, plain })
    checkString(report, option.url, `${at}/url`, { max: 3000 })
  }
}

const checkGroups = (report: Report, value: unknown, pointer: string, min: number) => {
  for (const [index, group] of checkList(report, value, pointer, { max: MANY, min }).entries()) {
    const at = `${pointer}/${index}`
    if (!isObject(group)) {
      report.add('must be an object', at)
      continue
    }
    checkText(report, group.label, `${at}/label`, { max: 75, plain: true, required: true })
    checkOptions(report, group.options, `${at}/options`, { max: MANY })
  }
}

const listed = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : [])

/** What stands there from the start must be one of the options. */
const checkInitial = (report: Report, element: Json, pointer: string) => {
  const all = [...listed(element.options), ...listed(element.option_groups).flatMap((g) => listed(g.options))]
  const values = new Set(all.map(({ value }) => value))
  for (const name of ['initial_option', 'initial_options']) {
    const initial = name === 'initial_option' ? [element[name]] : listed(element[name])
    if (initial.some((option) => isObject(option) && !values.has(option.value)))
      report.add('must be one of the provided options', `${pointer}/${name}`)
  }
}

/** Overflow menus, checkboxes, radio buttons and static selects: what can be chosen there. */
export const checkChoices = (report: Report, element: Json, pointer: string) => {
  const type = String(element.type)
  const at = `${pointer}/options`
  if (type === 'overflow') checkOptions(report, element.options, at, { max: 5 })
  else if (type === 'checkboxes' || type === 'radio_buttons')
    checkOptions(report, element.options, at, { max: 10, plain: false })
  else if (!type.endsWith('static_select')) return
  else if (element.option_groups === undefined) checkOptions(report, element.options, at, { max: MANY })
  else checkGroups(report, element.option_groups, `${pointer}/option_groups`, 1)
  checkInitial(report, element, pointer)
}

/** The answer to a block_suggestion: 100 options, or 100 groups of them; none at all is fine. */
export const offerFaults = (body: unknown): string[] => {
  const report = createReport()
  if (!isObject(body)) report.add('must be an object', '')
  else if (body.option_groups !== undefined) checkGroups(report, body.option_groups, '/option_groups', 0)
  else checkOptions(report, body.options, '/options', { max: MANY, min: 0 })
  return report.faults
}
