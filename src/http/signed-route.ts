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

/** What a request claims before its body is read. */
export interface Claim {
  /** As much of it is read. */
  limit: number
  /** Of the body in the pieces it came in: one that nobody has proven is not copied. */
  isTrue: (pieces: readonly Buffer[]) => boolean
  /** What is said of a body that is too large or not as claimed, where that is not the point. */
  otherwise?: RefusedBecause
}

export interface SignedRoute {
  /** From the headers alone: what can be no signature is refused before a byte of the body is kept. */
  claimOf: (headers: IncomingHttpHeaders) => Claim | 'unsigned' | 'out-of-date'
  /** Answers a request that is proven; false where it makes no sense all the same. */
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

/** A handler of requests that carry a signature over their whole body; anybody may send anything to it. */
export const signedRoute = ({ claimOf, take, refused, readBody }: SignedRoute): Handler => {
  return async (request, response) => {
    const no = (reason: RefusedBecause): void => {
      refused(reason)
      refuse(request, response, STATUS[reason])
    }
    const claim = claimOf(request.headers)
    if (typeof claim === 'string') return no(claim)
    const pieces = await readBody(request, claim.limit)
    if (typeof pieces === 'string') return no(claim.otherwise ?? pieces)
    if (!claim.isTrue(pieces)) return no(claim.otherwise ?? 'wrong-signature')
    if (!(await take(Buffer.concat(pieces), request, response))) no('malformed')
  }
}
