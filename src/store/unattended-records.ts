import type { Unattended } from '../domain/unattended.ts'
import { unattendedKey } from '../domain/unattended.ts'
import type { UnattendedRecords } from '../use-cases/admin-ports.ts'
import { MOST_RACES } from './compare-and-set.ts'
import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'
import { createScript } from './script.ts'

/** KEYS[1] the hash; ARGV: the field, what was read of it, and what it is to be. */
const REPLACE = createScript(`
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
return 1`)

/** What admins were asked about links that nobody sees to. */
export const createUnattendedRecords = (redis: RedisClient, keys: Keys): UnattendedRecords => ({
  note: async (team, record) =>
    (await redis.hsetnx(keys.unattended(team), unattendedKey(record.cause), JSON.stringify(record))) === 1,
  read: async (team, key) => {
    const json = await redis.hget(keys.unattended(team), key)
    return json === null ? null : (JSON.parse(json) as Unattended)
  },
  all: async (team) =>
    (await redis.hvals(keys.unattended(team))).map((json) => JSON.parse(json) as Unattended),
  change: async (team, key, decide) => {
    for (let race = 0; race < MOST_RACES; race += 1) {
      const json = await redis.hget(keys.unattended(team), key)
      if (json === null) return
      const after = JSON.stringify(decide(JSON.parse(json) as Unattended))
      if ((await REPLACE(redis, [keys.unattended(team)], key, json, after)) === 1) return
    }
    throw new Error('a record was rewritten under us again and again')
  },
  forget: async (team, key) => void (await redis.hdel(keys.unattended(team), key)),
})
