import { Pool } from 'undici'
import { connectionError } from './connection-error.ts'
import type { PortalLimits } from './limits.ts'
import type { PortalClock } from './portal-clock.ts'
import { readDayEnd, readResponse, readRetryAfter } from './response.ts'

export interface PortalRequest {
  /** Names the operation in errors and logs; fixed text. */
  label: string
  method: 'GET' | 'PUT'
  /** Below the origin, query included. */
  path: string
  body?: object
  /** How many calls the portal will have been asked when what this is part of is done; 1 when left out. */
  calls?: number
  /** Whose key is sent. Left out: the one for links and files. A visitor sends none, a person a token. */
  as?: 'auditor' | 'visitor' | { token: string }
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
  /** How many calls may run at a time; further ones wait. */
  connections: number
  /** Called at each answer that shows that the portal takes `apiKey`. */
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

  /** The portal's own answers tell what its clock shows. An answer that a proxy gives in its place does not. */
  const ask = async (options: Parameters<Pool['request']>[0]) => {
    const sentAt = now()
    const answer = await pool.request(options)
    if (answer.statusCode < 500) clock.hear(answer.headers.date, sentAt, now())
    return answer
  }

  const keyOf = (as: PortalRequest['as']): string | null => {
    if (as === 'visitor') return null
    if (as === 'auditor') return auditApiKey
    return as?.token ?? apiKey
  }

  /** The JSON of a 200 answer, or a `PortalError`. Both within `timeoutMs`, waiting for a connection included. */
  const send = async (request: PortalRequest, timeoutMs: number, stop?: AbortSignal): Promise<unknown> => {
    const late = AbortSignal.timeout(Math.max(1, Math.ceil(timeoutMs)))
    const key = keyOf(request.as)
    const response = await ask({
      method: request.method,
      path: request.path,
      headers: {
        accept: 'application/json',
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        'user-agent': 'sharelink',
        ...(request.body ? { 'content-type': 'application/json' } : {}),
      },
      body: request.body ? JSON.stringify(request.body) : null,
      signal: stop === undefined ? late : AbortSignal.any([late, stop]),
    })
      .then(async ({ statusCode, headers, body }) => ({
        label: request.label,
        status: statusCode,
        text: await body.text(),
        retryAfterMs: readRetryAfter(headers['retry-after'], now(), limits.longestRetryAfterMs),
        dayEndsInMs: request.method === 'GET' ? null : readDayEnd(headers['retry-after'], now()),
      }))
      .catch((error: unknown) => {
        throw connectionError(request.label, error)
      })
    const content = readResponse(response)
    if (key === apiKey) deps.onAccepted?.()
    return content
  }

  /** Asks as a visitor and gives the head of any answer. The body is not read but cut off. */
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
    // Cutting the body off makes it report an error, which does not matter here.
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
    // undici's close() never resolves when destroy() met calls that were waiting for a connection.
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
