/** Whether `decodeURIComponent` takes it. A bare % is an error there. */
const isDecodable = (text: string): boolean => {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

/**
 * Whether this names a Redis: over TCP (redis:), over TLS (rediss:), or by a Unix socket on the same machine (unix:). With
 * `/`, `?` or `#` in a password, parts of the password become host, path or parameters. So these are checked too.
 */
export const isRedisUrl = (text: string): boolean => {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, pathname, search, hash, username, password } = new URL(text)
  if (hash !== '' || ![username, password, pathname].every(isDecodable)) return false
  if (protocol === 'unix:') return hostname === '' && search === '' && /^\/./.test(pathname)
  return /^rediss?:$/.test(protocol) && hostname !== '' && !/@/.test(search) && /^\/?\d{0,5}$/.test(pathname)
}
