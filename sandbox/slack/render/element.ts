import { isObject } from '../limits/report.ts'
import type { Json } from '../model.ts'
import type { RenderOptions } from '../types.ts'
import { renderText } from './text.ts'

const optionsOf = (element: Json, options: RenderOptions): string[] =>
  (Array.isArray(element.options) ? element.options : []).map((option) =>
    isObject(option) ? renderText(option.text, options) : '',
  )

const initial = (element: Json, options: RenderOptions): string => {
  if (isObject(element.initial_option)) return renderText(element.initial_option.text, options)
  const value = element.initial_value ?? element.initial_date_time
  return value === undefined ? renderText(element.placeholder, options) : String(value)
}

/** A button as `[Revoke]`, a link button as `[Open → https://…]`, a menu as `[… Extend · Revoke]`, an input as `[value ▾]`. */
export const renderElement = (element: unknown, options: RenderOptions): string => {
  if (!isObject(element)) return ''
  const type = String(element.type)
  if (type === 'button') {
    const label = renderText(element.text, options)
    return element.url ? `[${label} → ${String(element.url)}]` : `[${label}]`
  }
  if (type === 'overflow') return `[… ${optionsOf(element, options).join(' · ')}]`
  if (type === 'checkboxes')
    return optionsOf(element, options)
      .map((label) => `( ) ${label}`)
      .join('  ')
  return `[${initial(element, options)} ▾]`
}
