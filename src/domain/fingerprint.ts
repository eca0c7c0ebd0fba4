import { driftMark, standsInMessage } from './drift.ts'
import type { ShareLink } from './share.ts'

/** What the channel message depends on; two with an equal fingerprint look the same. */
export const fingerprintOf = (share: ShareLink): string =>
  JSON.stringify([
    share.state,
    share.downloads,
    share.terms.expiresAt,
    share.terms.limit,
    share.end?.reason ?? null,
    share.end?.by ?? null,
    share.extensions.length,
    share.drift !== null && standsInMessage(share.drift) ? driftMark(share) : null,
    share.end?.stuck !== undefined,
    share.end?.keptOpen ?? false,
  ])
