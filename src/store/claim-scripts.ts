import { createScript } from './script.ts'

/** Writes the line of an act on a claim, and of which file and channel it is. */
const TELL = `
local function tell(record, share, json)
  local line = cjson.decode(json)
  line.file, line.channel = share.file.id, share.channel.id
  redis.call('XADD', record, '*', 'line', cjson.encode(line))
end`

/**
 * The rule of `judgeClaim`, in one step with what it decides on. KEYS[1] the share, [2] its claims, [3] when each was made,
 * [4] the last claim of each taker, [5] the shares to be counted anew, [6] the record. ARGV[1] the taker's key, [2] the new claim's id,
 * [3] now, [4] the window, [5] the share's id, [6] the taker as JSON, [7] the line of the record.
 */
export const TAKE = createScript(`${TELL}
local json = redis.call('HGET', KEYS[1], 'json')
if not json then return {'over'} end
local share = cjson.decode(json)
local now = tonumber(ARGV[3])
local byLimit = type(share['end']) == 'table' and share['end'].reason == 'limit'
local ownId = redis.call('HGET', KEYS[4], ARGV[1])
local own = ownId and redis.call('HGET', KEYS[2], ownId)
if own and now < cjson.decode(own)['until'] and (share.state == 'active' or byLimit) then return {'same', own} end
local limit = share.terms.limit
local usedUp = limit ~= cjson.null and redis.call('HLEN', KEYS[2]) >= limit
if share.state ~= 'active' or now >= share.terms.expiresAt then return {byLimit and 'used-up' or 'over'} end
if usedUp then return {'used-up'} end
local till = math.min(now + tonumber(ARGV[4]), share.terms.expiresAt)
local claim = string.format('{"id":%s,"taker":%s,"at":%.0f,"until":%.0f,"begunAt":null,"bytes":0}',
  cjson.encode(ARGV[2]), ARGV[6], now, till)
redis.call('HSET', KEYS[2], ARGV[2], claim)
redis.call('ZADD', KEYS[3], now, ARGV[2])
redis.call('HSET', KEYS[4], ARGV[1], ARGV[2])
redis.call('ZINCRBY', KEYS[5], 1, ARGV[5])
tell(KEYS[6], share, ARGV[7])
return {'new', claim}`)

/**
 * Promises bytes to a stream, unless the claim or its share is over. A claim goes on after the last download was claimed. KEYS[1] the share, [2] its claims,
 * [3] the shares to be counted anew. ARGV[1] the claim's id, [2] now, [3] how many bytes, [4] the most of all, [5] the share's id.
 */
export const BEGIN = createScript(`
local json = redis.call('HGET', KEYS[1], 'json')
local claimJson = redis.call('HGET', KEYS[2], ARGV[1])
if not json or not claimJson then return 'over' end
local share, claim = cjson.decode(json), cjson.decode(claimJson)
local byLimit = type(share['end']) == 'table' and share['end'].reason == 'limit'
if tonumber(ARGV[2]) >= claim['until'] or not (share.state == 'active' or byLimit) then return 'over' end
if claim.bytes + tonumber(ARGV[3]) > tonumber(ARGV[4]) then return 'too-much' end
claim.bytes = claim.bytes + tonumber(ARGV[3])
if claim.begunAt == cjson.null then
  claim.begunAt = tonumber(ARGV[2])
  redis.call('ZINCRBY', KEYS[3], 1, ARGV[5])
end
redis.call('HSET', KEYS[2], ARGV[1], cjson.encode(claim))
return 'sends'`)

/**
 * Promises more bytes to a stream that runs, also after its share ended by its own terms: others are cut. KEYS[1] the claims; ARGV[1] the
 * claim's id, [2] how many bytes, [3] the most of all. 1: they are promised.
 */
export const PROMISE_MORE = createScript(`
local json = redis.call('HGET', KEYS[1], ARGV[1])
if not json then return 0 end
local claim = cjson.decode(json)
if claim.bytes + tonumber(ARGV[2]) > tonumber(ARGV[3]) then return 0 end
claim.bytes = claim.bytes + tonumber(ARGV[2])
redis.call('HSET', KEYS[1], ARGV[1], cjson.encode(claim))
return 1`)

/**
 * Takes back what was promised and not sent. Where nothing was sent to any stream, the claim was not begun, and may be given back. KEYS[1]
 * the claims, [2] the shares to be counted anew; ARGV[1] the claim's id, [2] how many bytes were not sent, [3] the share's id.
 * 1: it is as if it was not begun.
 */
