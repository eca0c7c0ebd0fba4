import type { Json } from '../model.ts'
import { checkList, checkString, checkText, createReport, isObject, type Report } from './report.ts'

const MANY = 100

/** Options of one element: text and value 75 at most (the stricter of the two documented limits). */
const checkOptions = (
  report: Report,
  value: unknown,
  pointer: string,
  limit: { max: number; min?: number; plain?: boolean; mayLead?: boolean },
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
    if (limit.mayLead) checkString(report, option.url, `${at}/url`, { max: 3000 })
    else if ('url' in option) report.add('invalid additional property: url', at)
  }
}

const listed = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : [])

/** What stands there from the start must be one of the options. */
const checkInitial = (report: Report, element: Json, pointer: string) => {
  const values = new Set(listed(element.options).map(({ value }) => value))
  for (const name of ['initial_option', 'initial_options']) {
    const initial = name === 'initial_option' ? [element[name]] : listed(element[name])
    if (initial.some((option) => isObject(option) && !values.has(option.value)))
      report.add('must be one of the provided options', `${pointer}/${name}`)
  }
}

/** Checkboxes, menus and static selects: what can be chosen there. */
export const checkChoices = (report: Report, element: Json, pointer: string) => {
  if (element.type === 'checkboxes')
    checkOptions(report, element.options, `${pointer}/options`, { max: 10, plain: false })
  else if (element.type === 'overflow')
    checkOptions(report, element.options, `${pointer}/options`, { min: 2, max: 5, mayLead: true })
  else if (element.type === 'static_select')
    checkOptions(report, element.options, `${pointer}/options`, { max: MANY })
  else return
  checkInitial(report, element, pointer)
}

/** Each group has a label of 75 characters and at least one option (Slack: Option group object). */
const checkGroups = (report: Report, value: unknown) => {
  for (const [index, group] of checkList(report, value, '/option_groups', {
    max: MANY,
    required: true,
  }).entries()) {
    const at = `/option_groups/${index}`
    if (!isObject(group)) {
      report.add('must be an object', at)
      continue
    }
    checkText(report, group.label, `${at}/label`, { max: 75, plain: true, required: true })
    checkOptions(report, group.options, `${at}/options`, { max: MANY })
  }
}

/** The answer to a block_suggestion: 100 options or groups; no options at all is fine. */
export const offerFaults = (body: unknown): string[] => {
  const report = createReport()
  if (isObject(body) && body.option_groups !== undefined && body.options === undefined)
    checkGroups(report, body.option_groups)
  else if (isObject(body)) checkOptions(report, body.options, '/options', { max: MANY, min: 0 })
  else report.add('must be an object', '')
  return report.faults
}
