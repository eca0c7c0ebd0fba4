import type { Readable } from 'node:stream'
import { Agent, type Dispatcher } from 'undici'
import { readValidator } from '../domain/byte-range.ts'
import { directAddress } from '../domain/link-address.ts'
import { PortalError } from '../domain/portal-error.ts'
import type { FetchFile, FileAnswer, FileAsked } from '../use-cases/gate-ports.ts'
import { connectionError } from './connection-error.ts'
import { visitorErrorKind } from './start-download.ts'

const LABEL = 'GET a file'
/** From the portal to the storage that has the bytes, and some more. */
const MOST_REDIRECTS = 5
const REDIRECTS = new Set([301, 302, 303, 307, 308])
const PART = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15}|\*)$/
const NO_PART = /^bytes \*\/(\d{1,15})$/

/**
 * How much of a file is read ahead, at each of two places, for who takes it slowly: there may be very many. One read brings up to
 * 64 kB all the same, so nobody who reads fast is held up.
 */
const READ_AHEAD = 16 * 1024

interface Options {
  origin: string
  connectMs?: number
  /** How long the portal, and the storage, may take to begin an answer. */
  headMs?: number
  /** How long they may send nothing while we would take something. */
  idleMs?: number
}

type Answer = Dispatcher.ResponseData

const drop = ({ body }: Answer): void => {
  // Cutting the body off makes it report an error, which does not matter here.
  body.on('error', () => {}).destroy()
}

const refuse = (answer: Answer, why: string): never => {
  drop(answer)
  throw new PortalError('bad-response', `${LABEL}: ${why}`, { status: answer.statusCode })
}

const headerOf = ({ headers }: Answer, name: string): string | undefined => {
  const value = headers[name]
  return Array.isArray(value) ? value[0] : value
}

const numberOf = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null

/** Where a redirect leads. The storage needs no key of ours but what stands in that address. */
const nextOf = (answer: Answer, from: URL): URL => {
  const location = headerOf(answer, 'location') ?? ''
  if (!URL.canParse(location, from.href)) return refuse(answer, 'a redirect to nowhere')
  const next = new URL(location, from)
  const isHttp = next.protocol === 'https:' || next.protocol === 'http:'
  return isHttp ? next : refuse(answer, 'a redirect to what is no web address')
}

/** A page in the place of the file: a portal that is suspended, or asks to sign in, sends one with status 200. */
const isPage = (answer: Answer): boolean =>
  /^(?:text\/html|application\/xhtml\+xml)\b/i.test(headerOf(answer, 'content-type') ?? '') &&
  headerOf(answer, 'content-disposition') === undefined

/** Until its first bytes are there, or its end: then false. What breaks off before gave nothing. */
const hasBytes = (body: Readable): Promise<boolean> =>
  new Promise((resolve, reject) => {
    body
      .once('readable', () => resolve(body.readableLength > 0))
      .once('end', () => resolve(false))
      .once('error', reject)
  })

const readFileAnswer = (answer: Answer, { range }: FileAsked): FileAnswer<Readable> => {
  const { statusCode: status, body } = answer
  const contentRange = headerOf(answer, 'content-range')
  const rest = {
    etag: readValidator(headerOf(answer, 'etag')),
    lastModified: readValidator(headerOf(answer, 'last-modified')),
    body,
    drop: () => drop(answer),
  }
  if (status === 416) {
    const total = numberOf(NO_PART.exec(contentRange ?? '')?.[1])
    return { status, length: null, contentRange: null, total, ...rest }
  }
  if (status !== 200 && status !== 206) {
    drop(answer)
    const kind = visitorErrorKind(status)
    throw new PortalError(kind, `${LABEL}: the portal answered ${status}`, { status })
  }
  const encoding = headerOf(answer, 'content-encoding') ?? 'identity'
  if (encoding !== 'identity') return refuse(answer, 'the file is encoded')
  if (isPage(answer)) return refuse(answer, 'a page in the place of the file')
  const length = numberOf(headerOf(answer, 'content-length'))
  if (status === 200) return { status, length, contentRange: null, total: length, ...rest }
  const [, first, last, total] = PART.exec(contentRange ?? '') ?? []
  if (range === null || first === undefined || last === undefined)
    return refuse(answer, 'another part than was asked for')
  const bytes = Number(last) - Number(first) + 1
  if (bytes < 1 || (length !== null && length !== bytes)) return refuse(answer, 'a part of another length')
  return { status, length: bytes, contentRange: contentRange ?? null, total: numberOf(total), ...rest }
}

/**
 * Fetches files by the direct address, for streams: as a visitor would, so without a key of the API. Connections of its own,
 * as many as there are streams; none is opened before the first.
 */
export const createFileFetch = (
  options: Options,
): { fetchFile: FetchFile<Readable>; close: () => Promise<void> } => {
  const { origin, connectMs = 3_000, headMs = 10_000, idleMs = 60_000 } = options
  const connect = { timeout: connectMs, highWaterMark: READ_AHEAD }
  const agent = new Agent({
    pipelining: 1,
    connect,
    headersTimeout: headMs,
    bodyTimeout: idleMs,
  })

  const follow = async (at: URL, asked: FileAsked, left: number): Promise<Answer> => {
    const { range, ifRange, signal } = asked
    const answer = await agent.request({
      origin: at.origin,
      path: at.pathname + at.search,
      method: 'GET',
      headers: {
        accept: '*/*',
        'accept-encoding': 'identity',
        'user-agent': 'sharelink',
        ...(range !== null && { range }),
        ...(range !== null && ifRange !== null && { 'if-range': ifRange }),
      },
      signal,
      highWaterMark: READ_AHEAD,
    })
    if (!REDIRECTS.has(answer.statusCode)) return answer
    if (left === 0) return refuse(answer, 'too many redirects')
    const next = nextOf(answer, at)
    await answer.body.dump()
    return follow(next, asked, left - 1)
  }

  return {
    fetchFile: async ({ fileId, key }, asked) => {
      const first = new URL(directAddress(origin, fileId, key))
      try {
        const answer = readFileAnswer(await follow(first, asked, MOST_REDIRECTS), asked)
        if (answer.status === 416 || (await hasBytes(answer.body))) return answer
        return { ...answer, length: 0 }
      } catch (error) {
        throw error instanceof PortalError ? error : connectionError(LABEL, error)
      }
    },
    close: () => agent.destroy(),
  }
}
