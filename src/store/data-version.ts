import { Cluster } from 'ioredis'
import type { StoredEvent } from '../domain/downloads.ts'
import type { ShareRef } from '../domain/share.ts'
import type { Vault } from '../use-cases/ports.ts'
import { MOST_RACES } from './compare-and-set.ts'
import type { RedisClient } from './connect-redis.ts'
import { rowOf } from './event-row.ts'
import { createKeys } from './keys.ts'
import { createShareRows } from './share-row.ts'

/**
 * Makes what is kept of a share into that of the next version: its record, and the row of each of its events. Pure, and safe to
 * repeat: after a crash it may get one that it has made already.
 */
export interface Migration {
  share?(share: Record<string, unknown>, ref: ShareRef): Record<string, unknown>
  event?(row: string): string
}

/** In version 1 an event was an object of the fields that it has in the program. */
const EVENTS_AS_ROWS: Migration = {
  event: (row) => (row.startsWith('{') ? rowOf(JSON.parse(row) as StoredEvent) : row),
}

/** From version 1 to 2, from 2 to 3, and so on. `vault`: for what opens the files of links. */
export const migrationsWith = (vault: Vault): readonly Migration[] => {
  const rows = createShareRows(vault)
  const renewed: Migration = { share: (share, ref) => rows.renew(ref, share) }
  // In version 2 addresses and keys of links were kept in clear; in version 3 a record had every field.
  return [EVENTS_AS_ROWS, renewed, renewed]
}

/** KEYS[1] the share; ARGV[1] the revision read, ARGV[2] its new JSON. */
const REWRITE = `
if redis.call('HGET', KEYS[1], 'rev') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'rev', tonumber(ARGV[1]) + 1, 'json', ARGV[2])
return 1`

/** What stood in the records before is in the append-only file until it is written anew. Some managed servers do that themselves. */
const forgetOnDisk = async (redis: RedisClient): Promise<void> => {
  const nodes = redis instanceof Cluster ? redis.nodes('master') : [redis]
  await Promise.allSettled(nodes.map((node) => node.bgrewriteaof()))
}

/** Rows of events that are read at once. */
const AT_A_TIME = 200

export interface DataVersions {
  /** Of the records. */
  found: number
  /** The newest that this program knows. */
  known: number
}

/**
 * Brings records to the version that this program knows, a share at a time; the version is written last. Records that are newer
 * stay as they are: the caller must not go on with them.
 */
export const migrateRecords = async (
  redis: RedisClient,
  namespace: string,
  migrations: readonly Migration[],
): Promise<DataVersions> => {
  const keys = createKeys(namespace)
  const known = migrations.length + 1

  const migrateEvents = async (key: string, steps: readonly Migration[]): Promise<void> => {
    for await (const found of redis.hscanStream(key, { count: AT_A_TIME })) {
      const rows = found as string[]
      for (let at = 0; at < rows.length; at += 2) {
        const row = rows[at + 1] ?? ''
        const next = steps.reduce((made, { event }) => event?.(made) ?? made, row)
        if (next !== row) await redis.hset(key, rows[at] ?? '', next)
      }
    }
  }

  const migrate = async (ref: ShareRef, steps: readonly Migration[]): Promise<void> => {
    const ofEvents = steps.filter(({ event }) => event !== undefined)
    const ofShares = steps.filter(({ share }) => share !== undefined)
    if (ofEvents.length > 0)
      for (const key of [keys.events(ref), keys.shownViews(ref)]) await migrateEvents(key, ofEvents)
    if (ofShares.length > 0) await migrateShare(ref, ofShares)
  }

  const migrateShare = async (ref: ShareRef, steps: readonly Migration[]): Promise<void> => {
    for (let race = 0; race < MOST_RACES; race += 1) {
      const [rev, json] = await redis.hmget(keys.share(ref), 'rev', 'json')
      if (rev == null || json == null) return
      const next = steps.reduce(
        (made, { share }) => share?.(made, ref) ?? made,
        JSON.parse(json) as Record<string, unknown>,
      )
      if ((await redis.eval(REWRITE, 1, keys.share(ref), rev, JSON.stringify(next))) === 1) return
    }
    throw new Error('a share was rewritten under us again and again')
  }

  const found = Number((await redis.get(keys.version())) ?? 1)
  if (found > known) return { found, known }
  const steps = migrations.slice(found - 1)
  if (steps.length > 0) {
    for (const team of await redis.smembers(keys.teams())) {
      for (const index of [keys.live(team), keys.ended(team), keys.suspended(team)]) {
        for (const id of await redis.zrange(index, '0', '-1')) await migrate({ team, id }, steps)
      }
    }
  }
  await redis.set(keys.version(), known)
  if (steps.length > 0) await forgetOnDisk(redis)
  return { found, known }
}
