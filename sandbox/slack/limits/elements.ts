import { checkChoices } from './options.ts'
import { checkNumber, checkString, checkText, isObject, type Report } from './report.ts'

const SELECTS = ['static', 'external', 'users', 'conversations', 'channels'].flatMap((kind) => [
  `${kind}_select`,
  `multi_${kind}_select`,
])
const PICKERS = ['datepicker', 'timepicker', 'datetimepicker', 'checkboxes', 'radio_buttons', ...SELECTS]

/** Which elements may stand where. */
const ALLOWED = {
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
} satisfies Record<string, string[]>

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

const isDate = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00Z`).toJSON()?.slice(0, 10) === text

const isTime = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text)

const checkForm = (report: Report, value: unknown, pointer: string, fits: (text: string) => boolean) => {
  if (value !== undefined && value !== null && !(typeof value === 'string' && fits(value)))
    report.add('invalid format', pointer)
}

/** Numbers that elements carry, wherever Slack knows them. */
const COUNTS: [type: RegExp, name: string, limit: { min: number; max?: number }][] = [
  [/^plain_text_input$/, 'min_length', { min: 0, max: 3000 }],
  [/^plain_text_input$/, 'max_length', { min: 1, max: 3000 }],
  [/^datetimepicker$/, 'initial_date_time', TEN_DIGITS],
  [/^file_input$/, 'max_files', { min: 1, max: 10 }],
  [/external_select$/, 'min_query_length', { min: 0 }],
  [/^multi_/, 'max_selected_items', { min: 1 }],
]

/** One element of an actions or an input block (docs.slack.dev). */
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
  if (type === 'plain_text_input')
    checkString(report, element.initial_value, `${pointer}/initial_value`, { max: 3000 })
  for (const [fits, name, limit] of COUNTS)
    if (fits.test(type)) checkNumber(report, element[name], `${pointer}/${name}`, limit)
  checkForm(report, element.initial_date, `${pointer}/initial_date`, isDate)
  checkForm(report, element.initial_time, `${pointer}/initial_time`, isTime)
  if (type === 'number_input' && typeof element.is_decimal_allowed !== 'boolean')
    report.add('missing required field', `${pointer}/is_decimal_allowed`)
  for (const bound of ['min_value', 'max_value', 'initial_value'])
    if (type === 'number_input' && element[bound] !== undefined && typeof element[bound] !== 'string')
      report.add('must be a string', `${pointer}/${bound}`)
  checkChoices(report, element, pointer)
}
