/** What a server says of itself (INFO). Unknown: null. */
export interface RedisFacts {
  mode: 'standalone' | 'cluster' | 'sentinel' | null
  /** The version of Redis that it is, or, for Valkey, the one that it speaks as. */
  version: string | null
  evictionPolicy: string | null
  /** Whether it keeps its data over a restart. */
  persists: boolean | null
  /** Whether a write is on the disk before it is answered. */
  isSafeAtOnce: boolean | null
  /** How soon it is, as an operator reads it. */
  writes: string
}

/** What only CONFIG tells, which many managed servers refuse; then null. */
interface RedisConfig {
  /** The times of its snapshots, '' for none. */
  save: string | null
  appendfsync: string | null
}

const MODES = ['standalone', 'cluster', 'sentinel'] as const

export const readFacts = (info: string, { save, appendfsync }: RedisConfig): RedisFacts => {
  const read = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? null
  const mode = read('redis_mode') ?? read('server_mode')
  const appends = read('aof_enabled')
  return {
    mode: MODES.find((known) => known === mode) ?? null,
    version: read('redis_version'),
    evictionPolicy: read('maxmemory_policy'),
    persists: appends === '1' ? true : save === null ? null : save !== '',
    isSafeAtOnce: appends !== '1' ? false : appendfsync === null ? null : appendfsync === 'always',
    writes: appends === '1' ? `appendfsync is ${appendfsync ?? 'unknown'}` : 'there are snapshots at most',
  }
}

const isOlder = (version: string, [major, minor]: readonly [number, number]): boolean => {
  const [itsMajor = 0, itsMinor = 0] = version.split('.').map(Number)
  return itsMajor < major || (itsMajor === major && itsMinor < minor)
}

/** The oldest with all commands that are used here. */
const OLDEST = [6, 2] as const

/**
 * What is wrong with a server that answers. `grave`: records may vanish, or commands are missing. `slight`: it works, but
 * for what may come. `keepsClaims`: claims of exact links
 * are kept in it, of which it may not forget one.
 */
export const weaknesses = (
  { version, evictionPolicy, persists, isSafeAtOnce, writes }: RedisFacts,
  { keepsClaims }: { keepsClaims: boolean },
) => {
  const grave: string[] = []
  const slight: string[] = []
  if (version !== null && isOlder(version, OLDEST)) grave.push(`Redis ${version} is too old: 6.2 is needed`)
  if (evictionPolicy !== null && evictionPolicy !== 'noeviction')
    grave.push(`maxmemory-policy is ${evictionPolicy}: records may vanish; set it to noeviction`)
  if (evictionPolicy === null) slight.push('maxmemory-policy is unknown: it has to be noeviction')
  if (persists === false)
    slight.push('nothing is kept on the disk: a restart of Redis forgets all links; set appendonly yes')
  if (persists === null) slight.push('unknown whether data are kept on the disk: Redis does not tell')
  // The other words say enough where nothing is kept, or nothing is known.
  if (keepsClaims && persists === true && isSafeAtOnce !== true)
    slight.push(
      `${writes}: what is claimed of exact links just before Redis stops may be forgotten, and given once more; set appendonly yes and appendfsync always`,
    )
  return { grave, slight }
}
