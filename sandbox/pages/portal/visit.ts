import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CONTROL_PREFIX } from '../../portal/control-http.ts'
import type { Portal } from '../../portal/types.ts'
import type { Visit } from '../contract.ts'
import { Refused } from '../http.ts'
import { COMPUTERS, computer } from './visitors.ts'

const MOST_REDIRECTS = 5

/** Whatever a file holds, at our own address it is saved and never shown. */
const HARMLESS = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': 'sandbox',
  'cache-control': 'no-store',
}

const isOfPortal = (portal: Portal, address: URL): boolean =>
  address.origin === new URL(portal.url).origin && !address.pathname.startsWith(CONTROL_PREFIX)

const read = (
  portal: Portal,
  { address, as, browser }: Visit,
): { url: URL; headers: Record<string, string> } => {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (!url || !isOfPortal(portal, url)) throw new Refused(400, 'this is no address of the portal')
  if (!Number.isInteger(browser) || browser < 1 || browser > COMPUTERS)
    throw new Refused(400, `?browser= must be a number from 1 to ${COMPUTERS}`)
  // As browsers say it: the portal has a page for them where programs get an empty answer.
  const headers = { ...computer(browser), accept: 'text/html,*/*;q=0.8' }
  if (as === 'anonymous') return { url, headers }
  const { sessions, users } = portal.state
  if (!Object.hasOwn(users, as)) throw new Refused(400, 'the portal has no such account')
  const token = Object.entries(sessions).find(([, userId]) => userId === as)?.[0] ?? portal.signIn(as)
  return { url, headers: { ...headers, cookie: `asc_auth_key=${token}` } }
}

/** Follows redirects by hand: the cookie of an account must not leave the portal. */
const follow = async (
  portal: Portal,
  url: URL,
  init: RequestInit,
  left = MOST_REDIRECTS,
): Promise<{ answer: Response; url: URL }> => {
  const answer = await fetch(url, { ...init, redirect: 'manual' })
  const location = answer.headers.get('location')
  if (location === null || answer.status < 300 || answer.status > 399) return { answer, url }
  await answer.body?.cancel()
  const next = new URL(location, url)
  if (left === 0) throw new Error('it leads round in circles')
  if (!isOfPortal(portal, next)) throw new Error('it leads out of the portal')
  return follow(portal, next, init, left - 1)
}

const passedOn = ({ headers }: Response): Record<string, string> => {
  const kept = ['content-type', 'content-length', 'retry-after'].flatMap((name) => {
    const value = headers.get(name)
    return value === null ? [] : [[name, value]]
  })
  const disposition = (headers.get('content-disposition') ?? '').replace(/^[^;]*/, 'attachment')
  return { ...Object.fromEntries(kept), 'content-disposition': disposition }
}

const words = (error: unknown): string => {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return `The portal cannot be reached: ${inner instanceof Error ? inner.message : String(inner)}`
}

/** Follows an address of the portal as a visitor, over HTTP as everybody does, and passes on what comes. */
export const visit = async (portal: Portal, asked: Visit, response: ServerResponse): Promise<void> => {
  const { url, headers } = read(portal, asked)
  const left = new AbortController()
  response.once('close', () => left.abort())
  let found: Awaited<ReturnType<typeof follow>>
  try {
    found = await follow(portal, url, { headers, signal: left.signal })
  } catch (error) {
    const type = { 'content-type': 'text/plain; charset=utf-8', 'content-disposition': 'attachment' }
    response.writeHead(502, { ...HARMLESS, ...type }).end(words(error))
    return
  }
  const { answer } = found
  const where = { 'x-visit-address': found.url.href }
  response.writeHead(answer.status, { ...passedOn(answer), ...HARMLESS, ...where })
  if (!answer.body) return void response.end()
  try {
    await pipeline(Readable.fromWeb(answer.body), response)
  } catch {
    // Cut off on one side or the other: the browser sees that it was.
    response.destroy()
  }
}
