import { checkChoices } from './options.ts'
import { checkNames, checkNumber, checkString, checkText, isObject, type Report } from './report.ts'

const BUTTON = ['text', 'value', 'url', 'style', 'confirm', 'accessibility_label']

/** The kinds that the app sends, by where they may stand, each with what it may hold beside its type and action_id. */
const KINDS: Record<'actions' | 'input' | 'section', Record<string, string[]>> = {
  actions: { button: BUTTON },
  section: { button: BUTTON, overflow: ['options', 'confirm'] },
  input: {
    checkboxes: ['options', 'initial_options'],
    conversations_select: [
      'filter',
      'initial_conversation',
      'default_to_current_conversation',
      'placeholder',
    ],
    datetimepicker: ['initial_date_time'],
    external_select: ['min_query_length', 'initial_option', 'placeholder'],
    number_input: ['is_decimal_allowed', 'min_value', 'max_value', 'initial_value', 'placeholder'],
    plain_text_input: ['multiline', 'max_length', 'initial_value', 'placeholder'],
    static_select: ['options', 'initial_option', 'placeholder'],
  },
}

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

const TEN_DIGITS = { min: 1_000_000_000, max: 9_999_999_999 }

/** Numbers that elements carry, wherever Slack knows them. */
const COUNTS: [type: string, name: string, limit: { min: number; max?: number }][] = [
  ['plain_text_input', 'max_length', { min: 1, max: 3000 }],
  ['datetimepicker', 'initial_date_time', TEN_DIGITS],
  ['external_select', 'min_query_length', { min: 0 }],
]

/** One element of an actions, a section or an input block (docs.slack.dev). */
export const checkElement = (
  report: Report,
  element: unknown,
  pointer: string,
  place: keyof typeof KINDS,
) => {
  if (!isObject(element)) return report.add('must be an object', pointer)
  const type = String(element.type)
  const names = Object.hasOwn(KINDS[place], type) ? KINDS[place][type] : undefined
  if (!names) return report.add(`unsupported type: ${type}`, `${pointer}/type`)
  checkNames(report, element, pointer, ['action_id', ...names])
  checkString(report, element.action_id, `${pointer}/action_id`, { max: 255 })
  checkConfirm(report, element.confirm, `${pointer}/confirm`)
  checkText(report, element.placeholder, `${pointer}/placeholder`, { max: 150, plain: true })
  if (type === 'button') checkButton(report, element, pointer)
  if (type === 'plain_text_input')
    checkString(report, element.initial_value, `${pointer}/initial_value`, { max: 3000 })
  for (const [kind, name, limit] of COUNTS)
    if (kind === type) checkNumber(report, element[name], `${pointer}/${name}`, limit)
  if (type === 'number_input' && typeof element.is_decimal_allowed !== 'boolean')
    report.add('missing required field', `${pointer}/is_decimal_allowed`)
  for (const bound of ['min_value', 'max_value', 'initial_value'])
    if (type === 'number_input' && element[bound] !== undefined && typeof element[bound] !== 'string')
      report.add('must be a string', `${pointer}/${bound}`)
  checkChoices(report, element, pointer)
}
