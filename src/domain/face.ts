import { driftMark, standsInMessage } from './drift.ts'
import type { ShareLink } from './share.ts'

/** What the channel message depends on; two equal faces look the same. */
export const faceOf = (share: ShareLink): string =>
  JSON.stringify([
    share.state,
    share.downloads,
    share.terms.expiresAt,
    share.terms.limit,
    share.end?.reason ?? null,
    share.end?.by ?? null,
    // Left out while there are none: the faces of earlier versions stay what they are.
    ...(share.extensions.length === 0 ? [] : [share.extensions.length]),
    ...(share.drift === null || !standsInMessage(share.drift) ? [] : [driftMark(share)]),
    ...(share.end?.stuck === undefined ? [] : ['stuck']),
    ...(share.end?.openedAgain ? ['opened'] : []),
  ])
