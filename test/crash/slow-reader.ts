import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'

/** More than all that lies between somebody who does not read and the portal. */
export const LONG_FILE = 12 * 1024 * 1024

/** A revocation has cut a stream by then, with time to spare for a machine that has other work. */
const CUT_WITHIN_MS = 4_000

/** A download by somebody who does not read on. */
export interface SlowReader {
  /** Of its address, whose host is another after each start. */
  path: string
  /**
   * To be asked again and again once the link has ended. Some seconds after that the reader takes what still comes: whether that
   * is less than the file, and nothing more comes.
   */
  isCut(): boolean
}

/** Begins a download. */
export const beginSlowly = async (address: string): Promise<SlowReader> => {
  const asked = request(address, { agent: false }).end()
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  if (response.statusCode !== 200) throw new Error(`no stream: ${response.statusCode}`)
  let bytes = 0
  let isOver = false
  let endedAt: number | null = null
  asked.on('error', () => {})
  response
    .on('error', () => {})
    .once('close', () => {
      isOver = true
    })
  const readOn = () =>
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length
    })
  return {
    path: new URL(address).pathname,
    isCut: () => {
      endedAt ??= performance.now()
      if (performance.now() - endedAt >= CUT_WITHIN_MS && response.listenerCount('data') === 0) readOn()
      return isOver && bytes < LONG_FILE
    },
  }
}
