import { randomUUID } from 'node:crypto'
import { Cluster } from 'ioredis'
import type { AccountTokens, ConnectedAccount, Member } from '../domain/connected-account.ts'
import type { AccountRow, Accounts } from '../use-cases/identity-ports.ts'
import type { Vault } from '../use-cases/ports.ts'
import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'
import { createScript } from './script.ts'

/** A day longer than the portal takes a refresh token that is not used. */
const KEPT_MS = 61 * 24 * 60 * 60_000
/** Longer than a refresh and its storing may take. */
const LOCK_MS = 20_000

/** KEYS: the account, whose account the member has. ARGV: team, user, rev, json, how long it is kept, the account's id. */
const LINK = createScript(`
local owner = redis.call('HMGET', KEYS[1], 'team', 'user')
if owner[1] and (owner[1] ~= ARGV[1] or owner[2] ~= ARGV[2]) then return { 0, '' } end
local before = redis.call('GET', KEYS[2]) or ''
redis.call('HSET', KEYS[1], 'team', ARGV[1], 'user', ARGV[2], 'rev', ARGV[3], 'json', ARGV[4])
redis.call('PEXPIRE', KEYS[1], ARGV[5])
redis.call('SET', KEYS[2], ARGV[6], 'PX', ARGV[5])
return { 1, before }`)

/** KEYS as above. ARGV: the rev that was read, the new one, json, how long it is kept. */
const SAVE = createScript(`
if redis.call('HGET', KEYS[1], 'rev') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'rev', ARGV[2], 'json', ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
redis.call('PEXPIRE', KEYS[2], ARGV[4])
return 1`)

/** KEYS as above. ARGV: the rev that was read, the account's id. */
const REMOVE = createScript(`
if redis.call('HGET', KEYS[1], 'rev') ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[1])
if redis.call('GET', KEYS[2]) == ARGV[2] then redis.call('DEL', KEYS[2]) end
return 1`)

const UNLOCK = createScript(`
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`)

type Kept = Omit<ConnectedAccount, 'tokens'> & { sealed: string | null }

/** What tokens are bound to: nobody who can write to the store moves them to somebody else. */
const placeOf = (id: string, { team, userId }: Member): string => JSON.stringify([team, userId, id, 'tokens'])

/** Connected accounts of one OAuth client, their tokens sealed. Those of another client are not seen. */
export const createAccounts = (
  redis: RedisClient,
  keys: Keys,
  { vault, clientId }: { vault: Vault; clientId: string },
): Accounts => {
  const write = ({ tokens, ...rest }: ConnectedAccount): string => {
    const { id, name, owner, until, refreshingSince } = rest
    const sealed = tokens === null ? null : vault.seal(JSON.stringify(tokens), placeOf(id, owner))
    return JSON.stringify({ id, name, owner, until, refreshingSince, sealed } satisfies Kept)
  }

  /** Null where they cannot be opened: sealed under a key that is gone, or for somebody else. */
  const open = ({ id, owner, sealed }: Kept): AccountTokens | null => {
    try {
      return sealed === null ? null : (JSON.parse(vault.open(sealed, placeOf(id, owner))) as AccountTokens)
    } catch {
      return null
    }
  }

  const get = async (id: string): Promise<AccountRow | null> => {
    const [rev, json] = await redis.hmget(keys.account(clientId, id), 'rev', 'json')
    if (rev == null || json == null) return null
    const kept = JSON.parse(json) as Kept
    const { sealed: _, ...rest } = kept
    // One that was put under another name is nobody's.
    return kept.id === id ? { ...rest, tokens: open(kept), rev } : null
  }

  const keysOf = (id: string, { team, userId }: Member): string[] => [
    keys.account(clientId, id),
    keys.accountOf(clientId, team, userId),
  ]

  return {
    get,
    of: async (member) => {
      const id = await redis.get(keys.accountOf(clientId, member.team, member.userId))
      const row = id === null ? null : await get(id)
      return row !== null && row.owner.team === member.team && row.owner.userId === member.userId ? row : null
    },
    membersOf: async (team) => {
      const start = keys.accountOf(clientId, team, '')
      const members = new Set<string>()
      const nodes = redis instanceof Cluster ? redis.nodes('master') : [redis]
      const match = `${start.replace(/[*?[\]\\]/g, '\\$&')}*`
      for (const node of nodes)
        for await (const found of node.scanStream({ match, count: 500 }))
          for (const key of found as string[]) members.add(key.slice(start.length))
      return [...members]
    },
    link: async (account) => {
      const { id, owner } = account
      const json = write({ ...account, refreshingSince: null })
      const args = [owner.team, owner.userId, randomUUID(), json, KEPT_MS, id]
      const [done, before] = (await LINK(redis, keysOf(id, owner), ...args)) as [number, string]
      if (done !== 1) return { ok: false, reason: 'taken' }
      return { ok: true, before: before === '' || before === id ? null : await get(before) }
    },
    save: async ({ rev, ...row }, change) => {
      const [after, newRev] = [{ ...row, ...change }, randomUUID()]
      const done = await SAVE(redis, keysOf(row.id, row.owner), rev, newRev, write(after), KEPT_MS)
      return done === 1 ? { ...after, rev: newRev } : null
    },
    remove: async ({ id, owner, rev }) => (await REMOVE(redis, keysOf(id, owner), rev, id)) === 1,
    lock: async (id) => {
      const [key, name] = [keys.accountLock(clientId, id), randomUUID()]
      if ((await redis.set(key, name, 'PX', LOCK_MS, 'NX')) === null) return null
      return async () => {
        await UNLOCK(redis, [key], name)
      }
    },
  }
}
