import type { RedisClient } from './connect-redis.ts'

/** KEYS[1] the text; ARGV[1] what was read ('' for none), ARGV[2] the new text. */
const COMPARE_AND_SET = `
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2])
return 1`

/** After so many lost races in a row something else must be wrong. */
export const MOST_RACES = 50

/** Writes a text if nobody has changed it since it was read (null: there was none); false when somebody has. */
export const compareAndSet = async (
  redis: RedisClient,
  key: string,
  read: string | null,
  to: string,
): Promise<boolean> => (await redis.eval(COMPARE_AND_SET, 1, key, read ?? '', to)) === 1

/**
 * Changes a record that is kept as JSON. The change is decided on its newest state: when two change it at once, one wins,
 * and the other decides anew on the result. `after` null: nothing changed.
 */
export const changeJson = async <Before, After>(
  redis: RedisClient,
  key: string,
  parse: (json: string | null) => Before,
  decide: (before: Before) => After | null,
): Promise<{ before: Before; after: After | null }> => {
  for (let race = 0; race < MOST_RACES; race += 1) {
    const json = await redis.get(key)
    const before = parse(json)
    const after = decide(before)
    if (after === null || (await compareAndSet(redis, key, json, JSON.stringify(after))))
      return { before, after }
  }
  throw new Error('a record was rewritten under us again and again')
}
