import type { NamedLink, PageFacts } from './portal-facts.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Longer than any real key, even one with a password of 255 characters. Anything longer is not decoded. */
const LONGEST_DECODED = 4096

/** Stand-ins for a hash and for a link's id: all of them are this long. */
const ANY_HASH = '-'.repeat(44)
const ANY_ID = '-'.repeat(36)

/** The characters of the longest key that opens a link: 111, or more with a password, which it may hold. */
export const longestKey = (password: string | null): number => {
  const content = password === null ? ANY_ID : JSON.stringify({ Id: ANY_ID, Password: password })
  return Buffer.from(`${ANY_HASH}?${JSON.stringify(content)}`).toString('base64url').length
}

/**
 * The id of the link that a `share=` key belongs to, in lower case; null when the key names none, for instance because
 * the portal's `page` column cut it off. The key is signed, not encrypted: base64url of `<hash>?<json>`, where the JSON
 * is the link's uuid or, for a link with a password, a text that holds JSON itself, with the uuid as `Id` and the
 * password (docs/portal.md, What a visitor meets). The signature cannot be checked here.
 */
export const decodeShareKey = (key: string): string | null => {
  const content = contentOf(key)
  return content === null ? null : uuidOf(content)
}

/**
 * Which link was used, by the `page` of an audit event: its id; `foreign` for a complete key that is not a link's; null
 * without a key that can be decoded.
 */
export const linkIdOfPage = (page: string | null): NamedLink => {
  const query = queryOf(page)
  // A page of the portal may have a `share` that is something else.
  const content = contentNamed(query, 'share') ?? contentNamed(query, 'key')
  if (content === null) return null
  const linkId = uuidOf(content)
  return linkId === null ? { foreign: true } : { linkId }
}

/**
 * Names in a query from which the portal takes the visitor's ip address and browser, in upper or lower case
 * (docs/portal.md, Who).
 */
const FORGERIES: ReadonlySet<string> = new Set(['request-user-agent', 'request-x-real-ip'])

/** Whether the `page` of an event shows that the visitor made up its ip address or browser. */
export const isForged = (page: string | null): boolean =>
  [...queryOf(page).keys()].some((name) => FORGERIES.has(name.toLowerCase()))

/** All that is read from a `page`; the rest is not kept. */
export const factsOfPage = (page: string | null): PageFacts | null =>
  page === null ? null : { link: linkIdOfPage(page), forged: isForged(page) }

const contentNamed = (query: URLSearchParams, name: string): string | object | null => {
  const key = firstNamed(query, name)
  return key === null ? null : contentOf(key)
}

/** What stands in the key; null when it is cut off or no key at all. */
const contentOf = (key: string): string | object | null => {
  const text = decodeText(key)
  const mark = text?.indexOf('?') ?? -1
  if (text === null || mark < 1) return null
  const value = parseJson(text.slice(mark + 1))
  if (typeof value !== 'string') return null
  return value.startsWith('{') ? parseJson(value) : value
}

const decodeText = (key: string): string | null => {
  if (key.length > LONGEST_DECODED || !/^[\w-]+={0,2}$/.test(key)) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(key, 'base64url'))
  } catch {
    return null
  }
}

const parseJson = (text: string): string | object | null => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'string' || typeof value === 'object' ? value : null
  } catch {
    return null
  }
}

const uuidOf = (content: string | object): string | null => {
  const id = typeof content === 'object' && 'Id' in content ? content.Id : content
  return typeof id === 'string' && UUID.test(id) ? id.toLowerCase() : null
}

/** A Referer may lack host or scheme. Only its query matters, whatever host it names. */
const queryOf = (page: string | null): URLSearchParams => {
  try {
    return new URL(page ?? '', 'http://portal.invalid').searchParams
  } catch {
    return new URLSearchParams()
  }
}

/** Names without regard to case, as the portal reads them. */
const firstNamed = (query: URLSearchParams, name: string): string | null => {
  for (const [key, value] of query) if (key.toLowerCase() === name && value !== '') return value
  return null
}
