import type { ReceiverAway, RecordSending } from '../use-cases/record-ports.ts'
import type { RedisClient } from './connect-redis.ts'
import { takeLease } from './herald.ts'
import type { Keys } from './keys.ts'

/** Longer than one line may take. */
const SENDER_MS = 20_000

export const createRecordSending = (redis: RedisClient, keys: Keys): RecordSending => ({
  isSender: (owner) => takeLease(redis, keys.recordSender(), owner, SENDER_MS),
  sentTo: (team) => redis.get(keys.recordSent(team)),
  noteSent: async (team, id) => void (await redis.set(keys.recordSent(team), id)),
  away: async () => {
    const json = await redis.get(keys.recordReceiver())
    return json === null ? null : (JSON.parse(json) as ReceiverAway)
  },
  noteAway: async (away) => {
    const key = keys.recordReceiver()
    await (away === null ? redis.del(key) : redis.set(key, JSON.stringify(away)))
  },
})
