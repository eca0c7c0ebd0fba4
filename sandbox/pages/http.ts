import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Door, type Own, refusalOf } from '../loopback.ts'

/** A request that is not to be carried out; `status` goes to the browser with the text. */
export class Refused extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** Throws `Refused` for what another site would do. */
export const refuseForeign = ({ headers }: IncomingMessage, own: Own, door: Door): void => {
  const refusal = refusalOf(headers, own, door)
  if (refusal) throw new Refused(403, refusal)
}

/** What is asked for. Throws `Refused` when that is no address. */
export const targetOf = ({ url = '/' }: IncomingMessage): URL => {
  if (!URL.canParse(url, 'http://sandbox')) throw new Refused(400, 'this is no address')
  return new URL(url, 'http://sandbox')
}

const BODY_LIMIT = 1_000_000

/** The JSON of a request's body. */
export const readJson = async (request: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += (chunk as Buffer).length
    if (size > BODY_LIMIT) throw new Refused(413, 'too much at once')
    chunks.push(chunk as Buffer)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    throw new Refused(400, 'the body is no JSON')
  }
}

// Nothing may come from outside, and nothing that a message holds may run.
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"

export const send = (response: ServerResponse, status: number, type: string, body: string): void => {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  })
  response.end(body)
}

export const sendJson = (response: ServerResponse, status: number, value: unknown): void =>
  send(response, status, 'application/json', JSON.stringify(value))
