import type { z } from 'zod'
import { PortalError, type PortalErrorKind } from '../domain/portal-error.ts'

/** What came back over the wire. `label` names the operation in errors; it never carries an id or a key. */
export interface PortalResponse {
  label: string
  status: number
  text: string
  retryAfterMs: number | null
  /** Of a write: as `readDayEnd` has it. */
  dayEndsInMs?: number | null
}

/** No minute's limit asks for so long a pause, and no day's for a longer one. */
const LEAST_DAY_MS = 5 * 60_000
const DAY_MS = 24 * 60 * 60_000

/**
 * The JSON of a good answer. Success is always 200; any other status is thrown as a `PortalError`
 * (docs/portal.md, Errors). No text of the portal goes into an error: it is in the portal's language, and may repeat
 * what was sent.
 */
export const readResponse = (response: PortalResponse): unknown => {
  const { label, status, text, retryAfterMs, dayEndsInMs = null } = response
  if (status === 429 && dayEndsInMs !== null) {
    const message = `${label}: the portal takes no more writes today`
    throw new PortalError('used-up', message, { status, retryAfterMs: dayEndsInMs })
  }
  const json = parseJson(text)
  if (status !== 200) {
    throw new PortalError(kindOf(status, json), `${label}: the portal answered ${status}`, {
      status,
      unsure: status >= 500 || status === 408,
      ...(retryAfterMs === null ? {} : { retryAfterMs }),
    })
  }
  if (isRecord(json)) return json
  throw new PortalError('bad-response', `${label}: the portal answered 200, but not with JSON`, {
    status,
    unsure: true,
  })
}

/** Reads a value by its schema. Throws `bad-response`, which names the members that do not fit, never their content. */
export const readAs = <T>(schema: z.ZodType<T>, value: unknown, label: string): T => {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const places = [...new Set(result.error.issues.map((issue) => issue.path.join('.') || 'the whole'))]
  const where = places.slice(0, 5).join(', ')
  throw new PortalError('bad-response', `${label}: the answer has another shape than expected (${where})`, {
    status: 200,
    unsure: true,
  })
}

/** `Retry-After` in milliseconds, cut to `longestMs`; null when it is absent or unreadable. */
export const readRetryAfter = (
  header: string | string[] | undefined,
  now: number,
  longestMs: number,
): number | null => {
  const value = (Array.isArray(header) ? header[0] : header)?.trim() ?? ''
  // The portal sends whole seconds; a proxy in front of it may send a date.
  if (/^\d+$/.test(value)) return Math.min(Number(value) * 1000, longestMs)
  const at = value.endsWith('GMT') ? Date.parse(value) : Number.NaN
  return Number.isNaN(at) ? null : Math.min(Math.max(at - now, 0), longestMs)
}

/** How long until there are writes again, where `Retry-After` can only be that of a day's limit; else null. */
export const readDayEnd = (header: string | string[] | undefined, now: number): number | null => {
  const ms = readRetryAfter(header, now, Number.POSITIVE_INFINITY)
  return ms !== null && ms > LEAST_DAY_MS && ms <= DAY_MS ? ms : null
}

const kindOf = (status: number, json: unknown): PortalErrorKind => {
  switch (status) {
    case 401:
      return 'unauthorized'
    case 402:
      return 'plan'
    case 403:
      return hasEnvelope(json) ? 'forbidden' : 'scope'
    case 404:
      // A 404 without DocSpace's envelope means that the portal is unknown or suspended, not that the file is.
      return hasEnvelope(json) ? 'not-found' : 'unavailable'
    case 408:
      return 'unavailable'
    case 429:
      return 'rate-limited'
  }
  if (status >= 500) return 'unavailable'
  // Redirects are not followed: they would carry the key elsewhere.
  return status >= 400 ? 'rejected' : 'bad-response'
}

/** `statusCode` marks both of DocSpace's envelopes; problem+json and proxies do not have it. */
const hasEnvelope = (json: unknown): boolean =>
  isRecord(json) && (typeof json.statusCode === 'number' || isRecord(json.error))

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
