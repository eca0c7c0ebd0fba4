import type { ChangeEvent, PortalLink } from './portal-facts.ts'
import { hasEnded, type ShareLink } from './share.ts'

/** Records from before so long are not of this life: they were restored, or the app was away. */
const ALIVE_MS = 60_000

/** So far the clocks of several processes may be apart. */
const CLOCKS_MS = 15_000

/** Longer than links live. Where no records are left, links are looked for back to then. */
const LONGEST_LIFE_MS = 100 * 24 * 60 * 60_000

/**
 * From when on something may have happened of which the records know nothing; null: they know of all. `aliveAt`: when a
 * process last saw to them, as they say; null: they do not. `seenAt`: the same as this process has seen it; null: it has just
 * begun, and cannot know.
 */
export const lostSince = (aliveAt: number | null, seenAt: number | null, now: number): number | null => {
  if (aliveAt === null) return now - LONGEST_LIFE_MS
  const isOld = seenAt === null || aliveAt < seenAt - CLOCKS_MS || now - aliveAt >= ALIVE_MS
  return isOld ? aliveAt - ALIVE_MS : null
}

const UPDATED = 5092
const DELETED = 5093

/** What the portal shows of a share's link, and what our own account did to links of its file in the lost time. */
export interface LaterFacts {
  link: PortalLink | undefined
  /** `at` by our clock. */
  events: readonly Pick<ChangeEvent, 'actionId' | 'at'>[]
  /** It is certain that records were lost: something was found that is on record before the portal hears of it. */
  isCertain: boolean
}

/** The end that an extension in the lost time gave its link; null: there was none. */
const lostExtension = (share: ShareLink, { link, events }: LaterFacts): number | null => {
  const end = link?.expiresAt ?? null
  const isLater = end !== null && end > share.terms.expiresAt + 1_000
  const isOurs = events.some(({ actionId }) => actionId === UPDATED)
  return share.state === 'active' && share.extending === null && isLater && isOurs ? end : null
}

/**
 * Its link was deleted in the lost time by the app, so its end was told then. Our account may be a person's, who deleted it by
 * hand: so either records were lost for certain, or its time was over.
 */
const wasEnded = ({ state, terms }: ShareLink, { link, events, isCertain }: LaterFacts): boolean =>
  link === undefined &&
  (state === 'active' || (state === 'revoking' && isCertain)) &&
  events.some(({ actionId, at }) => actionId === DELETED && (isCertain || at >= terms.expiresAt - 2_000))

/** It was extended in the lost time after it had ended: its link lives, though nobody counts its downloads. */
const wasRevived = (share: ShareLink, { link }: LaterFacts): boolean =>
  hasEnded(share) &&
  share.state !== 'revoking' &&
  share.extending === null &&
  link !== undefined &&
  !share.looseLinkIds.includes(share.linkId)

/** Whether its record is from before an extension, or a revival: on record before the portal hears of it. */
export const isBehind = (share: ShareLink, facts: LaterFacts): boolean =>
  lostExtension(share, facts) !== null || wasRevived(share, facts)

/**
 * The share with what the lost time did to it. What ended is not told again, so its thread stays as it is. What came back
 * ends again, since it is not known with which limit it did. Null: nothing happened.
 */
export const withLostTime = (share: ShareLink, facts: LaterFacts): ShareLink | null => {
  const expiresAt = lostExtension(share, facts)
  if (expiresAt !== null) return { ...share, terms: { ...share.terms, expiresAt } }
  if (wasEnded(share, facts)) {
    const notified = { ...share.notified, end: 'notified' as const }
    return { ...share, muted: true, endWasTold: true, notified }
  }
  if (!wasRevived(share, facts)) return null
  const notified = { ...share.notified, fingerprint: null }
  return { ...share, looseLinkIds: [...share.looseLinkIds, share.linkId], cleanedAt: null, notified }
}
