import type { IncomingMessage } from 'node:http'

/** Words by which programs that look at links in messages name themselves: previews, search engines, scanners, monitors. Cubot makes phones. */
const ROBOT =
  /(?<!cu)bot\b|crawl|spider|preview|expand|unfurl|embed|externalhit|scan|monitor|whatsapp|imgproxy|pagerenderer|iframely|safelinks/i

/**
 * Whether a page is asked for as by somebody who wants to see it. Not where a program says that it is one, asks without need of a page,
 * or looks ahead of a person. One that passes for a browser cannot be told from one: it counts as somebody. So does a program without any
 * name, which is more often a person's tool than a scanner.
 */
export const isLikePerson = ({ method, headers }: Pick<IncomingMessage, 'method' | 'headers'>): boolean => {
  if (method !== 'GET') return false
  const ahead = headers['sec-purpose'] ?? headers.purpose ?? headers['x-moz']
  if (/prefetch|preview/i.test(String(ahead ?? ''))) return false
  if (ROBOT.test(headers['user-agent'] ?? '')) return false
  return headers.accept === undefined || /text\/(?:html|\*)|\*\/\*/i.test(headers.accept)
}
