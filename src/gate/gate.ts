import type { IncomingMessage, ServerResponse } from 'node:http'
import { refuse } from '../http/refuse.ts'
import type { Handler, Routes } from '../http/server.ts'
import { answerPage } from './answer-page.ts'
import { createFileRequests, RETRY_LATER } from './file-requests.ts'
import { createPageRequests } from './page-requests.ts'
import type { GateParts } from './parts.ts'
import { createRunningStreams } from './running-streams.ts'
import { createSlowDown } from './slow-down.ts'
import { TooBusy } from './sparing-check.ts'
import { NOT_FOUND_PAGE, tryAgainPage } from './views/trouble-pages.ts'
import { visitorAddress } from './visitor-address.ts'

const pathOf = ({ url = '' }: IncomingMessage): string => url.split('?')[0] ?? ''

/**
 * The gate: the page of an exact share, and the downloads claimed on it or in Slack. To look changes nothing, however often; only the
 * form claims. `close` cuts what still runs.
 */
export const createGate = (parts: GateParts): { routes: Routes; close: () => Promise<void> } => {
  const { paths, seen, log, now, pause } = parts
  const running = createRunningStreams({ shares: parts.shares, pause, changed: seen.streams })
  const pages = createPageRequests(parts)
  const files = createFileRequests(parts, running)
  const slowDown = createSlowDown({ now, pause })

  const notFound = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    seen.refused('unknown')
    await slowDown(visitorAddress(request, parts.trustProxy))
    answerPage(request, response, 404, NOT_FOUND_PAGE)
  }

  /** What goes wrong here is the store, or a fault of ours. Nothing is given then. */
  const orTryAgain =
    (handle: Handler): Handler =>
    async (request, response) => {
      try {
        await handle(request, response)
      } catch (error) {
        const isBusy = error instanceof TooBusy
        seen.refused(isBusy ? 'busy' : 'store')
        if (!isBusy) log.error({ err: error }, 'a visitor could not be served')
        if (response.headersSent) return void response.destroy()
        const path = paths.read(pathOf(request))
        const again = path?.knowsPage ? paths.pagePath(path.ref) : null
        answerPage(request, response, 503, tryAgainPage(again, isBusy), RETRY_LATER)
      }
    }

  const get = orTryAgain(async (request, response) => {
    const path = paths.read(pathOf(request))
    if (path === null) return notFound(request, response)
    const { ref, claimId, knowsPage } = path
    const isKnown =
      claimId === null
        ? await pages.show(request, response, ref)
        : await files(request, response, { ref, claimId, pagePath: knowsPage ? paths.pagePath(ref) : null })
    if (!isKnown) await notFound(request, response)
  })

  const post = orTryAgain(async (request, response) => {
    // A claim is made on the page alone.
    if (pathOf(request).split('/').length > 3) return refuse(request, response, 405)
    const form = await pages.readForm(request, response)
    if (form === null) return
    const path = paths.read(pathOf(request))
    const isKnown = path !== null && (await pages.take(request, response, path.ref, form))
    if (!isKnown) await notFound(request, response)
  })

  return { routes: { 'GET /d/*': get, 'POST /d/*': post }, close: running.cutAll }
}