export const SPARE = createScript(`
local json = redis.call('HGET', KEYS[1], ARGV[1])
if not json then return 0 end
local claim = cjson.decode(json)
claim.bytes = math.max(0, claim.bytes - tonumber(ARGV[2]))
local isUnbegun = claim.bytes == 0 and claim.begunAt ~= cjson.null
if isUnbegun then
  claim.begunAt = cjson.null
  redis.call('ZINCRBY', KEYS[2], 1, ARGV[3])
end
redis.call('HSET', KEYS[1], ARGV[1], cjson.encode(claim))
return isUnbegun and 1 or 0`)

/**
 * KEYS[1] the claims, [2] when each was made, [3] the last of each taker, [4] the shares to be counted anew, [5] the claims that were
 * given back, the newest first, of which ARGV[4] are kept, [6] the record, [7] the share. ARGV[1] the claim's id,
 * [2] the taker's key, [3] the share's id, [5] the line of the record.
 */
export const GIVE_BACK = createScript(`${TELL}
local json = redis.call('HGET', KEYS[1], ARGV[1])
if not json or cjson.decode(json).begunAt ~= cjson.null then return 0 end
redis.call('HDEL', KEYS[1], ARGV[1])
redis.call('ZREM', KEYS[2], ARGV[1])
if redis.call('HGET', KEYS[3], ARGV[2]) == ARGV[1] then redis.call('HDEL', KEYS[3], ARGV[2]) end
redis.call('ZINCRBY', KEYS[4], 1, ARGV[3])
redis.call('LPUSH', KEYS[5], json)
redis.call('LTRIM', KEYS[5], 0, tonumber(ARGV[4]) - 1)
local kept = redis.call('HGET', KEYS[7], 'json')
if kept then tell(KEYS[6], cjson.decode(kept), ARGV[5]) end
return 1`)

/**
 * Adds claims that have no record. KEYS[1] the claims, [2] when each was made, [3] the shares to be counted anew, [4] how links were
 * used, [5] the record, [6] the share. ARGV[1] the share's id, [2] the count of what the gate asked of its link, or ''; then id, moment,
 * JSON and line of the record of each.
 */
export const ADD_LOST = createScript(`${TELL}
local added = 0
local kept = redis.call('HGET', KEYS[6], 'json')
local share = kept and cjson.decode(kept)
for i = 3, #ARGV, 4 do
  if redis.call('HSETNX', KEYS[1], ARGV[i], ARGV[i + 2]) == 1 then
    redis.call('ZADD', KEYS[2], ARGV[i + 1], ARGV[i])
    if share then tell(KEYS[5], share, ARGV[i + 3]) end
    added = added + 1
  end
end
if added > 0 then redis.call('ZINCRBY', KEYS[3], 1, ARGV[1]) end
if added > 0 and ARGV[2] ~= '' then redis.call('HINCRBY', KEYS[4], ARGV[2], added) end
return added`)

/** KEYS[1] the shares to be counted anew; ARGV[1] the share's id, [2] after how many changes it was counted. */
export const COUNTED = createScript(`
if tonumber(redis.call('ZSCORE', KEYS[1], ARGV[1]) or '0') == tonumber(ARGV[2]) then redis.call('ZREM', KEYS[1], ARGV[1]) end
return 1`)

/**
 * How many claims there are, and those that were made after a moment, as they are together: otherwise one that is given back in
 * between would be counted, and look as if it could not be given back. KEYS[1] the claims, [2] when each was made; ARGV[1] the moment.
 */
export const COUNT = createScript(`
local found = {redis.call('HLEN', KEYS[1])}
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], ARGV[1], '+inf')) do
  local claim = redis.call('HGET', KEYS[1], id)
  if claim then found[#found + 1] = claim end
end
return found`)

/**
 * Puts somebody nameless in the place of a person. KEYS[1] the claims, [2] the last of each taker, [3] those that were given back. ARGV[1]
 * the person, [2] the key of the person as taker, [3] the key of who takes their place, [4] that one as JSON.
 */
export const FORGET_TAKER = createScript(`
local function without(json)
  local claim = cjson.decode(json)
  if claim.taker.id ~= ARGV[1] then return nil end
  claim.taker = cjson.decode(ARGV[4])
  return cjson.encode(claim)
end
for at, json in ipairs(redis.call('LRANGE', KEYS[3], 0, -1)) do
  local after = without(json)
  if after then redis.call('LSET', KEYS[3], at - 1, after) end
end
local last = redis.call('HGET', KEYS[2], ARGV[2])
if not last then return 0 end
local all = redis.call('HGETALL', KEYS[1])
for at = 1, #all, 2 do
  local after = without(all[at + 1])
  if after then redis.call('HSET', KEYS[1], all[at], after) end
end
redis.call('HDEL', KEYS[2], ARGV[2])
redis.call('HSET', KEYS[2], ARGV[3], last)
return 1`)
