import type { ShareLink } from './share.ts'

/**
 * How long a slow portal may still carry out a request that we gave up on. Until then what is found at the portal may
 * change, and is looked at again.
 */
export const IN_DOUBT_MS = 30_000

/** When the portal may last have been asked to write this share's link. */
export const askedToWriteAt = (share: ShareLink): number =>
  Math.max(share.failure?.at ?? share.bornAt, share.rewrittenAt ?? 0)

/** Until when a slow portal may still write this share's link. After that, what the portal lists will stay. */
export const inDoubtUntil = (share: ShareLink): number => askedToWriteAt(share) + IN_DOUBT_MS
