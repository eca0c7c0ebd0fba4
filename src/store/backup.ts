import type { ShareRef } from '../domain/share.ts'
import type { RedisClient } from './connect-redis.ts'

/** One key as Redis dumps it; `ttl`: how many ms it has left, -1: it stays. */
export interface BackupRow {
  /** Without the namespace. */
  key: string
  ttl: number
  dump: string
}

const AT_A_TIME = 500

/**
 * What is not backed up. Jobs and acts: what they do is found again from the records, while an old job would do again what was
 * done since. Calls of the portal that run, and turns. Indexes: they are made anew from the shares, so that a backup of a running
 * app fits together.
 */
const LEFT_OUT =
  /^(jobs:|\{inbox\}|\{portal\}|\{[^}]*\}:(live|live-by|live-in|due|near-limit|suspended|ended|ended-by|closed|closed-in|unfinished|untold-ends|of-file)(:|$))/

const SHARE = /^\{([^}]*)\}:share:(.+)$/

/** Every key of a namespace, some at a time: of a Cluster those of each of its nodes. */
async function* keysOf(redis: RedisClient, namespace: string): AsyncGenerator<string[]> {
  for (const node of 'nodes' in redis ? redis.nodes('master') : [redis]) {
    const stream = node.scanStream({ match: `${namespace}:*`, count: AT_A_TIME })
    for await (const found of stream) yield [...new Set(found as string[])]
  }
}

/** How many keys there are in a namespace. */
export const countKeys = async (redis: RedisClient, namespace: string): Promise<number> => {
  let count = 0
  for await (const keys of keysOf(redis, namespace)) count += keys.length
  return count
}

/** Deletes all keys of a namespace. */
export const wipe = async (redis: RedisClient, namespace: string): Promise<void> => {
  for await (const keys of keysOf(redis, namespace)) await Promise.all(keys.map((key) => redis.unlink(key)))
}

/** The records of a namespace, as they are backed up. */
export async function* backupRows(redis: RedisClient, namespace: string): AsyncGenerator<BackupRow> {
  const seen = new Set<string>()
  for await (const found of keysOf(redis, namespace)) {
    for (const whole of found) {
      const key = whole.slice(namespace.length + 1)
      if (LEFT_OUT.test(key) || seen.has(key)) continue
      seen.add(key)
      const [dump, ttl] = await Promise.all([redis.dumpBuffer(whole), redis.pttl(whole)])
      // It may have gone meanwhile.
      if (dump !== null && ttl !== -2) yield { key, ttl, dump: dump.toString('base64') }
    }
  }
}

/** Puts one key back; `passedMs`: how long ago it was backed up. Gives the share whose record it is, if it is one. */
export const putBack = async (
  redis: RedisClient,
  namespace: string,
  { key, ttl, dump }: BackupRow,
  passedMs: number,
): Promise<ShareRef | null> => {
  const left = ttl === -1 ? 0 : ttl - passedMs
  if (ttl !== -1 && left <= 0) return null
  await redis.restore(`${namespace}:${key}`, left, Buffer.from(dump, 'base64'), 'REPLACE')
  const [, team, id] = SHARE.exec(key) ?? []
  return team === undefined || id === undefined ? null : { team, id }
}
