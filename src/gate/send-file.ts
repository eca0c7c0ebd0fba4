import type { ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/**
 * Sends what the portal sends, no faster than it is taken, so that nothing piles up here. Gives how many bytes went out.
 * Ends the connection in the middle where the portal breaks off, or sends more than `most`: so the visitor sees that it is not all.
 */
export const sendFile = async (body: Readable, response: ServerResponse, most: number): Promise<number> => {
  let sent = 0
  body.on('data', (chunk: Buffer) => {
    sent += chunk.length
    if (sent > most) body.destroy(new Error('the file is longer than was said'))
  })
  await pipeline(body, response).catch(() => undefined)
  return sent
}
