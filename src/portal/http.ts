import { errors, Pool } from 'undici'
import { PortalError } from '../domain/portal-error.ts'
import { readAnswer, readRetryAfter } from './answer.ts'
import type { PortalLimits } from './limits.ts'

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

interface Deps {
  origin: string
  apiKey: string
  auditApiKey: string
  now: () => number
  limits: PortalLimits
  connections?: number
}

/** The portal allows 15 writes at a time per user (contract 6); all calls together stay below that. */
const CONNECTIONS = 12

/** One request, one answer: no retries, no redirects. */
export const createHttp = ({ origin, apiKey, auditApiKey, now, limits, connections = CONNECTIONS }: Deps) => {
  const pool = new Pool(new URL(origin).origin, {
    connections,
    pipelining: 1,
    connect: { timeout: limits.connectMs },
    headersTimeout: limits.budgetMs,
    bodyTimeout: limits.budgetMs,
    maxResponseSize: limits.bodyBytes,
  })

  /** The JSON of a 200 answer within `timeoutMs`, waiting for a connection included, or a `PortalError`. */
  const send = async (request: PortalRequest, timeoutMs: number): Promise<unknown> => {
    const answer = await pool
      .request({
        method: request.method,
        path: request.path,
        headers: {
          accept: 'application/json',
          ...(request.as === 'visitor'
            ? {}
            : { authorization: `Bearer ${request.as === 'auditor' ? auditApiKey : apiKey}` }),
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
    return readAnswer(answer)
  }

  /** Lets what is under way finish for a while, then cuts it off. */
  const close = async (): Promise<void> => {
    const late = setTimeout(() => pool.destroy().catch(() => undefined), limits.closeMs)
    await pool.close().catch(() => undefined)
    clearTimeout(late)
  }

  return { send, close }
}

export type Http = ReturnType<typeof createHttp>

/**
 * undici's own error is not kept as the cause: one kind holds the bytes of the answer, in which there may
 * be keys and passwords. Its name and code are enough to find the reason.
 */
const connectionError = (label: string, error: unknown): PortalError => {
  const name = error instanceof Error ? error.name : 'unknown'
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const cause = new Error(`${name} ${code}`.trim())
  if (error instanceof errors.ResponseExceededMaxSizeError) {
    return new PortalError('bad-response', `${label}: the answer is too large`, { cause })
  }
  if (error instanceof errors.HTTPParserError) {
    return new PortalError('bad-response', `${label}: the answer is not HTTP`, { cause })
  }
  if (error instanceof errors.InvalidArgumentError) {
    return new PortalError('rejected', `${label}: the request cannot be sent`, { cause })
  }
  const what = name === 'TimeoutError' ? 'no answer in time' : 'the connection failed'
  return new PortalError('unavailable', `${label}: ${what}`, { cause })
}
