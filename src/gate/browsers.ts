import { createHmac } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Taker } from '../domain/claim.ts'

const COOKIE = 'taker'
const SECRET = /^[\w-]{22}$/

const cookieIn = ({ cookie }: IncomingHttpHeaders): string | null => {
  const values = (cookie ?? '').split(';').map((each) => each.trim().split('='))
  return values.find(([name]) => name === COOKIE)?.[1] ?? null
}

/** Tells browsers and addresses apart, by secrets that only they have. Nothing that is kept leads back to one. */
export const createBrowsers = (key: Buffer, isSecure: boolean) => {
  const markOf = (kind: string, text: string): string =>
    createHmac('sha256', key)
      .update(JSON.stringify([kind, text]))
      .digest('base64url')
      .slice(0, 22)
  return {
    /** The secret that this browser was given before; null: none. */
    secretOf: (headers: IncomingHttpHeaders): string | null => {
      const given = cookieIn(headers)
      return given !== null && SECRET.test(given) ? given : null
    },
    isSecret: (text: string): boolean => SECRET.test(text),
    takerOf: (secret: string): Taker => ({ kind: 'visitor', mark: markOf('visitor', secret) }),
    /** An address as it is kept. */
    addressMark: (address: string): string => markOf('address', address),
    /** Has the browser say it again on the page of this share, and nowhere else. */
    cookie: (secret: string, path: string, lastsMs: number): string =>
      [
        `${COOKIE}=${secret}`,
        `Path=${path}`,
        `Max-Age=${Math.ceil(lastsMs / 1_000)}`,
        'HttpOnly',
        'SameSite=Lax',
        ...(isSecure ? ['Secure'] : []),
      ].join('; '),
  }
}

export type Browsers = ReturnType<typeof createBrowsers>
