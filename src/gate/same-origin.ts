import type { IncomingHttpHeaders } from 'node:http'

/**
 * Whether a form was sent from our own page, and not from another site in the name of its visitor. Browsers say so in
 * Sec-Fetch-Site, older ones in Origin. They send `Origin: null` from our page too, because it gives no referrer.
 */
export const isFromOwnPage = (headers: IncomingHttpHeaders, origin: string): boolean => {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  return headers.origin === undefined || headers.origin === 'null' || headers.origin === origin
}
