import { createHash } from 'node:crypto'

const sign = (json: string, secret: string): string => {
  const hash = createHash('sha256')
    .update(json + secret)
    .digest('base64')
  return Buffer.from(`${hash}?${json}`, 'utf8').toString('base64url')
}

/**
 * The share key of a link: signed, not encrypted, the same for life; 111 characters
 * (docs/portal.md, What a visitor meets).
 */
export const requestToken = (linkId: string, secret: string): string => sign(JSON.stringify(linkId), secret)

/**
 * The key a visitor gets for the right password: a JSON string that holds JSON again
 * (docs/portal.md, What a visitor meets).
 */
export const passwordToken = (linkId: string, password: string, secret: string): string =>
  sign(JSON.stringify(JSON.stringify({ Id: linkId, Password: password })), secret)

/** What a share key carries, `null` when it is no key or its signature is wrong. */
export const readToken = (token: string, secret: string): { linkId: string; password?: string } | null => {
  const text = Buffer.from(token, 'base64url').toString('utf8')
  const json = text.slice(text.indexOf('?') + 1)
  if (sign(json, secret) !== token) return null
  const inner: unknown = JSON.parse(json)
  if (typeof inner !== 'string') return null
  if (!inner.startsWith('{')) return { linkId: inner }
  const { Id, Password } = JSON.parse(inner) as { Id: string; Password: string }
  return { linkId: Id, password: Password }
}
