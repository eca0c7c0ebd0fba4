import { errors } from 'undici'
import { PortalError } from '../domain/portal-error.ts'
import { NO_CONNECTION } from '../timing/retries.ts'

/** Errors that mean: the time was up, ours or undici's. */
const TIMES_UP = new Set(['TimeoutError', 'AbortError', 'HeadersTimeoutError', 'BodyTimeoutError'])

/**
 * undici's own error is not kept as the cause: one kind of it holds bytes of the answer, and so perhaps keys and
 * passwords. Its name and code are enough to find the reason.
 */
export const connectionError = (label: string, error: unknown): PortalError => {
  const name = error instanceof Error ? error.name : 'unknown'
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const cause = new Error(`${name} ${code}`.trim())
  if (error instanceof errors.ResponseExceededMaxSizeError) {
    return new PortalError('bad-response', `${label}: the answer is too large`, { unsure: true, cause })
  }
  if (error instanceof errors.HTTPParserError) {
    return new PortalError('bad-response', `${label}: the answer is not HTTP`, { unsure: true, cause })
  }
  if (error instanceof errors.InvalidArgumentError) {
    return new PortalError('rejected', `${label}: the request cannot be sent`, { cause })
  }
  const late = TIMES_UP.has(name)
  const what = late ? 'no answer in time' : 'the connection failed'
  return new PortalError('unavailable', `${label}: ${what}`, {
    late,
    unsure: !NO_CONNECTION.has(code),
    cause,
  })
}
