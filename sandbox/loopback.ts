import type { IncomingHttpHeaders } from 'node:http'
import { isIP } from 'node:net'

/** Where a server of the sandbox listens; `host` when it was told to listen elsewhere than on loopback. */
export type Own = { port: number | undefined; host?: string }

/**
 * Who may come in. `program`: no browser ever calls it. `own-page`: programs, and pages of this very server.
 * `link`: these, and people who follow a link of another site, or open the address by hand.
 */
export type Door = 'program' | 'own-page' | 'link'

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]']
const EVERYWHERE = ['0.0.0.0', '::']

const isOwn = (address: string, { port, host = '127.0.0.1' }: Own): boolean => {
  const ending = port === 80 ? '' : `:${port}`
  if (!address.endsWith(ending)) return false
  const name = address.slice(0, address.length - ending.length)
  if (LOOPBACK.includes(name) || name === host) return true
  // A number cannot be made to point here, as a name of another site can.
  return EVERYWHERE.includes(host) && isIP(name.replace(/^\[|\]$/g, '')) !== 0
}

/**
 * Why a request is not let in: another site, or a name that points here, must neither press our buttons nor
 * read what is here. Undefined when it may come in.
 */
export const refusalOf = (headers: IncomingHttpHeaders, own: Own, door: Door): string | undefined => {
  if (!isOwn(headers.host ?? '', own)) return 'this is no name of the sandbox'
  const { origin, 'sec-fetch-site': site, 'sec-fetch-dest': use } = headers
  if (door === 'program' && (origin !== undefined || site !== undefined)) return 'this is not for browsers'
  const isOurs = origin === undefined || (origin.startsWith('http://') && isOwn(origin.slice(7), own))
  // A form of another site names its origin; an image there names none, but says what it is for.
  const isAsked =
    site === undefined ||
    site === 'same-origin' ||
    (door === 'link' && (site === 'none' || use === 'document'))
  return isOurs && isAsked ? undefined : 'a page of another site may not do this'
}
