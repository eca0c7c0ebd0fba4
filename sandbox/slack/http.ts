import type { IncomingMessage, ServerResponse } from 'node:http'

/** One request, read whole. */
export type Incoming = {
  method: string
  url: URL
  headers: IncomingMessage['headers']
  contentType: string
  raw: string
}
/** `drop`: the connection is cut instead. */
export type Outgoing = { status: number; body: unknown; headers?: Record<string, string> } | 'drop'

const BASE = 'http://stand-in.invalid'

/** Whether what is asked for can be read at all. */
export const isAddress = ({ url = '/' }: IncomingMessage): boolean => URL.canParse(url, BASE)

export const readIncoming = async (request: IncomingMessage): Promise<Incoming> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return {
    method: request.method ?? 'GET',
    url: new URL(request.url ?? '/', BASE),
    headers: request.headers,
    contentType: request.headers['content-type'] ?? '',
    raw: Buffer.concat(chunks).toString('utf8'),
  }
}

/** Strings go out as text, all else as JSON. */
export const send = (response: ServerResponse, out: Outgoing): void => {
  if (out === 'drop') return void response.destroy()
  if (response.destroyed) return
  const text = typeof out.body === 'string'
  response.writeHead(out.status, {
    'content-type': text ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8',
    ...out.headers,
  })
  response.end(text ? String(out.body) : JSON.stringify(out.body))
}
