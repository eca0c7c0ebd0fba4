import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ShareGone } from '../domain/gone.ts'
import type { ShareLink, ShareRef } from '../domain/share.ts'
import { refuse } from '../http/refuse.ts'
import { within } from '../timing/within.ts'
import { type Claiming, claimDownload } from '../use-cases/gate/claim-download.ts'
import { lookAtPage } from '../use-cases/gate/look-at-page.ts'
import { answerPage, PRIVATE } from './answer-page.ts'
import { type Browsers, createBrowsers } from './browsers.ts'
import { isLikePerson } from './like-person.ts'
import type { GateParts } from './parts.ts'
import { isFromOwnPage } from './same-origin.ts'
import { sparingCheck } from './sparing-check.ts'
import { gonePage } from './views/gone-page.ts'
import { type OpenPage, openPage, type PageTrouble } from './views/open-page.ts'
import { elsewherePage } from './views/trouble-pages.ts'
import { visitorAddress } from './visitor-address.ts'

/** A password of 255 characters, each written as up to twelve, and some more. */
const FORM_BYTES = 4 * 1024
/** The page comes without the workspace's name rather than late. */
const NAME_MS = 200

type Notice = { status: number; trouble: PageTrouble | null; headers?: Record<string, string> }

const noticeOf = (claiming: Extract<Claiming, { taken: number }>, password: string): Notice => {
  if (claiming.kind === 'wrong-password')
    return { status: 403, trouble: { kind: password === '' ? 'missing' : 'wrong' } }
  const { waitMs } = claiming
  const headers = { 'retry-after': String(Math.ceil(waitMs / 1_000)) }
  return { status: 429, trouble: { kind: 'too-many', waitMs }, headers }
}

/** Looks at the page of a share, and claims a download on it. */
export const createPageRequests = (parts: GateParts) => {
  const { paths, publicOrigin, windowMs, seen, log, now } = parts
  const browsers: Browsers = createBrowsers(parts.key, publicOrigin.startsWith('https:'))
  const look = lookAtPage(parts)
  const claim = claimDownload({ ...parts, isPassword: sparingCheck() })

  const cookieOf = (secret: string, ref: ShareRef): string =>
    browsers.cookie(secret, paths.pagePath(ref), windowMs)

  const nameOf = async (team: string): Promise<string | null> =>
    (
      await within(
        NAME_MS,
        parts.workspaceName(team).catch(() => null),
      )
    )?.found ?? null

  const open = async (
    shown: { share: ShareLink } & Pick<OpenPage, 'left' | 'ownUntil'>,
    secret: string,
    trouble: PageTrouble | null,
  ): Promise<string> => {
    const { share, left, ownUntil } = shown
    return openPage({
      fileName: parts.showsFileName ? share.file.title : null,
      bytes: share.fileBytes ?? null,
      workspace: await nameOf(share.team),
      expiresAt: share.terms.expiresAt,
      now: now(),
      limit: share.terms.limit,
      left,
      needsPassword: share.passwordHash !== undefined,
      trouble,
      ownUntil,
      windowMs,
      secret,
    })
  }

  const gone = (share: ShareLink, why: ShareGone): string => {
    const { limit, expiresAt } = share.terms
    return gonePage({ why, creator: share.creator.name, limit, expiresAt, windowMs, pagePath: null })
  }

  const tellTooLate = ({ team, id }: ShareRef, why: ShareGone): void => {
    if (why === 'paused') return
    parts
      .tooLate({ team, id }, why)
      .catch((error: unknown) => log.error({ err: error }, 'that somebody came too late was not told'))
  }

  /** False: there is no such share. */
  const show = async (
    request: IncomingMessage,
    response: ServerResponse,
    ref: ShareRef,
  ): Promise<boolean> => {
    const secret = browsers.secretOf(request.headers)
    const facts = await look(ref, secret === null ? null : browsers.takerOf(secret))
    if (facts === null) return false
    if (facts.kind === 'open') {
      answerPage(request, response, 200, await open(facts, secret ?? parts.newSecret(), null))
      return true
    }
    seen.refused(facts.why)
    if (isLikePerson(request)) tellTooLate(ref, facts.why)
    answerPage(request, response, 410, gone(facts.share, facts.why))
    return true
  }

  const answerClaiming = async (
    request: IncomingMessage,
    response: ServerResponse,
    { claiming, secret, password }: { claiming: Claiming; secret: string; password: string },
    ref: ShareRef,
  ): Promise<boolean> => {
    switch (claiming.kind) {
      case 'unknown':
        return false
      case 'gone':
        seen.refused(claiming.why)
        tellTooLate(ref, claiming.why)
        answerPage(request, response, 410, gone(claiming.share, claiming.why))
        return true
      case 'claimed': {
        const location = paths.claimPath(ref, claiming.claimId)
        const headers = { ...PRIVATE, location, 'set-cookie': cookieOf(secret, ref), 'content-length': 0 }
        response.writeHead(303, headers).end()
        return true
      }
    }
    seen.refused(claiming.kind)
    const { status, trouble, headers } = noticeOf(claiming, password)
    const { share, taken } = claiming
    const left = share.terms.limit === null ? null : Math.max(0, share.terms.limit - taken)
    answerPage(
      request,
      response,
      status,
      await open({ share, left, ownUntil: null }, secret, trouble),
      headers,
    )
    return true
  }

  /** Reads the form first, whatever the address, so that nothing of it is left on the connection. */
  const readForm = async (
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<URLSearchParams | null> => {
    const pieces = await parts.readBody(request, FORM_BYTES)
    if (typeof pieces !== 'string') return new URLSearchParams(Buffer.concat(pieces).toString('utf8'))
    refuse(request, response, pieces === 'too-large' ? 413 : pieces === 'no-room' ? 503 : 400)
    return null
  }

  const take = async (
    request: IncomingMessage,
    response: ServerResponse,
    ref: ShareRef,
    form: URLSearchParams,
  ): Promise<boolean> => {
    if (!isFromOwnPage(request.headers, publicOrigin)) {
      seen.refused('elsewhere')
      answerPage(request, response, 403, elsewherePage(paths.pagePath(ref)))
      return true
    }
    const typed = form.get('browser') ?? ''
    const secret =
      browsers.secretOf(request.headers) ?? (browsers.isSecret(typed) ? typed : parts.newSecret())
    const password = form.get('password') ?? ''
    const address = browsers.addressMark(visitorAddress(request, parts.trustProxy))
    const claiming = await claim(ref, { visitor: browsers.takerOf(secret), password, address }).catch(
      (error: unknown) => {
        // The store may have taken it all the same: then the next try is known as this browser's.
        response.setHeader('set-cookie', cookieOf(secret, ref))
        throw error
      },
    )
    return answerClaiming(request, response, { claiming, secret, password }, ref)
  }

  return { show, readForm, take }
}
