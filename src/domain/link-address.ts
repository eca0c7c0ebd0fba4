/**
 * The address whose every use is a download that the portal records (contract 1.7), under the configured
 * origin. It works for every kind of file. Anybody who has it has the file: never log it. The key stands before the file,
 * whose id may be long: the trail of some portals keeps no more than the beginning of an address (contract 2.3).
 */
export const directAddress = (origin: string, fileId: string, requestToken: string): string =>
  `${new URL(origin).origin}/filehandler.ashx?action=download` +
  `&share=${encodeURIComponent(requestToken)}&fileid=${encodeURIComponent(fileId)}`

/** So much of an address the trail keeps at least: on PostgreSQL; on MySQL it is 4,096 (contract 2.3). */
const LEAST_KEPT = 300
/** As long as every key of a link is (contract 1.7). */
const ANY_KEY = '-'.repeat(111)

/**
 * Whether the trail keeps a link's key whole, so that its downloads can be told from others'. `direct`: they come by the direct
 * address; by the portal's page they come as the portal writes it, with the file before the key.
 */
export const isKeyKept = (origin: string, fileId: string, direct: boolean): boolean => {
  const handler = `${new URL(origin).origin}/filehandler.ashx?action=download`
  const upToKey = direct ? `${handler}&share=` : `${handler}&fileid=${encodeURIComponent(fileId)}&share=`
  return (upToKey + ANY_KEY).length <= LEAST_KEPT
}

/**
 * The portal's own page for a link: the path of `shareLink` under the configured origin, because the host
 * that the portal believes it has may be another (contract 8). Null for anything but an http(s) address of
 * the form `/s/CODE`: what the portal sends ends up in a button that people press.
 */
export const pageAddress = (origin: string, shareLink: string): string | null => {
  if (!URL.canParse(shareLink, origin)) return null
  const { protocol, pathname } = new URL(shareLink, origin)
  if (protocol !== 'https:' && protocol !== 'http:') return null
  return /^\/s\/[\w-]+$/.test(pathname) ? new URL(origin).origin + pathname : null
}
