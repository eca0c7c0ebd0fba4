import { APPROVAL_WAITS_MS, type ApprovalDecision, type Approved, MOST_WAITING } from '../domain/approval.ts'
import type { MessagePlace } from '../domain/closed-place.ts'
import type { ShareRef } from '../domain/share.ts'
import type { ApprovalRequest, Approvals, AskerTold } from '../use-cases/approval-ports.ts'
import type { MakeRequest } from '../use-cases/make-request.ts'
import type { Vault } from '../use-cases/ports.ts'
import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'
import { createScript } from './script.ts'

/** The time to answer, a day in which a channel with outsiders may be asked about, and some in which late clicks are answered. */
const KEEP_MS = 4 * APPROVAL_WAITS_MS

/** KEYS[1] the request, [2] those of its person that wait, [3] the unsettled; ARGV[1] its id, [2] sealed, [3] until, [4] now, [5] the most, [6] the time to keep. */
const ASK = createScript(`
if redis.call('EXISTS', KEYS[1]) == 1 then return 1 end
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', ARGV[4])
if redis.call('ZCARD', KEYS[2]) >= tonumber(ARGV[5]) then return 0 end
redis.call('HSET', KEYS[1], 'request', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[6])
redis.call('ZADD', KEYS[2], ARGV[3], ARGV[1])
redis.call('PEXPIRE', KEYS[2], ARGV[6])
redis.call('ZADD', KEYS[3], ARGV[3], ARGV[1])
redis.call('PEXPIRE', KEYS[3], ARGV[6])
return 1`)

/** KEYS[1] the request, [2] the record; ARGV[1] where its message stands, [2] the line. */
const POSTED = createScript(`
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
if redis.call('HSETNX', KEYS[1], 'place', ARGV[1]) == 1 then
  redis.call('XADD', KEYS[2], '*', 'line', ARGV[2])
end
return 1`)

/**
 * KEYS[1] the request, [2] those of its person that wait, [3] the record, [4] the unsettled; ARGV[1] the decision, [2] the line,
 * [3] the id, [4] when it is decided, [5] the time to keep.
 */
const DECIDE = createScript(`
if redis.call('EXISTS', KEYS[1]) == 0 then return false end
local known = redis.call('HGET', KEYS[1], 'decision')
if known then return known end
redis.call('HSET', KEYS[1], 'decision', ARGV[1])
redis.call('ZREM', KEYS[2], ARGV[3])
redis.call('ZADD', KEYS[4], ARGV[4], ARGV[3])
redis.call('PEXPIRE', KEYS[4], ARGV[5])
redis.call('XADD', KEYS[3], '*', 'line', ARGV[2])
return ARGV[1]`)

/** KEYS[1] the request, [2] the unsettled; ARGV[1] what was told, [2] the id. */
const NOTE_TOLD = createScript(`
if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('HSET', KEYS[1], 'told', ARGV[1]) end
redis.call('ZREM', KEYS[2], ARGV[2])
return 1`)

/**
 * Asks for a link that was approved under another id, once, and for none under the id before. KEYS[1] the request before, [2] the new one, [3] the
 * unsettled; ARGV[1] the new id, [2] the request and [3] the decision, sealed, [4] now, [5] the time to keep.
 */
const ASK_AGAIN = createScript(`
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('HSETNX', KEYS[1], 'again', ARGV[1])
if redis.call('HGET', KEYS[1], 'again') ~= ARGV[1] then return 0 end
if redis.call('EXISTS', KEYS[2]) == 1 then return 1 end
redis.call('HSET', KEYS[1], 'used', '1')
redis.call('HSET', KEYS[2], 'request', ARGV[2], 'decision', ARGV[3])
local place = redis.call('HGET', KEYS[1], 'place')
if place then redis.call('HSET', KEYS[2], 'place', place) end
redis.call('PEXPIRE', KEYS[2], ARGV[5])
redis.call('ZADD', KEYS[3], ARGV[4], ARGV[1])
redis.call('PEXPIRE', KEYS[3], ARGV[5])
return 1`)

/** KEYS[1] the request. */
const USE = createScript(`
if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('HSET', KEYS[1], 'used', '1') end
return 1`)

/** Sets a field once, and gives what it holds. KEYS[1] the request; ARGV[1] the field, [2] its value. */
const KEEP = createScript(`
if redis.call('EXISTS', KEYS[1]) == 0 then return false end
redis.call('HSETNX', KEYS[1], ARGV[1], ARGV[2])
return redis.call('HGET', KEYS[1], ARGV[1])`)

/** All that a link is made with, so that what was approved is made and nothing else. */
const boundTo = ({ linkId, fileId, creator, channel, terms, sealedPassword }: MakeRequest): string => {
  const { expiresAt, limit, viewOnly, note, exact = false } = terms
  const granted = [expiresAt, limit, viewOnly, note, exact]
  return JSON.stringify([linkId, fileId, creator.id, channel.id, granted, sealedPassword])
}

