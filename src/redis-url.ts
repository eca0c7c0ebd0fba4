/** Whether `decodeURIComponent` takes it: a bare % is no character. */
const isDecodable = (text: string): boolean => {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

/**
 * Whether this names a Redis: over TCP (redis:), over TLS (rediss:), or by a Unix socket on the same machine (unix:). A
 * password with `/`, `?` or `#` in it divides the address elsewhere: another host, a path, parameters. So these must make
 * sense too.
 */
export const isRedisUrl = (text: string): boolean => {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, pathname, search, hash, username, password } = new URL(text)
  if (hash !== '' || ![username, password, pathname].every(isDecodable)) return false
  if (protocol === 'unix:') return hostname === '' && search === '' && /^\/./.test(pathname)
  return /^rediss?:$/.test(protocol) && hostname !== '' && !/@/.test(search) && /^\/?\d{0,5}$/.test(pathname)
}
