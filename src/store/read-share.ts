import { briefOf } from '../domain/brief-share.ts'
import type { Drift } from '../domain/drift.ts'
import type { Refusal } from '../domain/refusal.ts'
import type { ShareLink } from '../domain/share.ts'

/** What records of earlier versions lack. */
const LATER = {
  cleanedAt: null,
  pastEnds: [],
  extending: null,
  extensions: [],
  rewrittenAt: null,
  messageLost: false,
  closed: null,
  muted: false,
  endIsNear: null,
  putBacks: [],
  views: 0,
  drift: null,
  folderId: null,
} satisfies Partial<ShareLink>

const LATER_TOLD = {
  extensions: 0,
  endPrivately: false,
  warnedEnd: null,
  warnedLimit: null,
  lost: false,
  drift: null,
  stuck: false,
} satisfies Partial<ShareLink['told']>

const LATER_DRIFT = { kept: [] } satisfies Partial<Drift>

/** Version 0.1 forgot the password at every end. Only what had the direct address certainly had none. */
const passwordLost = ({ state, direct, pastEnds }: Partial<ShareLink>): boolean =>
  pastEnds === undefined && state === 'revoked' && direct !== true

/** Earlier versions kept the whole share once more in a refusal, with its key and its password. */
const withoutCopy = <T extends { refusal: Refusal | null }>(kept: T): T => {
  const { refusal } = kept
  if (refusal === null || !('share' in refusal) || refusal.share === null) return kept
  return { ...kept, refusal: { ...refusal, share: briefOf(refusal.share) } }
}

const withoutCopies = ({ extending, end, failure }: ShareLink): Partial<ShareLink> => ({
  ...(extending ? { extending: withoutCopy(extending) } : {}),
  ...(end?.stuck ? { end: { ...end, stuck: withoutCopy(end.stuck) } } : {}),
  ...(failure ? { failure: withoutCopy(failure) } : {}),
})

/** A share as it was stored, by this version or an earlier one. */
export const readShare = (json: string): ShareLink => {
  const stored = JSON.parse(json) as ShareLink
  const later = { ...LATER, passwordLost: passwordLost(stored) }
  const drift = stored.drift && { ...LATER_DRIFT, ...stored.drift }
  return {
    ...later,
    ...stored,
    ...withoutCopies(stored),
    drift: drift ?? null,
    told: { ...LATER_TOLD, ...stored.told },
  }
}
