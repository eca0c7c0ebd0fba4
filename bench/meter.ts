import type { Redis } from 'ioredis'

/** CPU that Redis has used so far, in ms. */
const redisCpuMs = async (redis: Redis): Promise<number> => {
  const facts = await redis.info('cpu')
  const of = (name: string) => Number(new RegExp(`^${name}:(.*)$`, 'm').exec(facts)?.[1] ?? 0)
  return (of('used_cpu_user') + of('used_cpu_sys')) * 1_000
}

/** CPU of this process and of Redis together, for each run. */
export const cpuOf = async (
  redis: Redis,
  runs: number,
  work: (run: number) => Promise<void>,
): Promise<{ cpuMs: number }> => {
  const redisBefore = await redisCpuMs(redis)
  const before = process.cpuUsage()
  for (let run = 0; run < runs; run += 1) await work(run)
  const { user, system } = process.cpuUsage(before)
  return { cpuMs: ((user + system) / 1_000 + (await redisCpuMs(redis)) - redisBefore) / runs }
}

const JOB = /^jobs:\{\w+\}:\w+:/
/** Of what kind a key is: `share`, `events`, `jobs` and so on. */
const kindOf = (key: string): string =>
  JOB.test(key) ? 'jobs' : (key.replace(/^\{[^}]*\}:/, '').split(':')[0] ?? key)
const OF_SHARES = ['share', 'events', 'jobs', 'running-count', 'shown-views', 'shown-view-times']

/** What Redis says that its keys take, by kind; all indexes are one kind. */
export const bytesByKind = async (redis: Redis, namespace: string): Promise<Map<string, number>> => {
  const sums = new Map<string, number>()
  for await (const found of redis.scanStream({ match: `${namespace}:*`, count: 500 })) {
    for (const key of found as string[]) {
      const of = kindOf(key.slice(namespace.length + 1))
      const kind = OF_SHARES.includes(of) ? of : 'indexes'
      sums.set(kind, (sums.get(kind) ?? 0) + Number((await redis.memory('USAGE', key, 'SAMPLES', 0)) ?? 0))
    }
  }
  return sums
}
