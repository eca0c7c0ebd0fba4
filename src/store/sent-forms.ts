import type { SentForms } from '../use-cases/form-ports.ts'
import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'
import { createScript } from './script.ts'

/** Longer than the making of a link may wait for its turn. */
const KEEP_SECONDS = 30 * 60

/** KEYS[1] the form; ARGV[1] the link's id, [2] the mark of the terms, [3] the modal, [4] the time to keep, [5] the link that is over. Gives the id, and its state. */
const SEND = createScript(`
local known = redis.call('HMGET', KEYS[1], 'link', 'terms', 'state')
local link, terms, state = known[1], known[2], known[3]
if link and link ~= ARGV[1] then
  if state ~= 'over' and terms == ARGV[2] and link ~= ARGV[5] then
    redis.call('HSET', KEYS[1], 'newest', ARGV[3], 'modal:' .. ARGV[3], '1')
    return {link, state}
  end
  if state == 'pending' then return false end
  redis.call('UNLINK', KEYS[1])
end
if link ~= ARGV[1] then
  redis.call('HSET', KEYS[1], 'link', ARGV[1], 'terms', ARGV[2], 'state', 'pending', 'newest', ARGV[3], 'modal:' .. ARGV[3], '1')
end
redis.call('EXPIRE', KEYS[1], ARGV[4])
return {ARGV[1], 'pending'}`)

/** KEYS[1] the form; ARGV[1] the modal that was to hold the answer, [2] the state from here on. Gives the one that holds it. */
const ANSWER = createScript(`
if redis.call('HEXISTS', KEYS[1], 'modal:' .. ARGV[1]) == 0 then return ARGV[1] end
redis.call('HSET', KEYS[1], 'state', ARGV[2])
return redis.call('HGET', KEYS[1], 'newest')`)

/** What open forms were sent for, for as long as a link that comes of it may be under way. */
export const createSentForms = (redis: RedisClient, keys: Keys): SentForms => ({
  send: async (form, { linkId, terms, answerIn, over = '' }) => {
    const found = await SEND(redis, [keys.sentForm(form)], linkId, terms, answerIn, KEEP_SECONDS, over)
    if (!Array.isArray(found)) return null
    const [id, state] = found.map(String)
    return { linkId: id ?? linkId, stands: state === 'stands' }
  },
  answer: async (form, answerIn, stands) =>
    String(await ANSWER(redis, [keys.sentForm(form)], answerIn, stands ? 'stands' : 'over')),
})
