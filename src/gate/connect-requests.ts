import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import type { ReadBody } from '../http/read-body.ts'
import { refuse } from '../http/refuse.ts'
import type { Handler, Routes } from '../http/server.ts'
import type { agreeOnPage } from '../use-cases/identity/agree-on-page.ts'
import type { BothNames, comeBack } from '../use-cases/identity/come-back.ts'
import type { visitPortal } from '../use-cases/identity/visit-portal.ts'
import type { Log } from '../use-cases/ports.ts'
import { answerPage, PRIVATE } from './answer-page.ts'
import { isFromOwnPage } from './same-origin.ts'
import {
  CONNECT_TROUBLE_PAGE,
  type ConnectNames,
  confirmPage,
  DENIED_PAGE,
  FOREIGN_PAGE,
  lastStepPage,
  OTHER_BROWSER_PAGE,
  renewedPage,
  STALE_PAGE,
  STOPPED_PAGE,
  takenPage,
} from './views/connect-pages.ts'

const START = '/docspace/oauth/start/'
const CALLBACK = '/docspace/oauth/callback'
const CONFIRM = '/docspace/oauth/confirm'
const COOKIE = 'connecting'
/** As long as a step waits. */
const COOKIE_SECONDS = 10 * 60
const FORM_BYTES = 2 * 1024

/** Where a browser begins to connect, and where the portal sends it back to. */
export const connectAddresses = (publicOrigin: string) => ({
  start: (secret: string): string => `${publicOrigin}${START}${secret}`,
  callback: `${publicOrigin}${CALLBACK}`,
})

export interface ConnectParts {
  publicOrigin: string
  visit: ReturnType<typeof visitPortal>
  comeBack: ReturnType<typeof comeBack>
  agree: ReturnType<typeof agreeOnPage>
  /** As people read them. */
  namesOf: (names: BothNames) => Promise<ConnectNames>
  newSecret: () => string
  readBody: ReadBody
  log: Log
}

const secretOf = ({ cookie }: IncomingHttpHeaders): string | null => {
  const values = (cookie ?? '').split(';').map((each) => each.trim().split('='))
  const given = values.find(([name]) => name === COOKIE)?.[1] ?? ''
  return /^[\w-]{20,64}$/.test(given) ? given : null
}

/** A browser as it is kept: nothing of it opens anything. */
const markOf = (secret: string): string =>
  createHash('sha256').update(`browser ${secret}`).digest('base64url')

const queryOf = ({ url = '' }: IncomingMessage): URLSearchParams =>
  new URLSearchParams(url.split('?')[1] ?? '')

/** What browsers ask for while a member connects their account of the portal. */
export const createConnectRequests = (parts: ConnectParts): Routes => {
  const { publicOrigin, visit, agree, namesOf, newSecret, readBody, log } = parts

  const cookieOf = (secret: string): string =>
    [
      `${COOKIE}=${secret}`,
      'Path=/docspace/oauth/',
      `Max-Age=${COOKIE_SECONDS}`,
      'HttpOnly',
      // The portal leads back here from another site.
      'SameSite=Lax',
      ...(publicOrigin.startsWith('https:') ? ['Secure'] : []),
    ].join('; ')

  const browserOf = ({ headers }: IncomingMessage): string | null => {
    const secret = secretOf(headers)
    return secret === null ? null : markOf(secret)
  }

  const orTryAgain =
    (handle: Handler): Handler =>
    async (request, response) => {
      try {
        await handle(request, response)
      } catch (error) {
        log.error({ err: error }, 'somebody could not connect an account')
        if (response.headersSent) return void response.destroy()
        answerPage(request, response, 503, CONNECT_TROUBLE_PAGE)
      }
    }

  const start: Handler = async (request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? ''
    const browser = secretOf(request.headers) ?? newSecret()
    const location = await visit(path.slice(START.length), markOf(browser))
    if (location === null) return answerPage(request, response, 404, STALE_PAGE)
    const headers = { ...PRIVATE, location, 'set-cookie': cookieOf(browser), 'content-length': 0 }
    response.writeHead(303, headers).end()
  }

  const callback: Handler = async (request, response) => {
    // It would use up what the page itself needs.
    if (request.method === 'HEAD') return refuse(request, response, 405)
    const found = await parts.comeBack(queryOf(request), browserOf(request))
    const tell = (status: number, html: string) => answerPage(request, response, status, html)
    switch (found.kind) {
      case 'confirm':
        return tell(200, confirmPage(await namesOf(found), found.secret, CONFIRM))
      case 'renewed':
        return tell(200, renewedPage(await namesOf(found)))
      case 'taken':
        return tell(409, takenPage(await namesOf(found)))
      case 'unknown':
        return tell(400, STALE_PAGE)
      case 'elsewhere':
        return tell(403, OTHER_BROWSER_PAGE)
      case 'denied':
        return tell(200, DENIED_PAGE)
      case 'foreign':
        return tell(403, FOREIGN_PAGE)
      case 'trouble':
        return tell(503, CONNECT_TROUBLE_PAGE)
    }
  }

  /** Read whatever the address, so that nothing of it is left on the connection. */
  const readForm = async (
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<URLSearchParams | null> => {
    const pieces = await readBody(request, FORM_BYTES)
    if (typeof pieces !== 'string') return new URLSearchParams(Buffer.concat(pieces).toString('utf8'))
    refuse(request, response, pieces === 'too-large' ? 413 : pieces === 'no-room' ? 503 : 400)
    return null
  }

  const confirm: Handler = async (request, response) => {
    const form = await readForm(request, response)
    if (form === null) return
    if (!isFromOwnPage(request.headers, publicOrigin))
      return answerPage(request, response, 403, OTHER_BROWSER_PAGE)
    const yes = form.get('answer') === 'yes'
    const found = await agree(form.get('secret') ?? '', browserOf(request), yes)
    switch (found.kind) {
      case 'agreed':
        return answerPage(request, response, 200, lastStepPage(await namesOf(found)))
      case 'refused':
        return answerPage(request, response, 200, STOPPED_PAGE)
      case 'unknown':
        return answerPage(request, response, 400, STALE_PAGE)
      case 'elsewhere':
        return answerPage(request, response, 403, OTHER_BROWSER_PAGE)
    }
  }

  return {
    [`GET ${START}*`]: orTryAgain(start),
    [`GET ${CALLBACK}`]: orTryAgain(callback),
    [`POST ${CONFIRM}`]: orTryAgain(confirm),
  }
}
