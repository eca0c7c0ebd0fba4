import type { ShareLink } from './share.ts'

const DAY_MS = 24 * 60 * 60_000

/** A live link is idle when nobody has used it for so long. */
const IDLE_AFTER_MS = 14 * DAY_MS

/** How many one message names, and asks about. The others come with a later one. */
export const MOST_IDLE_ASKED = 10

/** When somebody last did something for the link: made, used or extended it, or said that it is needed. */
const lastCaredFor = (share: ShareLink, lastUsedAt: number | null): number =>
  Math.max(
    share.createdAt,
    lastUsedAt ?? 0,
    share.neededAt ?? 0,
    ...share.extensions.map(({ askedAt }) => askedAt),
  )

/** Too young, too lately extended or kept to be idle, whoever has used it. */
export const mayBeIdle = (share: ShareLink, now: number): boolean =>
  share.state === 'active' && now - lastCaredFor(share, null) >= IDLE_AFTER_MS

export const isIdle = (share: ShareLink, lastUsedAt: number | null, now: number): boolean =>
  share.state === 'active' && now - lastCaredFor(share, lastUsedAt) >= IDLE_AFTER_MS

/** Its owner wants it to stay; it is asked about no sooner than a new link. */
export const needed = (share: ShareLink, now: number): ShareLink | null =>
  share.state === 'active' ? { ...share, neededAt: now } : null

/** Nobody is written to at night: from nine in the morning to six in the evening, where they are. */
export const isDaytime = (hour: number): boolean => hour >= 9 && hour < 18
