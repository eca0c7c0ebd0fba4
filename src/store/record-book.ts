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

/**
 * Puts what was copied in the place of the record, with the lines that came meanwhile. KEYS[1] the record, [2] the copy; ARGV[1] the last
 * line that was copied, [2] the person, [3] the mark.
 */
const REPLACE = createScript(`
local person = '%f[%w]' .. ARGV[2] .. '%f[%W]'
for _, entry in ipairs(redis.call('XRANGE', KEYS[1], '(' .. ARGV[1], '+')) do
  redis.call('XADD', KEYS[2], entry[1], 'line', (string.gsub(entry[2][2], person, ARGV[3])))
end
redis.call('RENAME', KEYS[2], KEYS[1])
return 1`)

const AT_A_TIME = 500

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
    // Lines of a stream cannot be changed, so it is copied, under the same ids.
    forget: async (team, userId, mark) => {
      const [key, copy] = [keys.record(team), keys.recordAnew(team)]
      const person = new RegExp(`\\b${userId}\\b`, 'g')
      await redis.unlink(copy)
      let last: string | null = null
      for (;;) {
        const from: string = last === null ? '-' : `(${last}`
        const entries: [string, string[]][] = await redis.xrange(key, from, '+', 'COUNT', AT_A_TIME)
        for (const [id, [, json = '{}']] of entries) {
          await redis.xadd(copy, id, 'line', json.replace(person, mark))
          last = id
        }
        if (entries.length < AT_A_TIME) break
      }
      if (last !== null) await REPLACE(redis, [key, copy], last, userId, mark)
    },
    trim: async (team, before) => {
      await redis.xtrim(keys.record(team), 'MINID', `${Math.max(0, Math.floor(before))}-0`)
    },
  }
}
