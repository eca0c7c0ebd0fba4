import type { ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** `isBroken`: the portal broke off, and not who took it. */
export interface Sent {
  bytes: number
  isBroken: boolean
}

/**
 * Sends what the portal sends, no faster than it is taken, so that nothing piles up here. Gives how many bytes went out.
 * Ends the connection in the middle where the portal breaks off, or sends more than `most`: so the visitor sees that it is not all.
 */
export const sendFile = async (body: Readable, response: ServerResponse, most: number): Promise<Sent> => {
  let sent = 0
  let isBroken = body.errored !== null && !response.destroyed
  body.on('data', (chunk: Buffer) => {
    sent += chunk.length
    if (sent > most) body.destroy(new Error('the file is longer than was said'))
  })
  // Before the pipeline closes the other side for it.
  body.once('error', () => {
    isBroken = !response.destroyed
  })
  await pipeline(body, response).catch(() => undefined)
  return { bytes: sent, isBroken }
}
