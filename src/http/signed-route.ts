import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import type { ReadBody, Reading } from './read-body.ts'
import { refuse } from './refuse.ts'
import type { Handler } from './server.ts'

/** Why a request was refused; the label of a metric. */
export type RefusedBecause =
  | 'unsigned'
  | 'out-of-date'
  | 'wrong-signature'
  | 'malformed'
  | Extract<Reading, string>

/** What the headers of a request say of its signature, and how the body is checked against that. */
export interface Signature {
  /** How many bytes of the body are read at most. */
  limit: number
  /** Whether the signature is right. It gets the body in pieces: a body that may be forged is not worth a copy. */
  isTrue: (pieces: readonly Buffer[]) => boolean
  /** Noted as the reason where the body is too large or its signature wrong; left out: just that is noted. */
  otherwise?: RefusedBecause
}

export interface SignedRoute {
  /** Reads the headers alone, so that a request without a possible signature is refused before its body is read. */
  signatureOf: (headers: IncomingHttpHeaders) => Signature | 'unsigned' | 'out-of-date'
  /** Answers a request whose signature is right; false where its body makes no sense. */
  take: (body: Buffer, request: IncomingMessage, response: ServerResponse) => Promise<boolean> | boolean
  refused: (reason: RefusedBecause) => void
  readBody: ReadBody
}

const STATUS: Record<RefusedBecause, number> = {
  unsigned: 401,
  'out-of-date': 401,
  'wrong-signature': 401,
  malformed: 400,
  'too-large': 413,
  'no-room': 503,
  'cut-off': 400,
}

/** A handler for requests that are signed over their whole body. Anybody may send it anything. */
export const signedRoute = ({ signatureOf, take, refused, readBody }: SignedRoute): Handler => {
  return async (request, response) => {
    const no = (reason: RefusedBecause): void => {
      refused(reason)
      refuse(request, response, STATUS[reason])
    }
    const signature = signatureOf(request.headers)
    if (typeof signature === 'string') return no(signature)
    const pieces = await readBody(request, signature.limit)
    if (typeof pieces === 'string') return no(signature.otherwise ?? pieces)
    if (!signature.isTrue(pieces)) return no(signature.otherwise ?? 'wrong-signature')
    if (!(await take(Buffer.concat(pieces), request, response))) no('malformed')
  }
}
