/** How the servers of one kind are entered. */
interface Entrance {
  username?: string
  password?: string
  tls: boolean
}

export interface RedisNode {
  host: string
  port: number
}

/** Some servers of one kind, all entered in the same way. */
export interface RedisNodes extends Entrance {
  nodes: RedisNode[]
}

/** The master that sentinels know by this name. */
export interface SentinelMaster extends Partial<Entrance> {
  name: string
  db?: number
}

/** An address over TCP or TLS, the path of a Unix socket, nodes of a Cluster, or sentinels that know the master. */
export type RedisTarget =
  | { url: string }
  | { path: string }
  | { cluster: RedisNodes }
  | { sentinels: RedisNodes; master: SentinelMaster }

/** The place that `REDIS_URL` names. */
export const redisTargetOf = (url: string): RedisTarget =>
  url.startsWith('unix:') ? { path: decodeURIComponent(new URL(url).pathname) } : { url }

/** The passwords in it, so that they can be kept out of the log. */
export const redisPasswords = (target: RedisTarget | null): string[] => {
  if (target === null || 'path' in target) return []
  if ('url' in target) return [decodeURIComponent(new URL(target.url).password)]
  const entrances = 'cluster' in target ? [target.cluster] : [target.sentinels, target.master]
  return entrances.flatMap(({ password }) => password ?? [])
}
