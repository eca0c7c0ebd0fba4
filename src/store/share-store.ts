import { isFinished } from '../domain/pending-notice.ts'
import type { RecordLine } from '../domain/record-line.ts'
import { recordOf } from '../domain/record-of.ts'
import type { ShareLink, ShareRef } from '../domain/share.ts'
import type { Shares } from '../use-cases/ports.ts'
import { MOST_RACES } from './compare-and-set.ts'
import type { RedisClient } from './connect-redis.ts'
import { createFilesWithShares } from './files-with-shares.ts'
import { indexChanges, placeOf } from './indexes.ts'
import type { Keys } from './keys.ts'
import { createScript } from './script.ts'
import type { ShareRows } from './share-row.ts'

/**
 * Writes a share, its indexes and the lines of the record in one step, if nobody else wrote it since it was read.
 * KEYS[1] the share; ARGV[1] the revision read (0: it must not exist), ARGV[2] its JSON;
 * then for each further key: 'add' or 'remove', member, score ('' for a plain set); or 'line', the line, ''.
 */
const SAVE = createScript(`
local current = tonumber(redis.call('HGET', KEYS[1], 'rev') or '0')
if current ~= tonumber(ARGV[1]) then return 0 end
redis.call('HSET', KEYS[1], 'rev', current + 1, 'json', ARGV[2])
for i = 2, #KEYS do
  local op, member, score = ARGV[i * 3 - 3], ARGV[i * 3 - 2], ARGV[i * 3 - 1]
  if op == 'line' then
    redis.call('XADD', KEYS[i], '*', 'line', member)
  elseif op == 'add' then
    if score == '' then redis.call('SADD', KEYS[i], member) else redis.call('ZADD', KEYS[i], score, member) end
  else
    if score == '' then redis.call('SREM', KEYS[i], member) else redis.call('ZREM', KEYS[i], member) end
  end
end
return 1`)

/**
 * Deletes a share and all that is kept of it, if nobody wrote it since it was read. KEYS[1] the share, KEYS[2] to KEYS[10]
 * its events, views, running count and claims, KEYS[11] the index of ended shares, KEYS[12] that of shares to be counted. Then, if there was a share to read: the indexes of its creator's
 * ended shares, of shares in closed places, of its file's shares, and of shares in its own place. ARGV[1] the revision
 * read, ARGV[2] its id.
 */
const FORGET = createScript(`
local current = tonumber(redis.call('HGET', KEYS[1], 'rev') or '0')
if current ~= tonumber(ARGV[1]) then return 0 end
for i = 1, 10 do redis.call('UNLINK', KEYS[i]) end
redis.call('ZREM', KEYS[11], ARGV[2])
redis.call('ZREM', KEYS[12], ARGV[2])
if #KEYS > 12 then
  redis.call('ZREM', KEYS[13], ARGV[2])
  redis.call('ZREM', KEYS[14], ARGV[2])
  redis.call('ZREM', KEYS[15], ARGV[2])
  redis.call('SREM', KEYS[16], ARGV[2])
end
return 1`)

const refsOf = (team: string, ids: readonly string[]): ShareRef[] => ids.map((id) => ({ team, id }))

