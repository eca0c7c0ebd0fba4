import type { Installations } from '../use-cases/install-ports.ts'
import type { Vault } from '../use-cases/ports.ts'
import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'
import { createScript } from './script.ts'

/** Ids of Slack: nothing else becomes part of a key. */
const isId = (id: string): boolean => /^[A-Z0-9]{2,40}$/.test(id)

const put = createScript(`
redis.call('HSET', KEYS[1], 'sealed', ARGV[2], 'at', ARGV[3])
redis.call('ZADD', KEYS[2], 'NX', ARGV[3], ARGV[1])
redis.call('SREM', KEYS[3], ARGV[1])
local known = redis.call('HGETALL', KEYS[4])
for at = 1, #known, 2 do
  if known[at + 1] == ARGV[1] then redis.call('SREM', KEYS[3], known[at]) end
end
return 1`)

/** Slack's clock may be off from ours by so much. */
const SKEW_MS = 10_000

const remove = createScript(`
local at = redis.call('HGET', KEYS[1], 'at')
if not at or tonumber(ARGV[2]) < tonumber(at) then return 0 end
redis.call('DEL', KEYS[1])
redis.call('ZREM', KEYS[2], ARGV[1])
local known, isOrganisation = redis.call('HGETALL', KEYS[4]), false
for at = 1, #known, 2 do
  if known[at + 1] == ARGV[1] then
    isOrganisation = true
    redis.call('SADD', KEYS[3], known[at])
    redis.call('HDEL', KEYS[4], known[at])
  end
end
if not isOrganisation then redis.call('SADD', KEYS[3], ARGV[1]) end
return 1`)

/** `sealAnew`: with the present key, where they were sealed with the one before. Throws where one does not open. */
type KeptInstallations = Installations & { sealAnew(): Promise<void> }

/** `vault`: what is kept of an installation holds its tokens, and opens for no other. */
export const createInstallations = (
  redis: RedisClient,
  keys: Keys,
  vault: Vault | null,
): KeptInstallations => {
  const placeOf = (id: string) => `installation:${id}`
  const keysOf = (id: string) => [
    keys.installation(id),
    keys.installations(),
    keys.removedTeams(),
    keys.organisations(),
  ]
  return {
    put: async (id, installation, now) => {
      if (vault === null) throw new Error('there is no key to seal the tokens of an installation with')
      if (!isId(id)) throw new Error('an installation without an id of Slack')
      await put(redis, keysOf(id), id, vault.seal(installation, placeOf(id)), now)
    },
    sealAnew: async () => {
      for (const id of await redis.zrange(keys.installations(), 0, '-1')) {
        const sealed = await redis.hget(keys.installation(id), 'sealed')
        if (sealed !== null && vault !== null)
          await redis.hset(
            keys.installation(id),
            'sealed',
            vault.seal(vault.open(sealed, placeOf(id)), placeOf(id)),
          )
      }
    },
    get: async (id) => {
      const sealed = isId(id) ? await redis.hget(keys.installation(id), 'sealed') : null
      return sealed === null || vault === null ? null : vault.open(sealed, placeOf(id))
    },
    all: () => redis.zrange(keys.installations(), 0, '-1'),
    noteOrganisation: async (team, organisation) => {
      if (isId(team)) await redis.hset(keys.organisations(), team, organisation)
    },
    organisationOf: (team) => redis.hget(keys.organisations(), team),
    takeRenewal: async (id, ms) => (await redis.set(keys.renewal(id), '1', 'PX', ms, 'NX')) === 'OK',
    remove: async (id, removedAt) => void (await remove(redis, keysOf(id), id, removedAt + SKEW_MS)),
    removedTeams: () => redis.smembers(keys.removedTeams()),
    gone: async (team) => void (await redis.srem(keys.removedTeams(), team)),
  }
}
