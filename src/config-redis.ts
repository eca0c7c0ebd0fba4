import {
  type RedisNodes,
  type RedisTarget,
  redisTargetOf,
  type SentinelMaster,
} from './store/redis-target.ts'

/** What the variables of Redis say. */
interface RedisValues {
  REDIS_URL?: string | undefined
  REDIS_CLUSTER?: RedisNodes | undefined
  REDIS_SENTINELS?: RedisNodes | undefined
  REDIS_SENTINEL_MASTER?: SentinelMaster | undefined
}

/** Null: none is named. */
export const redisOf = (values: RedisValues): RedisTarget | null => {
  const { REDIS_URL: url, REDIS_CLUSTER: cluster } = values
  const { REDIS_SENTINELS: sentinels, REDIS_SENTINEL_MASTER: master } = values
  if (cluster !== undefined) return { cluster }
  if (sentinels !== undefined && master !== undefined) return { sentinels, master }
  return url === undefined ? null : redisTargetOf(url)
}

const WAYS = ['REDIS_URL', 'REDIS_CLUSTER', 'REDIS_SENTINELS'] as const

/** What is wrong with those that are set, each by itself right. */
export const redisFaults = (
  isSet: (variable: string) => boolean,
): { variable: string; expected: string }[] => {
  const [first, ...others] = WAYS.filter(isSet)
  const faults = others.map((variable: string) => ({
    variable,
    expected: `nothing, since ${first} is set: there is one Redis, named by one of ${WAYS.join(', ')}`,
  }))
  if (isSet('REDIS_SENTINELS') && !isSet('REDIS_SENTINEL_MASTER')) {
    const expected = 'the name of a master, since REDIS_SENTINELS is set'
    faults.push({ variable: 'REDIS_SENTINEL_MASTER', expected })
  }
  if (isSet('REDIS_SENTINEL_MASTER') && !isSet('REDIS_SENTINELS')) {
    const expected = 'the addresses of sentinels, since REDIS_SENTINEL_MASTER is set'
    faults.push({ variable: 'REDIS_SENTINELS', expected })
  }
  return faults
}

const MODES = {
  standalone: 'one Redis',
  cluster: 'a node of a Redis Cluster',
  sentinel: 'a sentinel',
}

/** The variable that fits what was found in place of what the variable names; null: it is that. */
export const redisMisfit = (target: RedisTarget, mode: keyof typeof MODES) => {
  const named =
    'cluster' in target
      ? (['REDIS_CLUSTER', 'cluster'] as const)
      : 'sentinels' in target
        ? (['REDIS_SENTINELS', 'sentinel'] as const)
        : (['REDIS_URL', 'standalone'] as const)
  const [variable, expected] = named
  if (mode === expected) return null
  const right = {
    standalone: 'REDIS_URL',
    cluster: 'REDIS_CLUSTER',
    sentinel: 'REDIS_SENTINELS and REDIS_SENTINEL_MASTER',
  }[mode]
  return {
    variable,
    found: MODES[mode],
    expected: `${MODES[expected]}; for what is there set ${right} in its place`,
  }
}
