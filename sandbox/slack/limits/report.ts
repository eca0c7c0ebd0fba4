import type { Json } from '../model.ts'

/** Collects faults the way Slack words them: `text [json-pointer:/blocks/0/text]`. */
export type Report = { faults: string[]; add(fault: string, pointer: string): void }

export const createReport = (): Report => {
  const faults: string[] = []
  return { faults, add: (fault, pointer) => faults.push(`[ERROR] ${fault} [json-pointer:${pointer}]`) }
}

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Characters as Slack counts them: code points. */
const lengthOf = (text: string): number => [...text].length

/** A string within its limit; `undefined` is fine unless it is required. */
export const checkString = (
  report: Report,
  value: unknown,
  pointer: string,
  limit: { max?: number; min?: number; required?: boolean },
) => {
  if (value === undefined || value === null) {
    if (limit.required) report.add('missing required field', pointer)
    return
  }
  if (typeof value !== 'string') return report.add('must be a string', pointer)
  if (limit.max !== undefined && lengthOf(value) > limit.max)
    report.add(`must be less than ${limit.max + 1} characters`, pointer)
  if (lengthOf(value) < (limit.min ?? 0)) report.add('must be more than 0 characters', pointer)
}

/** A text object; `plain` refuses mrkdwn. */
export const checkText = (
  report: Report,
  value: unknown,
  pointer: string,
  limit: { max: number; plain?: boolean; required?: boolean },
) => {
  if (value === undefined || value === null) {
    if (limit.required) report.add('missing required field', pointer)
    return
  }
  if (!isObject(value)) return report.add('must be a text object', pointer)
  if (value.type !== 'plain_text' && (limit.plain || value.type !== 'mrkdwn'))
    report.add(`unsupported text type: ${String(value.type)}`, `${pointer}/type`)
  if (value.type === 'mrkdwn' && 'emoji' in value)
    report.add('emoji is for plain_text only', `${pointer}/emoji`)
  checkString(report, value.text, `${pointer}/text`, { max: limit.max, min: 1, required: true })
}

/** A list within its limits; gives it back when it is one. */
export const checkList = (
  report: Report,
  value: unknown,
  pointer: string,
  limit: { max?: number; min?: number; required?: boolean },
): unknown[] => {
  if (value === undefined || value === null) {
    if (limit.required) report.add('missing required field', pointer)
    return []
  }
  if (!Array.isArray(value)) {
    report.add('must be a list', pointer)
    return []
  }
  if (limit.max !== undefined && value.length > limit.max)
    report.add(`no more than ${limit.max} items allowed`, pointer)
  if (value.length < (limit.min ?? 1)) report.add(`no fewer than ${limit.min ?? 1} items allowed`, pointer)
  return value
}

/** A whole number within its bounds; without `max` as large as one likes. */
export const checkNumber = (
  report: Report,
  value: unknown,
  pointer: string,
  { min, max }: { min: number; max?: number },
) => {
  if (value === undefined || value === null) return
  const bounds = max === undefined ? `must be at least ${min}` : `must be from ${min} to ${max}`
  if (!Number.isInteger(value)) report.add('must be an integer', pointer)
  else if (Number(value) < min || (max !== undefined && Number(value) > max)) report.add(bounds, pointer)
}

/** Refuses properties other than `type` and these: here they would be passed over in silence. */
export const checkNames = (report: Report, value: Json, pointer: string, names: string[]) => {
  for (const name of Object.keys(value))
    if (name !== 'type' && !names.includes(name)) report.add(`invalid additional property: ${name}`, pointer)
}
