import { checkList, checkString, checkText, isObject, type Report } from './report.ts'

const SELECTS = ['static', 'external', 'users', 'conversations', 'channels'].flatMap((kind) => [
  `${kind}_select`,
  `multi_${kind}_select`,
])
const PICKERS = ['datepicker', 'timepicker', 'datetimepicker', 'checkboxes', 'radio_buttons', ...SELECTS]

/** Which elements may stand where. */
const ALLOWED = {
  accessory: ['button', 'image', 'overflow', 'workflow_button', ...PICKERS],
  actions: ['button', 'overflow', 'workflow_button', 'icon_button', 'feedback_buttons', ...PICKERS],
  input: [
    ...PICKERS,
    'plain_text_input',
    'rich_text_input',
    'email_text_input',
    'url_text_input',
    'number_input',
    'file_input',
  ],
} as const

const checkConfirm = (report: Report, value: unknown, pointer: string) => {
  if (value === undefined || value === null) return
  if (!isObject(value)) return report.add('must be an object', pointer)
  checkText(report, value.title, `${pointer}/title`, { max: 100, plain: true, required: true })
  checkText(report, value.text, `${pointer}/text`, { max: 300, required: true })
  checkText(report, value.confirm, `${pointer}/confirm`, { max: 30, plain: true, required: true })
  checkText(report, value.deny, `${pointer}/deny`, { max: 30, plain: true, required: true })
}

const checkButton = (report: Report, element: Record<string, unknown>, pointer: string) => {
  checkText(report, element.text, `${pointer}/text`, { max: 75, plain: true, required: true })
  checkString(report, element.value, `${pointer}/value`, { max: 2000 })
  checkString(report, element.url, `${pointer}/url`, { max: 3000 })
  if (typeof element.url === 'string' && !/^(https?|mailto|slack|tel):/i.test(element.url))
    report.add('invalid url', `${pointer}/url`)
  if (element.style !== undefined && element.style !== 'primary' && element.style !== 'danger')
    report.add('unsupported style', `${pointer}/style`)
  checkString(report, element.accessibility_label, `${pointer}/accessibility_label`, { max: 75 })
}

/** Options of a select: text and value 75 at most (the stricter of the two documented limits). */
export const checkOptions = (
  report: Report,
  value: unknown,
  pointer: string,
  limit: { max: number; min?: number },
) => {
  for (const [index, option] of checkList(report, value, pointer, { ...limit, required: true }).entries()) {
    const at = `${pointer}/${index}`
    if (!isObject(option)) report.add('must be an object', at)
    else {
      checkText(report, option.text, `${at}/text`, { max: 75, required: true })
      checkString(report, option.value, `${at}/value`, { max: 75, min: 1, required: true })
      checkText(report, option.description, `${at}/description`, { max: 75 })
    }
  }
}

const checkChoices = (report: Report, element: Record<string, unknown>, pointer: string) => {
  const type = String(element.type)
  if (type === 'overflow') checkOptions(report, element.options, `${pointer}/options`, { max: 5 })
  if (type === 'checkboxes' || type === 'radio_buttons')
    checkOptions(report, element.options, `${pointer}/options`, { max: 10 })
  if (!type.endsWith('static_select')) return
  if (element.option_groups === undefined)
    return checkOptions(report, element.options, `${pointer}/options`, { max: 100 })
  const groups = checkList(report, element.option_groups, `${pointer}/option_groups`, { max: 100 })
  for (const [index, group] of groups.entries()) {
    const at = `${pointer}/option_groups/${index}`
    if (!isObject(group)) continue
    checkText(report, group.label, `${at}/label`, { max: 75, plain: true, required: true })
    checkOptions(report, group.options, `${at}/options`, { max: 100 })
  }
}

/** One element of a section, an actions or an input block (docs.slack.dev). */
export const checkElement = (
  report: Report,
  element: unknown,
  pointer: string,
  place: keyof typeof ALLOWED,
) => {
  if (!isObject(element)) return report.add('must be an object', pointer)
  const type = String(element.type)
  if (!ALLOWED[place].includes(type)) return report.add(`unsupported type: ${type}`, `${pointer}/type`)
  checkString(report, element.action_id, `${pointer}/action_id`, { max: 255 })
  checkConfirm(report, element.confirm, `${pointer}/confirm`)
  checkText(report, element.placeholder, `${pointer}/placeholder`, { max: 150, plain: true })
  if (type === 'button') checkButton(report, element, pointer)
  if (type === 'image')
    checkString(report, element.alt_text, `${pointer}/alt_text`, { max: 2000, required: true })
  if (type === 'plain_text_input')
    checkString(report, element.initial_value, `${pointer}/initial_value`, { max: 3000 })
  if (type === 'number_input' && typeof element.is_decimal_allowed !== 'boolean')
    report.add('missing required field', `${pointer}/is_decimal_allowed`)
  for (const bound of ['min_value', 'max_value', 'initial_value'])
    if (type === 'number_input' && element[bound] !== undefined && typeof element[bound] !== 'string')
      report.add('must be a string', `${pointer}/${bound}`)
  checkChoices(report, element, pointer)
}
