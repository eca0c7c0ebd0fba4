/** What a server says of itself (INFO). Unknown: null. */
export interface RedisFacts {
  mode: 'standalone' | 'cluster' | 'sentinel' | null
  /** The version of Redis that it is, or, for Valkey, the one that it speaks as. */
  version: string | null
  evictionPolicy: string | null
  /** Whether it keeps its data over a restart. */
  persists: boolean | null
}

const MODES = ['standalone', 'cluster', 'sentinel'] as const

/** `save`: the times of its snapshots, '' for none; null where it does not tell (CONFIG is refused by many managed ones). */
export const readFacts = (info: string, save: string | null): RedisFacts => {
  const read = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? null
  const mode = read('redis_mode') ?? read('server_mode')
  const appends = read('aof_enabled')
  return {
    mode: MODES.find((known) => known === mode) ?? null,
    version: read('redis_version'),
    evictionPolicy: read('maxmemory_policy'),
    persists: appends === '1' ? true : save === null ? null : save !== '',
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
 * for what may come.
 */
export const weaknesses = ({ version, evictionPolicy, persists }: RedisFacts) => {
  const grave: string[] = []
  const slight: string[] = []
  if (version !== null && isOlder(version, OLDEST)) grave.push(`Redis ${version} is too old: 6.2 is needed`)
  if (evictionPolicy !== null && evictionPolicy !== 'noeviction')
    grave.push(`maxmemory-policy is ${evictionPolicy}: records may vanish; set it to noeviction`)
  if (evictionPolicy === null) slight.push('maxmemory-policy is unknown: it has to be noeviction')
  if (persists === false)
    slight.push('nothing is kept on the disk: a restart of Redis forgets all links; set appendonly yes')
  if (persists === null) slight.push('unknown whether data are kept on the disk: Redis does not tell')
  return { grave, slight }
}
