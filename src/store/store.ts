import type { Redis } from 'ioredis'
import { createAuditCursor } from './audit-cursor.ts'
import { createEventStore } from './event-store.ts'
import { createHomeViewers } from './home-viewers.ts'
import { createKeys } from './keys.ts'
import { createOnce } from './once.ts'
import { createQuestions } from './questions.ts'
import { createShareStore } from './share-store.ts'
import { createSlots } from './slots.ts'

/** Everything that the bot keeps in Redis, under one namespace. */
export const createStore = (redis: Redis, namespace: string) => {
  const keys = createKeys(namespace)
  return {
    shares: createShareStore(redis, keys),
    events: createEventStore(redis, keys),
    cursor: createAuditCursor(redis, keys),
    once: createOnce(redis, keys),
    slots: createSlots(redis, keys),
    questions: createQuestions(redis, keys),
    homeViewers: createHomeViewers(redis, keys),
  }
}

/** Whether an error is Redis's: away, too slow, or unable to write. */
export const isStorageError = (error: unknown): boolean =>
  error instanceof Error &&
  (/^(ReplyError|MaxRetriesPerRequestError|AbortError)$/.test(error.name) ||
    /Command timed out|Connection is closed|max retries per request|Stream isn't writeable|ECONNREFUSED|ENOENT/i.test(
      error.message,
    ))
