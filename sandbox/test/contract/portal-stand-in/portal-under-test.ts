import { onTestFinished } from 'vitest'
import { KEYS } from '../../../portal/seed-ids.ts'
import { startPortal } from '../../../portal/server.ts'
import type { Portal, StartPortalOptions } from '../../../portal/types.ts'

export const NOON = new Date('2026-07-14T12:00:00.000Z')

/** A stand-in that ends with its test, at noon of a fixed day unless told otherwise. */
export const portalForTest = async (options: StartPortalOptions = {}): Promise<Portal> => {
  const portal = await startPortal({ now: () => NOON, ...options })
  onTestFinished(() => portal.close())
  return portal
}

/** One answer, read. */
// biome-ignore lint/suspicious/noExplicitAny: these tests are about the shape of foreign JSON
export type Got = { status: number; text: string; json: any; headers: Headers }

/** A client with one key; `key: null` is anonymous. */
export const client = (portal: Portal, key: string | null = KEYS.owner) => {
  const send = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Got> => {
    const answer = await fetch(`${portal.url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await answer.text()
    const isJson = answer.headers.get('content-type')?.includes('json') ?? false
    return {
      status: answer.status,
      text,
      json: isJson ? JSON.parse(text) : undefined,
      headers: answer.headers,
    }
  }
  return {
    send,
    get: (path: string, headers?: Record<string, string>) => send('GET', path, undefined, headers),
    putLink: (fileId: string, body: unknown) =>
      send('PUT', `/api/2.0/files/file/${encodeURIComponent(fileId)}/links`, body),
    links: (fileId: string) => send('GET', `/api/2.0/files/file/${encodeURIComponent(fileId)}/links`),
    primary: (method: 'GET' | 'POST', fileId: string, body?: unknown) =>
      send(method, `/api/2.0/files/file/${fileId}/link`, body),
    audit: (query = '') => send('GET', `/api/2.0/security/audit/events/filter${query}`),
    share: (token: string) => send('GET', `/api/2.0/files/share/${token}`),
  }
}

/** Action ids in the trail, in the order of arrival. */
export const actionIds = (portal: Portal): number[] => portal.events().map((event) => event.actionId)

/** What `look` finds, as soon as some change at the portal brings it about. */
export const untilPortal = <T>(portal: Portal, look: () => T | undefined): Promise<T> =>
  new Promise((resolve) => {
    const see = () => {
      const found = look()
      if (found === undefined) return
      stop()
      resolve(found)
    }
    const stop = portal.onChange(see)
    see()
  })
