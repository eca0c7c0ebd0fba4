import { errors, Pool } from 'undici'
import { PortalError } from '../domain/portal-error.ts'
import { readAnswer, readRetryAfter } from './answer.ts'
import type { PortalLimits } from './limits.ts'
import type { PortalClock } from './portal-clock.ts'

export interface PortalRequest {
  /** Names the operation in errors and logs; fixed text. */
  label: string
  method: 'GET' | 'PUT'
  /** Below the origin, query included. */
  path: string
  body?: object
  /** Whose key: the one for links and files when left out; a visitor has none. */
  as?: 'auditor' | 'visitor'
}

/** What an answer says before its content. `location` may hold a key. */
export interface Head {
  status: number
  location: string | null
  retryAfterMs: number | null
}

interface Deps {
  origin: string
  apiKey: string
  auditApiKey: string
  now: () => number
  limits: PortalLimits
  clock: PortalClock
  /** How many calls there may be at a time; the others wait. */
  connections: number
  /** Hears of each 429, and how long the portal wants to be left alone; null where it does not say. */
  onRateLimit?: (retryAfterMs: number | null) => void
  /** Hears of each answer by which the portal took `apiKey`. */
  onAccepted?: () => void
}

/** One request, one answer: no retries, no redirects. */
export const createHttp = (deps: Deps) => {
  const { origin, apiKey, auditApiKey, now, limits, clock, connections } = deps
  const pool = new Pool(new URL(origin).origin, {
    connections,
    pipelining: 1,
    connect: { timeout: limits.connectMs },
    headersTimeout: limits.budgetMs,
    bodyTimeout: limits.budgetMs,
    maxResponseSize: limits.bodyBytes,
  })

  /** Every answer of the portal's own tells what its clock shows; a proxy's, in its place, would not. */
  const ask = async (options: Parameters<Pool['request']>[0]) => {
    const sentAt = now()
    const answer = await pool.request(options)
    if (answer.statusCode < 500) clock.hear(answer.headers.date, sentAt, now())
    return answer
  }

  /** The JSON of a 200 answer within `timeoutMs`, waiting for a connection included, or a `PortalError`. */
  const send = async (request: PortalRequest, timeoutMs: number): Promise<unknown> => {
    const key = request.as === 'visitor' ? null : request.as === 'auditor' ? auditApiKey : apiKey
    const answer = await ask({
      method: request.method,
      path: request.path,
      headers: {
        accept: 'application/json',
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        'user-agent': 'sharelink',
        ...(request.body ? { 'content-type': 'application/json' } : {}),
      },
      body: request.body ? JSON.stringify(request.body) : null,
      signal: AbortSignal.timeout(Math.max(1, Math.ceil(timeoutMs))),
    })
      .then(async ({ statusCode, headers, body }) => ({
        label: request.label,
        status: statusCode,
        text: await body.text(),
        retryAfterMs: readRetryAfter(headers['retry-after'], now(), limits.longestRetryAfterMs),
      }))
      .catch((error: unknown) => {
        throw connectionError(request.label, error)
      })
    if (answer.status === 429) deps.onRateLimit?.(answer.retryAfterMs)
    const content = readAnswer(answer)
    if (key === apiKey) deps.onAccepted?.()
    return content
  }

  /** The head of an answer, asked for as a visitor, whatever it says; what follows it is cut off, not read. */
  const begin = async (
    { label, path }: { label: string; path: string },
    timeoutMs: number,
  ): Promise<Head> => {
    const { statusCode, headers, body } = await ask({
      method: 'GET',
      path,
      headers: { accept: '*/*', 'user-agent': 'sharelink' },
      signal: AbortSignal.timeout(Math.max(1, Math.ceil(timeoutMs))),
    }).catch((error: unknown) => {
      throw connectionError(label, error)
    })
    // Breaking off is an error to whoever reads the body, and nobody does.
    body.on('error', () => {}).destroy()
    const { location } = headers
    return {
      status: statusCode,
      location: (Array.isArray(location) ? location[0] : location) ?? null,
      retryAfterMs: readRetryAfter(headers['retry-after'], now(), limits.longestRetryAfterMs),
    }
  }

  /** Lets what is under way finish for a while, then cuts it off. */
  const close = async (): Promise<void> => {
    let stop = () => {}
    // undici's close() never ends when calls were waiting for a connection while all was destroyed.
    const cutOff = new Promise<void>((resolve) => {
      const late = setTimeout(() => pool.destroy().then(resolve, resolve), limits.closeMs)
      stop = () => clearTimeout(late)
    })
    await Promise.race([pool.close().catch(() => undefined), cutOff])
    stop()
  }

  return { send, begin, close }
}

export type Http = ReturnType<typeof createHttp>

/** The connection never came about, so nothing was asked. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])
/** Whose time was up: ours, or undici's. */
const TIMES_UP = new Set(['TimeoutError', 'HeadersTimeoutError', 'BodyTimeoutError'])

/**
 * undici's own error is not kept as the cause: one kind holds the bytes of the answer, in which there may
 * be keys and passwords. Its name and code are enough to find the reason.
 */
const connectionError = (label: string, error: unknown): PortalError => {
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
  return new PortalError('unavailable', `${label}: ${what}`, { late, unsure: !NOT_SENT.has(code), cause })
}
