import type { ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ByteAllowance } from '../use-cases/gate/open-stream.ts'

/** What became of a stream. `promised`: what it was allowed in the end; `isBroken`: the portal broke off, and not who took it. */
export interface Sent {
  bytes: number
  promised: number
  isBroken: boolean
}

const NO_MORE = 'more bytes than were promised'

/** Cuts what comes into pieces that are promised one after the other. */
const inPieces = (sent: Sent, more: () => Promise<number>) =>
  async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      for (let at = 0; at < chunk.length; ) {
        if (sent.bytes === sent.promised) sent.promised += await more()
        const piece = chunk.subarray(at, at + sent.promised - sent.bytes)
        if (piece.length === 0) throw new Error(NO_MORE)
        at += piece.length
        sent.bytes += piece.length
        yield piece
      }
    }
  }

/**
 * Sends what the portal sends, no faster than it is taken, so that nothing piles up here, and no more than is allowed. Ends the
 * connection in the middle where the portal breaks off, or sends more: so the visitor sees that it is not all.
 */
export const sendFile = async (
  body: Readable,
  response: ServerResponse,
  { promised, more }: ByteAllowance,
): Promise<Sent> => {
  const sent: Sent = { bytes: 0, promised, isBroken: false }
  // Before the pipeline closes the other side for it.
  body.once('error', () => {
    sent.isBroken = !response.destroyed
  })
  const noteBytes = (chunk: Buffer): void => {
    sent.bytes += chunk.length
    if (sent.bytes > promised) body.destroy(new Error(NO_MORE))
  }
  const sending =
    more === null
      ? pipeline(body.on('data', noteBytes), response)
      : pipeline(body, inPieces(sent, more), response)
  await sending.catch(() => undefined)
  return sent
}
