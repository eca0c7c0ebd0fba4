import type { IncomingMessage } from 'node:http'

/** Bytes of unproven bodies that may be held at one time, over all connections. */
const BUDGET = 3 * 1024 * 1024

/** A whole body, as it came, or why there is none: more than the limit, no room for it now, or its sender went away. */
export type Reading = readonly Buffer[] | 'too-large' | 'no-room' | 'cut-off'

export type ReadBody = (request: IncomingMessage, limit: number) => Promise<Reading>

/** What is being read: the room that it may need, and how it ends. */
interface One {
  readonly room: number
  end: (reading: Reading) => void
}

/** The room that a body may need; without a word on its length, all that it is allowed. */
const roomOf = ({ headers }: IncomingMessage, limit: number): number =>
  headers['content-length'] === undefined ? limit : Number(headers['content-length'])

/**
 * Reads bodies that anybody may have sent. All of them together have `budget` bytes of room. Where that is not enough for
 * one more, the largest goes if it is larger; else nothing of the new one is read. So a flood of large bodies, however
 * slow, does not keep out a small one, as Slack and the portal send them.
 */
export const createBodyReader = (budget = BUDGET): ReadBody => {
  const all = new Set<One>()
  let taken = 0

  const makeRoom = (room: number): boolean => {
    while (taken + room > budget) {
      const largest = [...all].reduce<One | null>(
        (most, one) => (one.room > (most?.room ?? room) ? one : most),
        null,
      )
      if (largest === null) return false
      largest.end('no-room')
    }
    return true
  }

  return async (request, limit) => {
    const room = roomOf(request, limit)
    if (room > limit) return 'too-large'
    if (!makeRoom(room)) return 'no-room'
    return new Promise((resolve) => {
      const chunks: Buffer[] = []
      let size = 0
      const take = (chunk: Buffer): void => {
        size += chunk.length
        chunks.push(chunk)
        if (size > limit) one.end('too-large')
      }
      const one: One = {
        room,
        end: (reading) => {
          if (!all.delete(one)) return
          taken -= room
          request.off('data', take)
          if (typeof reading === 'string') chunks.length = 0
          resolve(reading)
        },
      }
      all.add(one)
      taken += room
      request
        .on('data', take)
        .once('end', () => one.end(chunks))
        .once('error', () => one.end('cut-off'))
        .once('close', () => one.end('cut-off'))
    })
  }
}
