import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
import { readRange, readValidator } from '../domain/byte-range.ts'
import type { ShareRef } from '../domain/share.ts'
import { type ClaimNot, lookAtClaim, type Opening, openStream } from '../use-cases/gate/open-stream.ts'
import type { VisitorAsks } from '../use-cases/gate-ports.ts'
import { answerPage } from './answer-page.ts'
import { fileHeaders, noSuchPartHeaders } from './file-headers.ts'
import type { GateParts } from './parts.ts'
import type { RunningStreams } from './running-streams.ts'
import { type Sent, sendFile } from './send-file.ts'
import { gonePage } from './views/gone-page.ts'
import { tryAgainPage } from './views/trouble-pages.ts'

/** Longer than two tries at the portal, however short claims last. */
const LEAST_SILENCE_MS = 60_000
/** As many segments as download programs fetch at once, and then some. */
const MOST_AT_ONCE = 32
export const RETRY_LATER = { 'retry-after': '30' }

/** Where a claim was asked for. `pagePath` null: by a personal address, from which the page is not to be known. */
export interface ClaimPlace {
  ref: ShareRef
  claimId: string
  pagePath: string | null
}

/** The whole file where nobody can tell of which content a part is wanted. */
const partOf = ({ headers }: IncomingMessage): Pick<VisitorAsks, 'range' | 'ifRange'> => {
  const given = [headers['if-range'] ?? []].flat()[0]
  const ifRange = readValidator(given)
  const isClear = given === undefined || ifRange !== null
  return { range: isClear ? readRange(headers.range) : null, ifRange }
}

type Sends = Extract<Opening<Readable>, { kind: 'sends' }>

/** Sends the file of a claim. */
export const createFileRequests = (parts: GateParts, running: RunningStreams) => {
  const { seen, log, windowMs } = parts
  const look = lookAtClaim(parts)
  const open = openStream(parts)

  /** False: there is no such share. */
  const refuse = (
    request: IncomingMessage,
    response: ServerResponse,
    not: ClaimNot,
    { pagePath }: ClaimPlace,
  ): boolean => {
    if (not.kind === 'unknown') return false
    seen.refused(not.why)
    const { creator, terms } = not.share
    const { limit, expiresAt } = terms
    const html = gonePage({ why: not.why, creator: creator.name, limit, expiresAt, windowMs, pagePath })
    answerPage(request, response, 410, html)
    return true
  }

  const describe = async (
    request: IncomingMessage,
    response: ServerResponse,
    place: ClaimPlace,
  ): Promise<boolean> => {
    const found = await look(place.ref, place.claimId)
    if (found.kind !== 'open') return refuse(request, response, found, place)
    const { share } = found
    const head = { length: share.fileBytes ?? null, contentRange: null, etag: null, lastModified: null }
    response.writeHead(200, fileHeaders(share.file.title, head)).end()
    return true
  }

  const fail = (request: IncomingMessage, response: ServerResponse, { pagePath }: ClaimPlace): void => {
    seen.refused('portal')
    answerPage(request, response, 503, tryAgainPage(pagePath, true), RETRY_LATER)
  }

  /** False: the portal broke off before anything was sent. */
  const stream = async (
    response: ServerResponse,
    { share, answer, allowance, settle }: Sends,
  ): Promise<boolean> => {
    const isBroken = answer.body.errored !== null && !response.destroyed
    let sent: Sent = { bytes: 0, promised: allowance.promised, isBroken }
    if (isBroken || response.destroyed) answer.drop()
    else {
      response.writeHead(answer.status, fileHeaders(share.file.title, answer))
      sent = await sendFile(answer.body, response, allowance)
    }
    seen.sent(sent.bytes)
    const unsent = sent.promised - sent.bytes
    if (unsent > 0)
      await settle({ unsent, isBroken: sent.isBroken }).catch((error: unknown) =>
        log.warn({ err: error }, 'unsent bytes were not noted'),
      )
    return !isBroken
  }

  /** Opens a stream that can be cut from outside from its first moment on. */
  const send = async (
    request: IncomingMessage,
    response: ServerResponse,
    place: ClaimPlace,
  ): Promise<boolean> => {
    const leaving = new AbortController()
    response.once('close', () => leaving.abort())
    // Somebody who takes nothing for as long as a claim lasts will not go on; nor does the portal take as long to begin.
    response.setTimeout(Math.max(windowMs, LEAST_SILENCE_MS), () => response.destroy())
    const cut = () => {
      leaving.abort()
      // What the system has taken over to send, some megabytes, is dropped with it.
      response.socket?.resetAndDestroy()
      response.destroy()
    }
    const forget = running.add({ ref: place.ref, claimId: place.claimId, cut })
    try {
      const opening = await open(place.ref, place.claimId, {
        ...partOf(request),
        signal: leaving.signal,
      })
      switch (opening.kind) {
        case 'sends':
          if (!(await stream(response, opening))) fail(request, response, place)
          return true
        case 'no-such-part':
          seen.refused('no-such-part')
          response.writeHead(416, noSuchPartHeaders(opening.total)).end()
          return true
        case 'failed':
          fail(request, response, place)
          return true
        default:
          return refuse(request, response, opening, place)
      }
    } finally {
      forget()
    }
  }

  return async (request: IncomingMessage, response: ServerResponse, place: ClaimPlace): Promise<boolean> => {
    if (request.method === 'HEAD') return describe(request, response, place)
    if (running.of(place.claimId) < MOST_AT_ONCE) return send(request, response, place)
    seen.refused('busy')
    answerPage(request, response, 503, tryAgainPage(place.pagePath, true), RETRY_LATER)
    return true
  }
}
