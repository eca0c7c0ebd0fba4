import type { Redis } from 'ioredis'
import type { StoredEvent } from '../domain/downloads.ts'
import type { Events } from '../use-cases/ports.ts'
import type { Keys } from './keys.ts'

/** Records of earlier versions say nothing of clocks. */
const readEvent = (json: string): StoredEvent => {
  const stored = JSON.parse(json) as StoredEvent
  return { ...stored, skewMs: stored.skewMs ?? 0, seenAt: stored.seenAt ?? stored.at }
}

/** The audit events of each share. The first sight of an event is kept; a later sight changes nothing. */
export const createEventStore = (redis: Redis, keys: Keys): Events => ({
  unseen: async (ref, ids) => {
    if (ids.length === 0) return []
    const found = await redis.hmget(keys.events(ref), ...ids.map(String))
    return ids.filter((_, index) => found[index] === null)
  },

  add: async (ref, events) => {
    if (events.length === 0) return
    const batch = redis.pipeline()
    for (const event of events) batch.hsetnx(keys.events(ref), String(event.id), JSON.stringify(event))
    const replies = (await batch.exec()) ?? []
    for (const [error] of replies) if (error) throw error
  },

  all: async (ref) => Object.values(await redis.hgetall(keys.events(ref))).map(readEvent),

  count: (ref) => redis.hlen(keys.events(ref)),
})
