import { type Answer, empty, failure, html } from './answer.ts'
import type { Fault, FaultAction, RequestMatch } from './types.ts'

export type Seen = { method: string; path: string; body: unknown }

const agrees = (body: unknown, wanted: Record<string, unknown>): boolean =>
  typeof body === 'object' &&
  body !== null &&
  Object.entries(wanted).every(
    ([name, value]) => JSON.stringify((body as Record<string, unknown>)[name]) === JSON.stringify(value),
  )

/** Whether the request is one of those meant. */
export const matches = (match: RequestMatch, seen: Seen): boolean => {
  if (match.method !== undefined && match.method.toUpperCase() !== seen.method) return false
  if (match.body !== undefined && !agrees(seen.body, match.body)) return false
  if (match.path === undefined) return true
  const pattern = match.path.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${pattern.join('.*')}$`).test(seen.path)
}

/** The first fault that meets the request, used up by one; spent ones are dropped from the list. */
export const takeFault = (faults: Fault[], seen: Seen): FaultAction | undefined => {
  const fault = faults.find((one) => matches(one, seen))
  if (!fault) return undefined
  if (fault.times !== 'always') {
    fault.times = (fault.times ?? 1) - 1
    if (fault.times <= 0) faults.splice(faults.indexOf(fault), 1)
  }
  return fault.action
}

/** The answer of a fault that keeps the work from being done; `undefined` for the others. */
export const faultAnswer = (action: FaultAction): Answer | undefined => {
  if (action.kind === 'rate-limit') {
    const wait = action.retryAfter
    const window = { 'x-ratelimit-limit': '1500', 'x-ratelimit-remaining': '0' }
    return empty(429, wait === undefined ? {} : { ...window, 'retry-after': String(wait) })
  }
  if (action.kind === 'status') {
    if (action.status === 500) return failure(500, 'An unexpected error occurred.')
    if (action.status === 502 || action.status === 503) {
      return html(
        `<html><head><title>${action.status}</title></head><body>nginx</body></html>`,
        action.status,
      )
    }
    return empty(action.status)
  }
  if (action.kind !== 'answer' || action.work) return undefined
  return fixedAnswer(action)
}

export const fixedAnswer = (action: Extract<FaultAction, { kind: 'answer' }>): Answer => {
  const { status = 200, body, headers = {} } = action
  if (body === undefined) return empty(status, headers)
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const type = typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8'
  return { status, headers: { 'content-type': type, ...headers }, body: Buffer.from(text) }
}