/** What is sealed, each for its own place. */
type Field = 'request' | 'decision' | 'grant' | 'told'

const placeOf = (field: Field, { team, id }: ShareRef): string =>
  JSON.stringify([team, id, 'approval', field])

/** A link that may be made beyond rules. */
interface Grant {
  made: MakeRequest
  approved: Approved
}

const IN_CLEAR: Vault = { seal: (text) => text, open: (text) => text }

/** Requests to go beyond the rules, sealed, and what came of them. */
export const createApprovals = (redis: RedisClient, keys: Keys, vault: Vault | null): Approvals => {
  const { seal, open } = vault ?? IN_CLEAR
  const opened = <T>(field: Field, ref: ShareRef, sealed: string | undefined): T | null => {
    try {
      return sealed === undefined ? null : (JSON.parse(open(sealed, placeOf(field, ref))) as T)
    } catch {
      // Sealed under another key, for another link, or by a hand.
      return null
    }
  }
  const parsed = <T>(json: string | undefined): T | null =>
    json === undefined ? null : (JSON.parse(json) as T)
  /** Sealed, since whoever writes to the store could decide otherwise. */
  const closed = (field: Field, ref: ShareRef, what: unknown): string =>
    seal(JSON.stringify(what), placeOf(field, ref))
  const waiting = ({ team, asked }: ApprovalRequest): string => keys.waitingApprovals(team, asked.person.id)

  return {
    ask: async (request) => {
      const { team, id, until, askedAt } = request
      // Its record and what is unsettled are found by its name.
      await redis.sadd(keys.teams(), team)
      const at = [keys.approval(request), waiting(request), keys.unsettledApprovals(team)]
      const given = [id, closed('request', request, request), until, askedAt, MOST_WAITING, KEEP_MS] as const
      return (await ASK(redis, at, ...given)) === 1
    },
    posted: async (request, place, line) => {
      const at = [keys.approval(request), keys.record(request.team)]
      await POSTED(redis, at, JSON.stringify(place), JSON.stringify(line))
    },
    withdraw: async (request) => {
      const { team, id } = request
      await redis
        .multi()
        .unlink(keys.approval(request))
        .zrem(waiting(request), id)
        .zrem(keys.unsettledApprovals(team), id)
        .exec()
    },
    toSettle: async (team, now, most) => {
      const key = keys.unsettledApprovals(team)
      // Their requests are gone.
      await redis.zremrangebyscore(key, '-inf', now - KEEP_MS)
      const ids = await redis.zrangebyscore(key, '-inf', now, 'LIMIT', 0, most)
      return ids.map((id) => ({ team, id }))
    },
    find: async (ref) => {
      const found = await redis.hgetall(keys.approval(ref))
      const request = opened<ApprovalRequest>('request', ref, found.request)
      return request === null
        ? null
        : {
            request,
            place: parsed<MessagePlace>(found.place),
            decision: opened<ApprovalDecision>('decision', ref, found.decision),
            told: opened<AskerTold>('told', ref, found.told),
          }
    },
    decide: async (request, decision, line) => {
      const { team, id } = request
      const at = [keys.approval(request), waiting(request), keys.record(team), keys.unsettledApprovals(team)]
      const given = [closed('decision', request, decision), JSON.stringify(line), id] as const
      const holds = await DECIDE(redis, at, ...given, decision.at, KEEP_MS)
      return typeof holds === 'string' ? opened<ApprovalDecision>('decision', request, holds) : null
    },
    askAgain: async (request, before, decision) => {
      const { team, id, askedAt } = request
      const at = [keys.approval(before), keys.approval(request), keys.unsettledApprovals(team)]
      const given = [id, closed('request', request, request), closed('decision', request, decision)] as const
      return (await ASK_AGAIN(redis, at, ...given, askedAt, KEEP_MS)) === 1
    },
    noteTold: async (ref, told) => {
      const at = [keys.approval(ref), keys.unsettledApprovals(ref.team)]
      await NOTE_TOLD(redis, at, closed('told', ref, told), ref.id)
    },
    grant: async (made, approved) => {
      const ref = { team: made.team, id: made.shareId }
      const kept = await KEEP(redis, [keys.approval(ref)], 'grant', closed('grant', ref, { made, approved }))
      return opened<Grant>('grant', ref, typeof kept === 'string' ? kept : undefined)?.made ?? made
    },
    granted: async (made) => {
      const ref = { team: made.team, id: made.shareId }
      const found = await redis.hgetall(keys.approval(ref))
      if (found.used !== undefined) return null
      const grant = opened<Grant>('grant', ref, found.grant)
      return grant !== null && boundTo(grant.made) === boundTo(made) ? grant.approved : null
    },
    use: async (ref) => void (await USE(redis, [keys.approval(ref)])),
  }
}
