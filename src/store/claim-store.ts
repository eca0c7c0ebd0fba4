import { type Claim, type Taker, takerKey } from '../domain/claim.ts'
import { nameless } from '../domain/forgotten.ts'
import type { RecordKind, RecordLine } from '../domain/record-line.ts'
import type { ShareRef } from '../domain/share.ts'
import type { Beginning, Claims, Taking } from '../use-cases/claim-ports.ts'
import {
  ADD_LOST,
  BEGIN,
  COUNT,
  COUNTED,
  FORGET_TAKER,
  GIVE_BACK,
  PROMISE_MORE,
  SPARE,
  TAKE,
} from './claim-scripts.ts'
import type { RedisClient } from './connect-redis.ts'
import type { Keys } from './keys.ts'
import type { ShareRows } from './share-row.ts'

/** So many claims that were given back are kept, for people to see. */
const MOST_GIVEN_BACK = 20

/** So many claims in one script. */
const AT_A_TIME = 1_000

const parse = (json: string): Claim => JSON.parse(json) as Claim

/** The script adds of which file and channel it is. */
const lineOf = (kind: RecordKind, taker: Taker, { id }: ShareRef, result?: string): string => {
  const actor = taker.kind === 'person' ? taker.id : takerKey(taker)
  return JSON.stringify({ kind, actor, share: id, ...(result && { result }) } satisfies RecordLine)
}

/** Claims of exact shares. The scripts read the share as it is at that moment, so no process decides on an old one. */
export const createClaimStore = (redis: RedisClient, keys: Keys, rows: ShareRows): Claims => {
  const some = async (ref: ShareRef, ids: readonly string[]): Promise<Claim[]> => {
    if (ids.length === 0) return []
    const found = await redis.hmget(keys.claims(ref), ...ids)
    return found.flatMap((json) => (json === null ? [] : [parse(json)]))
  }

  const look: Claims['look'] = async (ref, claimId) => {
    const [json, claim, taken] = await Promise.all([
      redis.hget(keys.share(ref), 'json'),
      claimId === null ? null : redis.hget(keys.claims(ref), claimId),
      redis.hlen(keys.claims(ref)),
    ])
    if (json === null) return null
    return { share: rows.read(ref, json), claim: claim === null ? null : parse(claim), taken }
  }

  return {
    look,

    take: async (ref, { id, taker, now, windowMs }): Promise<Taking> => {
      const touched = [
        keys.share(ref),
        keys.claims(ref),
        keys.claimTimes(ref),
        keys.takers(ref),
        keys.uncounted(ref.team),
        keys.record(ref.team),
      ]
      const line = lineOf('claimed', taker, ref)
      const asked = [takerKey(taker), id, now, windowMs, ref.id, JSON.stringify(taker), line]
      const [verdict, claim] = (await TAKE(redis, touched, ...asked)) as [string, string?]
      if (claim !== undefined) return { ok: true, claim: parse(claim), isNew: verdict === 'new' }
      return { ok: false, why: verdict === 'used-up' ? 'used-up' : 'over' }
    },

    own: async (ref, taker) => {
      const id = await redis.hget(keys.takers(ref), takerKey(taker))
      return id === null ? null : ((await some(ref, [id]))[0] ?? null)
    },

    asking: async (share) => void (await redis.hincrby(keys.linkUse(share), `asked ${share.linkId}`, 1)),

    begin: async (ref, claimId, { now, bytes, most }) => {
      const touched = [keys.share(ref), keys.claims(ref), keys.uncounted(ref.team)]
      return (await BEGIN(redis, touched, claimId, now, bytes, most, ref.id)) as Beginning
    },

    promiseMore: async (ref, claimId, { bytes, most }) =>
      (await PROMISE_MORE(redis, [keys.claims(ref)], claimId, bytes, most)) === 1,

    spare: async (ref, claimId, bytes) => {
      const touched = [keys.claims(ref), keys.uncounted(ref.team)]
      return (await SPARE(redis, touched, claimId, bytes, ref.id)) === 1
    },

    giveBack: async (ref, claimId) => {
      const claim = (await some(ref, [claimId]))[0]
      if (claim === undefined) return false
      const touched = [
        keys.claims(ref),
        keys.claimTimes(ref),
        keys.takers(ref),
        keys.uncounted(ref.team),
        keys.givenBack(ref),
        keys.record(ref.team),
        keys.share(ref),
      ]
      const { taker } = claim
      const line = lineOf('given-back', taker, ref)
      return (await GIVE_BACK(redis, touched, claimId, takerKey(taker), ref.id, MOST_GIVEN_BACK, line)) === 1
    },

    addLost: async (share, lost, { areOurs }) => {
      const touched = [
        keys.claims(share),
        keys.claimTimes(share),
        keys.uncounted(share.team),
        keys.linkUse(share),
        keys.record(share.team),
        keys.share(share),
      ]
      const rows = lost.flatMap(({ id, at }) => {
        const claim: Claim = {
          id,
          taker: { kind: 'visitor', mark: id },
          at,
          until: at,
          begunAt: at,
          bytes: 0,
        }
        return [id, at, JSON.stringify(claim), lineOf('claimed', claim.taker, share, 'no-record')]
      })
      let added = 0
      // A script takes only so many arguments.
      for (let start = 0; start < rows.length; start += 4 * AT_A_TIME) {
        const some = rows.slice(start, start + 4 * AT_A_TIME)
        const asked = areOurs ? `asked ${share.linkId}` : ''
        added += Number(await ADD_LOST(redis, touched, share.id, asked, ...some))
      }
      return added
    },

    forget: async (ref, userId, mark) => {
      const after: Taker = { kind: 'person', ...nameless(mark) }
      const former = takerKey({ kind: 'person', id: userId, name: '' })
      const touched = [keys.claims(ref), keys.takers(ref), keys.givenBack(ref)]
      await FORGET_TAKER(redis, touched, userId, former, takerKey(after), JSON.stringify(after))
    },

    count: async (ref, since) => {
      // First, so that a claim that is taken meanwhile is seen to be one more change.
      const change = Number((await redis.zscore(keys.uncounted(ref.team), ref.id)) ?? 0)
      const touched = [keys.claims(ref), keys.claimTimes(ref)]
      const [taken, ...recent] = (await COUNT(redis, touched, since)) as [number, ...string[]]
      return { taken, recent: recent.map(parse), change }
    },

    givenBack: async (ref) => (await redis.lrange(keys.givenBack(ref), 0, -1)).map(parse),

    newest: async (ref, { skip, take }) =>
      some(ref, await redis.zrevrange(keys.claimTimes(ref), skip, skip + take - 1)),

    linkUse: async (share) => {
      const { linkId } = share
      const [asked, seen] = await redis.hmget(keys.linkUse(share), `asked ${linkId}`, `seen ${linkId}`)
      return { asked: Number(asked ?? 0), seen: Number(seen ?? 0) }
    },

    uncounted: async (team, most) =>
      (await redis.zrangebyscore(keys.uncounted(team), '-inf', '+inf', 'LIMIT', 0, most)).map((id) => ({
        team,
        id,
      })),

    counted: async (ref, change) => void (await COUNTED(redis, [keys.uncounted(ref.team)], ref.id, change)),
  }
}
