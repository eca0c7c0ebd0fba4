import { blockFaults } from './blocks.ts'
import { checkString, checkText, createReport, isObject } from './report.ts'

/** Refusals of a modal or Home view; `view_too_large` is told apart by `viewBytes`. */
export const viewFaults = (view: unknown, type: 'modal' | 'home'): string[] => {
  if (!isObject(view)) return ['[ERROR] must be an object [json-pointer:/view]']
  const report = createReport()
  if (view.type !== type) report.add(`unsupported type: ${String(view.type)}`, '/view/type')
  if (type === 'modal') {
    checkText(report, view.title, '/view/title', { max: 24, plain: true, required: true })
    checkText(report, view.submit, '/view/submit', { max: 24, plain: true })
    checkText(report, view.close, '/view/close', { max: 24, plain: true })
    const hasInputs = Array.isArray(view.blocks) && view.blocks.some((block) => block?.type === 'input')
    if (hasInputs && !view.submit)
      report.add('missing required field: submit (there are inputs)', '/view/submit')
  }
  checkString(report, view.callback_id, '/view/callback_id', { max: 255 })
  checkString(report, view.external_id, '/view/external_id', { max: 255 })
  checkString(report, view.private_metadata, '/view/private_metadata', { max: 3000 })
  return [...report.faults, ...blockFaults(view.blocks, type)]
}

/** Over 250 KB Slack says `view_too_large`. */
export const viewBytes = (view: unknown): number => Buffer.byteLength(JSON.stringify(view) ?? '')
