import { decodeShareKey, longestKey } from './share-key.ts'

/**
 * The direct address: the portal records each use of it as a download, for every kind of file
 * (docs/portal.md, What a visitor meets). Anybody who has it has the file: never log it. The key comes before the
 * file's id, which may be long, since some portals record only the beginning of an address (docs/portal.md, Who).
 */
export const directAddress = (origin: string, fileId: string, requestToken: string): string =>
  `${new URL(origin).origin}/filehandler.ashx?action=download` +
  `&share=${encodeURIComponent(requestToken)}&fileid=${encodeURIComponent(fileId)}`

/** How many characters of an address the trail keeps at least: this many on PostgreSQL, 4,096 on MySQL. */
const LEAST_KEPT = 300

/** What of a link decides how the address of a download by it looks. */
export interface AddressedLink {
  fileId: string
  /** People get the direct address. Otherwise downloads come from the portal's page, which writes the file's id before the key. */
  direct: boolean
  /** Visitors may come with a key that holds the password. */
  password: string | null
}

/** Whether the trail keeps a link's whole key, so that its downloads can be told from others. */
export const isKeyKept = (origin: string, { fileId, direct, password }: AddressedLink): boolean => {
  const handler = `${new URL(origin).origin}/filehandler.ashx?action=download`
  const upToKey = direct ? `${handler}&share=` : `${handler}&fileid=${encodeURIComponent(fileId)}&share=`
  return upToKey.length + longestKey(password) <= LEAST_KEPT
}

/**
 * The portal's own page for a link: the path of `shareLink` under the configured origin, because the portal may believe
 * in another host (docs/portal.md, Versions). Null for anything but an http(s) address with a path `/s/CODE`, because
 * it becomes a button that people press.
 */
export const pageAddress = (origin: string, shareLink: string): string | null => {
  if (!URL.canParse(shareLink, origin)) return null
  const { protocol, pathname } = new URL(shareLink, origin)
  if (protocol !== 'https:' && protocol !== 'http:') return null
  return /^\/s\/[\w-]+$/.test(pathname) ? new URL(origin).origin + pathname : null
}

const ANY_HOST = 'http://portal.invalid'

/** The link that an address leads to. */
export interface AddressedFile {
  fileId: string
  linkId: string
  key: string
}

/**
 * What an address with a key says of its link, on any host: the portal may believe in another one. Null: it names no link
 * of a file. The key's signature is the portal's to check.
 */
export const readAddress = (address: string): AddressedFile | null => {
  if (!URL.canParse(address, ANY_HOST)) return null
  const { pathname, searchParams } = new URL(address, ANY_HOST)
  const key = searchParams.get('share') ?? ''
  const linkId = decodeShareKey(key)
  const previewed = /^\/share\/preview\/([^/]+)$/.exec(pathname)?.[1] ?? ''
  // Decoded as a query is, which takes anything.
  const fileId = searchParams.get('fileid') ?? new URLSearchParams(`id=${previewed}`).get('id') ?? ''
  return linkId === null || fileId === '' ? null : { fileId, linkId, key }
}
