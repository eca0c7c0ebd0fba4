import type { Cluster, Redis } from 'ioredis'
import type { Log } from '../use-cases/ports.ts'
import { QUEUES } from './job-row.ts'
import { jobPrefix, jobsPrefix } from './queues.ts'

/** What is found within one round and one pause is found within a minute. */
const PAUSE_MS = 20_000

/** How many keys Redis looks at in one go. */
const AT_A_TIME = 5_000

/** The keys under which BullMQ keeps jobs themselves: others of a queue have words for names. */
const JOB_ID = /^(\d+|repeat:[^:]+:\d+)$/

/** BullMQ keeps 12 bits behind a moment, for the order of jobs of the same moment. */
const MOMENT_SCALE = 0x1000

/**
 * Puts jobs that are in no list among the delayed ones, due at the end of the delay that they were waiting for, if any. One
 * script of Redis, as BullMQ's own steps are: so no job is seen between two lists. KEYS[1] the lists, KEYS[2] too; KEYS[3] to
 * KEYS[7] the sorted sets, the delayed jobs first; ARGV[1] what comes before a job's id in its key, then the ids.
 */
const TAKE_UP = `
local function isListed(id)
  for i = 3, 7 do if redis.call('ZSCORE', KEYS[i], id) then return true end end
  for i = 1, 2 do if redis.call('LPOS', KEYS[i], id) then return true end end
  return false
end
local taken = {}
for i = 2, #ARGV do
  local id = ARGV[i]
  local job = redis.call('HMGET', ARGV[1] .. id, 'name', 'timestamp', 'delay')
  if job[1] and not isListed(id) then
    local delay = tonumber(job[3] or '0')
    local due = delay > 0 and tonumber(job[2]) + delay or 0
    redis.call('ZADD', KEYS[3], due * ${MOMENT_SCALE}, id)
    table.insert(taken, job[1])
  end
end
return taken`

const LISTS = ['wait', 'active']
const SETS = ['delayed', 'prioritized', 'completed', 'failed', 'waiting-children']

/** The keys that match, some at a time: of a Cluster those of each of its nodes. */
async function* keysOf(connection: Redis | Cluster, match: string): AsyncGenerator<string[]> {
  for (const node of 'nodes' in connection ? connection.nodes('master') : [connection]) {
    for await (const keys of node.scanStream({ match, count: AT_A_TIME })) yield keys as string[]
  }
}

/**
 * Finds jobs that are on record but in no list: nobody would ever take them, and their deduplication ids keep the same work
 * from being queued again. A failover or a restore may leave such jobs. The queues are asked nothing here, since their own
 * schedules may be such jobs.
 */
export const takeUpOrphans =
  ({ connection, namespace, log }: { connection: Redis | Cluster; namespace: string; log: Log }) =>
  async (): Promise<void> => {
    const bases = QUEUES.map((queue) => `${jobPrefix(namespace, queue)}:${queue}:`)
    for await (const keys of keysOf(connection, `${jobsPrefix(namespace)}*`)) {
      for (const base of bases) {
        const ids = keys.flatMap((key) => (key.startsWith(base) ? [key.slice(base.length)] : []))
        const jobs = ids.filter((id) => JOB_ID.test(id))
        if (jobs.length === 0) continue
        const lists = [...LISTS, ...SETS].map((name) => base + name)
        const taken = await connection.eval(TAKE_UP, lists.length, ...lists, base, ...jobs)
        for (const job of taken as string[]) log.warn({ job }, 'a job that was in no list is taken up')
      }
    }
  }

/** Looks for such jobs for as long as the process runs, by its own clock. */
export const watchOrphans = (deps: Parameters<typeof takeUpOrphans>[0]): { stop(): void } => {
  const look = takeUpOrphans(deps)
  const timer = setInterval(() => {
    look().catch((error: unknown) => deps.log.warn({ err: error }, 'jobs in no list cannot be looked for'))
  }, PAUSE_MS)
  return { stop: () => clearInterval(timer) }
}
