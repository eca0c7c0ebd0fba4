import { driftMark, standsInMessage } from './drift.ts'
import { countExtensions } from './past.ts'
import type { ShareLink } from './share.ts'

/** Whether a message that was made from this may show an address. Null: from what it was made is not known. */
export const mayShowAddress = (fingerprint: string | null): boolean =>
  fingerprint === null || JSON.parse(fingerprint)[0] === 'active'

/** What the channel message depends on; two with an equal fingerprint look the same. */
export const fingerprintOf = (share: ShareLink): string =>
  JSON.stringify([
    share.state,
    share.downloads,
    share.terms.expiresAt,
    share.terms.limit,
    share.end?.reason ?? null,
    share.end?.by ?? null,
    countExtensions(share),
    share.drift !== null && standsInMessage(share.drift) ? driftMark(share) : null,
    share.end?.stuck !== undefined,
    share.end?.keptOpen ?? false,
    ...(share.sharedBy === undefined ? [] : [share.creator.id]),
  ])
