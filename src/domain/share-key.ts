import type { NamedLink, PageFacts } from './portal-facts.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Far longer than any real key (about 111 characters); more is not worth decoding. */
const LONGEST_KEY = 4096

/**
 * The id of the link that a `share=` key belongs to, in lower case; null when the key names none, for
 * instance because the portal's `page` column cut it off. The key is signed, not encrypted (contract 1.7):
 * base64url of `<hash>?<json>`, where the JSON is the link's uuid, or, for a link with a password, a string
 * that holds JSON itself, with the uuid as `Id`. The signature cannot be checked here.
 */
export const decodeShareKey = (key: string): string | null => {
  const content = contentOf(key)
  return content === null ? null : uuidOf(content)
}

/**
 * What the `page` of an audit event says of the link that was used (contract 2.3, rule 1): its id, `foreign`
 * for a whole key that is not a link's, and null when there is no key that can be decoded.
 */
export const linkIdOfPage = (page: string | null): NamedLink => {
  const query = queryOf(page)
  // A page of the portal may have a `share` that is something else.
  const content = contentNamed(query, 'share') ?? contentNamed(query, 'key')
  if (content === null) return null
  const linkId = uuidOf(content)
  return linkId === null ? { foreign: true } : { linkId }
}

/** The portal takes these of a query for the visitor's address and browser (contract 2.3); it reads names in any case. */
const FORGERIES: ReadonlySet<string> = new Set(['request-user-agent', 'request-x-real-ip'])

/** Whether the `page` of an event shows that its ip or browser are what the visitor wants them to be. */
export const isForged = (page: string | null): boolean =>
  [...queryOf(page).keys()].some((name) => FORGERIES.has(name.toLowerCase()))

/** All that is read of a `page`, so that the rest needs not be kept. */
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
  if (key.length > LONGEST_KEY || !/^[\w-]+={0,2}$/.test(key)) return null
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

/** A Referer may lack host or scheme; only the query is of interest, whichever host it claims. */
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
