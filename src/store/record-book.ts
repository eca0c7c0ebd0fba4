import type { RecordedLine, RecordLine } from '../domain/record-line.ts'
import type { RecordBook } from '../use-cases/record-ports.ts'
import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'
import { createScript } from './script.ts'

/** Longer than any act is kept or tried again. */
const ONCE_SECONDS = 24 * 60 * 60

/** KEYS[1] whether it is written, [2] the record; ARGV[1] the line, [2] for how many seconds that is known. */
const WRITE = createScript(`
if redis.call('SET', KEYS[1], '1', 'NX', 'EX', ARGV[2]) then
  redis.call('XADD', KEYS[2], '*', 'line', ARGV[1])
end
return 1`)

const parse = ([id, [, json = '{}']]: [string, string[]]): RecordedLine => ({
  ...(JSON.parse(json) as RecordLine),
  id,
  at: Number(id.split('-')[0]),
})

/** The record of each workspace: a stream, whose ids tell when by the clock of Redis. */
export const createRecordBook = (redis: RedisClient, keys: Keys): RecordBook => {
  const known = new Set<string>()
  return {
    write: async (team, key, line) => {
      // Its record is found, and trimmed, by its name.
      if (!known.has(team)) await redis.sadd(keys.teams(), team)
      known.add(team)
      await WRITE(redis, [keys.recorded(team, key), keys.record(team)], JSON.stringify(line), ONCE_SECONDS)
    },
    read: async (team, after, most) => {
      const from = after === null ? '-' : `(${after}`
      return (await redis.xrange(keys.record(team), from, '+', 'COUNT', most)).map(parse)
    },
    trim: async (team, before) => {
      await redis.xtrim(keys.record(team), 'MINID', `${Math.max(0, Math.floor(before))}-0`)
    },
  }
}
