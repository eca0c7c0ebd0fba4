import { createHash } from 'node:crypto'
import type { ShareLink, ShareRef } from '../domain/share.ts'
import type { GivenDownload } from '../use-cases/claim-ports.ts'

// How work on one share is asked for.

export const keyOf = ({ team, id }: ShareRef): string => `${team}:${id}`
export const refOf = ({ team, id }: ShareRef): ShareRef => ({ team, id })
/** The moment is part of the key: a moved end is another piece of work. */
export const keyOfEnd = (share: ShareLink): string => `${keyOf(share)}:${share.terms.expiresAt}`

/** Work on a share that goes first, or after all that goes first. */
export const firstOrAfter = (ref: ShareRef, when: 'now' | 'later') => ({
  data: refOf(ref),
  key: keyOf(ref),
  rank: when === 'later' ? 1 : 0,
})

/** One look at a share now, or one put off, which has a key of its own: neither takes the place of the other. */
export const nowOrLater = (ref: ShareRef, laterMs?: number) => ({
  data: refOf(ref),
  key: laterMs === undefined ? keyOf(ref) : `${keyOf(ref)}:later`,
  delayMs: laterMs ?? 0,
})

/** For so long a response_url takes answers (Slack: Handling user interaction). */
const RESPONSE_URL_MS = 30 * 60_000

/** Work on an answer once its address stops working; none where the answer could not be replaced by then. */
export const onceOver = (given: GivenDownload, now: number) =>
  given.until - now > RESPONSE_URL_MS
    ? null
    : {
        data: given,
        // Two answers to one claim, of two clicks, have one moment. The address itself may be used to answer.
        key: `${keyOf(given)}:${given.until}:${createHash('sha256').update(given.url).digest('base64url')}`,
        delayMs: Math.max(0, given.until - now),
      }
