import type { IncomingMessage } from 'node:http'
import type { Call } from './call.ts'
import { callerOf } from './caller.ts'
import { callerByToken } from './oauth-grants.ts'
import type { LoggedRequest, PortalState } from './state-types.ts'
import type { Sources } from './types.ts'

/** A request read to its end. */
export type Received = { method: string; url: URL; headers: Call['headers']; body: string; ip: string }

const BASE = 'http://portal.invalid'

/** Whether what is asked for can be read at all. */
export const isAddress = ({ url = '/' }: IncomingMessage): boolean => URL.canParse(url, BASE)

const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value.join(', ') : value)

export const receive = async (incoming: IncomingMessage): Promise<Received> => {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, first(value)]),
  )
  const forwarded = headers['x-forwarded-for']?.split(',')[0]?.trim()
  return {
    method: incoming.method ?? 'GET',
    url: new URL(incoming.url ?? '/', BASE),
    headers,
    body: Buffer.concat(chunks).toString('utf8'),
    ip: headers['x-real-ip'] ?? forwarded ?? incoming.socket.remoteAddress ?? '',
  }
}

const cookiesOf = (header: string | undefined): Record<string, string> =>
  Object.fromEntries(
    (header ?? '').split(';').map((pair) => {
      const at = pair.indexOf('=')
      return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
    }),
  )

/** The request as handlers see it, at the address the portal believes in. */
export const callOf = (state: PortalState, sources: Sources, received: Received): Omit<Call, 'params'> => {
  const { method, url, headers, body, ip } = received
  const cookies = cookiesOf(headers.cookie)
  const query = new Map([...url.searchParams].map(([name, value]) => [name.toLowerCase(), value]))
  return {
    ...sources,
    state,
    caller: callerOf(state, headers.authorization, cookies, sources.now()),
    method,
    href: `${state.settings.origin}${url.pathname}${url.search}`,
    query: (name) => query.get(name.toLowerCase()),
    headers,
    cookies,
    body,
    ip,
  }
}

const parsed = (body: string, type: string | undefined): unknown => {
  if (body === '') return null
  if (type?.startsWith('application/x-www-form-urlencoded'))
    return Object.fromEntries(new URLSearchParams(body))
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}

const keyNamed = (state: PortalState, secret: string | undefined, now: Date): string | null => {
  if (secret === undefined) return null
  const key = state.keys.find((one) => one.secret === secret) ?? callerByToken(state, secret, now)?.key
  return key?.name ?? null
}

/** The request for the log: with the name of its key, never the key. */
export const logEntry = (state: PortalState, { now }: Sources, received: Received): LoggedRequest => {
  const { method, url, headers, body } = received
  const secret = /^Bearer\s+(.+)$/i.exec(headers.authorization ?? '')?.[1]
  return {
    time: now().toISOString(),
    method,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    body: parsed(body, headers['content-type']),
    key: keyNamed(state, secret, now()),
    status: 0,
    done: false,
  }
}
