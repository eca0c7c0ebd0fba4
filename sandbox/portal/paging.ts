import { type Answer, invalid } from './answer.ts'
import type { Call } from './call.ts'

/** `count` (1-100, default 100) and `startIndex` of a list; outside: validation error (docs/portal.md, Errors). */
export const bindPaging = (call: Call): { count: number; startIndex: number } | Answer => {
  const { query } = call
  const count = query('count') || '100'
  const startIndex = query('startIndex') || '0'
  if (!/^\d+$/.test(count) || Number(count) < 1 || Number(count) > 100) {
    return invalid(call, 'Count', 'The field Count must be between 1 and 100.')
  }
  if (!/^\d+$/.test(startIndex)) return invalid(call, 'StartIndex', `The value '${startIndex}' is not valid.`)
  return { count: Number(count), startIndex: Number(startIndex) }
}
