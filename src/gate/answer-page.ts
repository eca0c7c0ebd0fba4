import { createHash } from 'node:crypto'
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { STYLE } from './views/layout.ts'

/** Of all that the gate answers: it is kept nowhere, found by nobody, and says nothing of where it was. */
export const PRIVATE = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow, noarchive',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
}

const styleHash = createHash('sha256').update(STYLE).digest('base64')

/** The page loads nothing, runs nothing, and its form leads nowhere else. */
const OF_PAGES = {
  ...PRIVATE,
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
}

/** Answers with a page; to HEAD without it. */
export const answerPage = (
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  html: string,
  headers: OutgoingHttpHeaders = {},
): void => {
  const body = Buffer.from(html)
  response.writeHead(status, { ...OF_PAGES, 'content-length': body.length, ...headers })
  response.end(request.method === 'HEAD' ? undefined : body)
}
