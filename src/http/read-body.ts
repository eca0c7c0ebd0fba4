import type { IncomingMessage } from 'node:http'

/** How many bytes of bodies whose signature was not checked yet may be held at one time, over all connections. */
const BUDGET = 3 * 1024 * 1024

/** The pieces of a whole body, or why there is none: it was too large, there was no room, or its sender went away. */
export type Reading = readonly Buffer[] | 'too-large' | 'no-room' | 'cut-off'

export type ReadBody = (request: IncomingMessage, limit: number) => Promise<Reading>

/** A body that is being read. */
interface One {
  held: number
  end: (reading: Reading) => void
}

/**
 * Reads bodies that anybody may have sent, and holds at most `budget` bytes of all of them together. When there are more,
 * the body that was begun first is dropped: Slack and the portal send theirs in a moment, so it is hardly one of theirs.
 */
export const createBodyReader = (budget = BUDGET): ReadBody => {
  /** The one that was begun first comes first. */
  const all = new Set<One>()
  let held = 0

  const keepWithin = (): void => {
    for (const one of all) {
      if (held <= budget) return
      one.end('no-room')
    }
  }

  return async (request, limit) => {
    if (Number(request.headers['content-length'] ?? 0) > limit) return 'too-large'
    return new Promise((resolve) => {
      const chunks: Buffer[] = []
      const take = (chunk: Buffer): void => {
        chunks.push(chunk)
        one.held += chunk.length
        held += chunk.length
        if (one.held > limit) one.end('too-large')
        keepWithin()
      }
      const one: One = {
        held: 0,
        end: (reading) => {
          if (!all.delete(one)) return
          held -= one.held
          request.off('data', take)
          if (typeof reading === 'string') chunks.length = 0
          resolve(reading)
        },
      }
      all.add(one)
      request
        .on('data', take)
        .once('end', () => one.end(chunks))
        .once('error', () => one.end('cut-off'))
        .once('close', () => one.end('cut-off'))
    })
  }
}
