/**
 * The address whose every use is a download that the portal records (contract 1.7), under the configured
 * origin. It works for every kind of file. Anybody who has it has the file: never log it. The key stands before the file,
 * whose id may be long: the trail of some portals keeps no more than the beginning of an address (contract 2.3).
 */
export const directAddress = (origin: string, fileId: string, requestToken: string): string =>
  `${new URL(origin).origin}/filehandler.ashx?action=download` +
  `&share=${encodeURIComponent(requestToken)}&fileid=${encodeURIComponent(fileId)}`

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
