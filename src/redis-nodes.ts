import type { RedisNodes, SentinelMaster } from './store/redis-target.ts'

/** Reads one address without a path behind it; undefined where it is none. */
const readUrl = (text: string): URL | undefined => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^rediss?:$/.test(url.protocol) || url.hostname === '') return undefined
  return url.search === '' && url.hash === '' ? url : undefined
}

const userOf = ({ username, password }: URL): { username?: string; password?: string } | undefined => {
  try {
    return {
      ...(username !== '' && { username: decodeURIComponent(username) }),
      ...(password !== '' && { password: decodeURIComponent(password) }),
    }
  } catch {
    return undefined
  }
}

/**
 * Reads `host:port` with commas or blanks between. The first may begin with `redis://` or `rediss://` and a password, which
 * hold for all. Undefined where it cannot be read so, or where two say different things.
 */
export const readRedisNodes = (text: string, defaultPort: number): RedisNodes | undefined => {
  const parts = text.split(/[\s,]+/).filter((part) => part !== '')
  const scheme = /^rediss:/.test(parts[0] ?? '') ? 'rediss' : 'redis'
  const urls = parts.map((part) => readUrl(part.includes('://') ? part : `${scheme}://${part}`))
  const [first] = urls
  const entrance = first && userOf(first)
  if (first === undefined || entrance === undefined) return undefined
  const nodes: RedisNodes['nodes'] = []
  for (const [index, url] of urls.entries()) {
    if (url === undefined || !/^\/?$/.test(url.pathname) || url.protocol !== first.protocol) return undefined
    const own = url.username + url.password
    if (index > 0 && own !== '' && own !== first.username + first.password) return undefined
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
    nodes.push({ host, port: url.port === '' ? defaultPort : Number(url.port) })
  }
  return { nodes, tls: first.protocol === 'rediss:', ...entrance }
}

/** Reads the name by which sentinels know a master, alone or as `rediss://user:password@name/db`. */
export const readSentinelMaster = (text: string): SentinelMaster | undefined => {
  if (/^[\w.-]+$/.test(text)) return { name: text }
  const url = readUrl(text)
  const entrance = url && userOf(url)
  const db = /^\/?(\d{0,5})$/.exec(url?.pathname ?? '-')?.[1]
  if (url === undefined || entrance === undefined || db === undefined || url.port !== '') return undefined
  return {
    name: url.hostname,
    tls: url.protocol === 'rediss:',
    ...entrance,
    ...(db !== '' && { db: Number(db) }),
  }
}
