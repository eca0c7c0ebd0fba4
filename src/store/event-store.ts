import type { Redis } from 'ioredis'
import type { StoredEvent } from '../domain/downloads.ts'
import type { Events } from '../use-cases/ports.ts'
import type { Keys } from './keys.ts'

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

  all: async (ref) =>
    Object.values(await redis.hgetall(keys.events(ref))).map((json) => JSON.parse(json) as StoredEvent),

  count: (ref) => redis.hlen(keys.events(ref)),
})
