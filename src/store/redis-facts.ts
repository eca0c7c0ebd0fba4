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
  /** Bytes of memory that it uses, and may use; null: unknown, or no bound. */
  usedMemory: number | null
  maxMemory: number | null
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
  const bytes = (name: string) => Number(read(name) ?? 0) || null
  return {
    mode: MODES.find((known) => known === mode) ?? null,
    version: read('redis_version'),
    evictionPolicy: read('maxmemory_policy'),
    persists: appends === '1' ? true : save === null ? null : save !== '',
    isSafeAtOnce: appends !== '1' ? false : appendfsync === null ? null : appendfsync === 'always',
    usedMemory: bytes('used_memory'),
    maxMemory: bytes('maxmemory'),
    writes: appends === '1' ? `appendfsync is ${appendfsync ?? 'unknown'}` : 'there are snapshots at most',
  }
}

const isOlder = (version: string, [major, minor]: readonly [number, number]): boolean => {
  const [itsMajor = 0, itsMinor = 0] = version.split('.').map(Number)
  return itsMajor < major || (itsMajor === major && itsMinor < minor)
}

/** The oldest with all commands that are used here. */
const OLDEST = [6, 2] as const

/** What is wrong with a server, and what an operator does about it. */
interface Weakness {
  found: string
  remedy: string
}

/** Both in one line. */
export const sayWeakness = ({ found, remedy }: Weakness): string => `${found}; ${remedy}`

/**
 * What is wrong with a server that answers. `grave`: records may vanish, or commands are missing. `slight`: it works, but
 * for what may come. `keepsClaims`: claims of exact links
 * are kept in it, of which it may not forget one.
 */
export const weaknesses = (
  { version, evictionPolicy, persists, isSafeAtOnce, writes }: RedisFacts,
  { keepsClaims }: { keepsClaims: boolean },
) => {
  const grave: Weakness[] = []
  const slight: Weakness[] = []
  if (version !== null && isOlder(version, OLDEST))
    grave.push({ found: `Redis ${version} is too old`, remedy: 'take 6.2 or newer, or Valkey' })
  const setPolicy = 'set it to noeviction'
  if (evictionPolicy !== null && evictionPolicy !== 'noeviction')
    grave.push({ found: `maxmemory-policy is ${evictionPolicy}: records may vanish`, remedy: setPolicy })
  if (evictionPolicy === null) slight.push({ found: 'maxmemory-policy is unknown', remedy: setPolicy })
  const keep = 'set appendonly yes'
  if (persists === false)
    slight.push({ found: 'nothing is kept on the disk: a restart of Redis forgets all links', remedy: keep })
  if (persists === null)
    slight.push({ found: 'unknown whether data are kept on the disk: Redis does not tell', remedy: keep })
  // The other words say enough where nothing is kept, or nothing is known.
  if (keepsClaims && persists === true && isSafeAtOnce !== true)
    slight.push({
      found: `${writes}: what is claimed of exact links just before Redis stops may be forgotten, and given once more`,
      remedy: 'set appendonly yes and appendfsync always',
    })
  return { grave, slight }
}
