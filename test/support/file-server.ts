import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'

/** Its length and 256 have no common divisor that would make parts look alike. */
const PATTERN = Buffer.from(Array.from({ length: 251 * 256 }, (_, index) => (index * 7) % 251))

/** The bytes of a file, from the first to the one before the last. */
export const fileBytes = (from: number, to: number): Buffer =>
  Buffer.from(Array.from({ length: to - from }, (_, index) => PATTERN[(from + index) % PATTERN.length] ?? 0))

function* chunksOf(from: number, to: number): Generator<Buffer> {
  for (let at = from; at < to; ) {
    const start = at % PATTERN.length
    const chunk = PATTERN.subarray(start, Math.min(PATTERN.length, start + to - at))
    at += chunk.length
    yield chunk
  }
}

/** What a portal does with whoever asks for its file. */
export interface FileServerMood {
  /** Another answer in the place of the file. */
  status?: number
  headers?: Record<string, string>
  /** Where the portal's own address of the file leads. */
  storage?: string
  /** Nothing ever comes, or the connection ends at once. */
  fault?: 'hang' | 'drop'
  /** The next one is served as ever. */
  once?: true
  /** After so many bytes it goes silent, or the connection ends. */
  silentAfter?: number
  cutAfter?: number
  /** As the portal's own storage, which has no validators. */
  ignoresIfRange?: true
  /** It does not say how long the file is, and knows no ranges. */
  isChunked?: boolean
}

const rangeIn = (header: string | undefined, size: number): [number, number] | null => {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (first === '' && last === '') return null
  if (first === '') return [Math.max(0, size - Number(last)), size]
  return [Number(first), last === '' ? size : Math.min(size, Number(last) + 1)]
}

/** A portal that has one file of so many bytes, at every address, and knows ranges. Each hit is kept. */
export const startFileServer = async (size: number) => {
  const state = { size, etag: '"v1"', mood: {} as FileServerMood }
  const hits: { url: string; headers: IncomingMessage['headers'] }[] = []
  let sent = 0

  const send = (response: ServerResponse, from: number, to: number): void => {
    const { silentAfter, cutAfter } = state.mood
    response.flushHeaders()
    const end = Math.min(to, from + (silentAfter ?? cutAfter ?? to))
    const body = Readable.from(chunksOf(from, end), { objectMode: false, highWaterMark: 64 * 1024 })
    body.on('data', (chunk: Buffer) => {
      sent += chunk.length
    })
    body.pipe(response, { end: end === to })
    if (cutAfter !== undefined) body.once('end', () => setImmediate(() => response.destroy()))
  }

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const { mood, etag } = state
    if (mood.once) state.mood = {}
    if (mood.fault === 'hang') return
    if (mood.fault === 'drop') return void response.destroy()
    if (mood.storage !== undefined && request.url?.startsWith('/filehandler.ashx'))
      return void response.writeHead(302, { location: mood.storage }).end()
    if (mood.status !== undefined) return void response.writeHead(mood.status, mood.headers).end()
    const about = { etag, 'content-disposition': 'attachment', 'x-portal': 'secret', ...mood.headers }
    if (mood.isChunked) {
      response.writeHead(200, about)
      send(response, 0, state.size)
      return
    }
    const isSame =
      mood.ignoresIfRange || request.headers['if-range'] === undefined || request.headers['if-range'] === etag
    const range = isSame ? rangeIn(request.headers.range, state.size) : null
    if (range !== null && range[0] >= state.size) {
      response.writeHead(416, { 'content-range': `bytes */${state.size}` }).end()
      return
    }
    const [from, to] = range ?? [0, state.size]
    const part = { 'content-range': `bytes ${from}-${to - 1}/${state.size}` }
    response.writeHead(range === null ? 200 : 206, {
      ...about,
      ...(range !== null && part),
      'content-length': to - from,
    })
    send(response, from, to)
  }

  const server = createServer((request, response) => {
    hits.push({ url: request.url ?? '', headers: request.headers })
    response.on('error', () => {})
    answer(request, response)
  }).listen(0, '127.0.0.1')
  // A slow machine would close kept connections while they are used again.
  server.keepAliveTimeout = 120_000
  await once(server, 'listening')

  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hits,
    state,
    /** Bytes that it has handed to its connections. */
    sent: () => sent,
    close: async (): Promise<void> => {
      server.close()
      server.closeAllConnections()
      if (server.listening) await once(server, 'close')
    },
  }
}