export const createShareStore = (redis: RedisClient, keys: Keys, rows: ShareRows): Shares => {
  const save = async (
    share: ShareLink,
    readRev: number,
    before: ShareLink | null,
    lines: readonly RecordLine[],
  ): Promise<boolean> => {
    // What is new stands nowhere yet.
    const changes = indexChanges(before, share, keys).filter(({ op }) => readRev > 0 || op === 'add')
    const result = await SAVE(
      redis,
      [
        keys.share(share),
        ...changes.map((change) => change.key),
        ...lines.map(() => keys.record(share.team)),
      ],
      readRev,
      rows.write(share),
      ...changes.flatMap((change) => [change.op, share.id, change.score ?? '']),
      ...lines.flatMap((line) => ['line', JSON.stringify(line), '']),
    )
    if (result === 1) revisions.set(share, readRev + 1)
    return result === 1
  }

  /** At which revision a share was read or written, so that it can be changed without being read once more. */
  const revisions = new WeakMap<ShareRef, number>()

  const read = async (ref: ShareRef): Promise<{ share: ShareLink; rev: number } | null> => {
    const [rev, json] = await redis.hmget(keys.share(ref), 'rev', 'json')
    if (json == null) return null
    const row = { share: rows.read(ref, json), rev: Number(rev) }
    revisions.set(row.share, row.rev)
    return row
  }

  /** As it was read or written last; null where it is not known, or not any more. It may have been changed since. */
  const known = (ref: ShareRef): { share: ShareLink; rev: number } | null => {
    const rev = revisions.get(ref)
    return rev === undefined ? null : { share: ref as ShareLink, rev }
  }

  /** False when somebody has written it meanwhile. */
  const forget = async (ref: ShareRef, row: { share: ShareLink; rev: number } | null): Promise<boolean> => {
    const events = [keys.events(ref), keys.shownViews(ref), keys.shownViewTimes(ref), keys.runningCount(ref)]
    const claims = [
      keys.claims(ref),
      keys.claimTimes(ref),
      keys.takers(ref),
      keys.givenBack(ref),
      keys.linkUse(ref),
    ]
    const touched = [keys.share(ref), ...events, ...claims, keys.ended(ref.team), keys.uncounted(ref.team)]
    if (row !== null) {
      const { creator, file } = row.share
      touched.push(keys.endedBy(ref.team, creator.id), keys.closed(ref.team))
      touched.push(keys.ofFile(ref.team, file.id), keys.closedIn(ref.team, placeOf(row.share)))
    }
    return (await FORGET(redis, touched, row?.rev ?? 0, ref.id)) === 1
  }

  const loadAll = async (team: string, ids: string[]): Promise<ShareLink[]> => {
    const rows = await Promise.all(ids.map((id) => read({ team, id })))
    return rows.flatMap((row) => (row === null ? [] : [row.share]))
  }

  return {
    create: async (share) => {
      await redis.sadd(keys.teams(), share.team)
      return save(share, 0, null, [])
    },

    get: async (ref) => (await read(ref))?.share ?? null,

    change: async (ref, decide, by = null) => {
      let seen = known(ref)
      for (let race = 0; race < MOST_RACES; race += 1) {
        const row = seen ?? (await read(ref))
        if (row === null) return { changed: false, share: null }
        const next = await decide(row.share)
        const mayBeOld = seen !== null
        seen = null
        // That nothing is to be changed is only said of the newest.
        if (next === null && mayBeOld) continue
        if (next === null) return { changed: false, share: row.share }
        const lines = recordOf(row.share, next, by)
        if (await save(next, row.rev, row.share, lines)) return { changed: true, share: next }
      }
      throw new Error('a share was rewritten under us again and again')
    },

    index: async (ref) => {
      for (let race = 0; race < MOST_RACES; race += 1) {
        const row = await read(ref)
        if (row === null || (await save(row.share, row.rev, null, []))) return row?.share ?? null
      }
      throw new Error('a share was rewritten under us again and again')
    },

    teams: () => redis.smembers(keys.teams()),

    live: async (team, scope, page) => {
      const key =
        'by' in scope
          ? keys.liveBy(team, scope.by)
          : 'in' in scope
            ? keys.liveIn(team, scope.in)
            : keys.live(team)
      const [ids, total] = await Promise.all([
        page.take === 0 ? [] : redis.zrevrange(key, page.skip, page.skip + page.take - 1),
        redis.zcard(key),
      ])
      return { shares: await loadAll(team, ids), total }
    },

    endedBy: async (team, userId, most) =>
      loadAll(team, await redis.zrevrange(keys.endedBy(team, userId), 0, most - 1)),

    ofFile: async (team, fileId, endedSince = Number.POSITIVE_INFINITY) =>
      loadAll(team, await redis.zrangebyscore(keys.ofFile(team, fileId), endedSince, '+inf')),

    refsOfFile: async (team, fileId, endedSince) =>
      refsOf(team, await redis.zrangebyscore(keys.ofFile(team, fileId), endedSince, '+inf')),

    filesWithShares: createFilesWithShares(redis, keys),

    due: async (team, now, most) =>
      (await redis.zrangebyscore(keys.due(team), '-inf', now, 'LIMIT', 0, most)).map((id) => ({ team, id })),

    ending: async (team, after, upTo) => {
      const found = [keys.due(team), keys.suspended(team)].map((key) =>
        redis.zrangebyscore(key, `(${after}`, upTo),
      )
      return refsOf(team, (await Promise.all(found)).flat())
    },

    liveRefs: async (team, channel) => {
      const key = channel === undefined ? keys.live(team) : keys.liveIn(team, channel)
      return refsOf(team, await redis.zrangebyscore(key, '-inf', '+inf'))
    },

    closedIn: async (team, channel) => refsOf(team, await redis.smembers(keys.closedIn(team, channel))),

    closedUntil: async (team, now, most) =>
      refsOf(team, await redis.zrangebyscore(keys.closed(team), '-inf', now, 'LIMIT', 0, most)),

    suspended: async (team, endBefore) =>
      refsOf(team, await redis.zrangebyscore(keys.suspended(team), '-inf', endBefore ?? '+inf')),

    endedSince: async (team, at) => refsOf(team, await redis.zrangebyscore(keys.ended(team), at, '+inf')),

    counts: async (team) => {
      const [live, nearLimit, suspended, unfinished] = await Promise.all([
        redis.zcard(keys.live(team)),
        redis.scard(keys.nearLimit(team)),
        redis.zcard(keys.suspended(team)),
        redis.scard(keys.unfinished(team)),
      ])
      return { live, nearLimit, suspended, unfinished }
    },

    unfinished: async (team, most) =>
      loadAll(team, (await redis.srandmember(keys.unfinished(team), most)) as string[]),

    untoldEnds: async (team, channel, most) =>
      loadAll(
        team,
        await redis.zrangebyscore(keys.untoldEnds(team, channel), '-inf', '+inf', 'LIMIT', 0, most),
      ),

    forgetEndedBefore: async (team, before, { skip, most }) => {
      const ids = await redis.zrangebyscore(keys.ended(team), '-inf', before, 'LIMIT', skip, most)
      let kept = 0
      for (const id of ids) {
        const row = await read({ team, id })
        const goes = row === null || isFinished(row.share)
        if (!(goes && (await forget({ team, id }, row)))) kept += 1
      }
      return { looked: ids.length, kept }
    },
  }
}
