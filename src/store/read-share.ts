import type { ShareLink } from '../domain/share.ts'

/** What records of earlier versions lack. */
const LATER = {
  pastEnds: [],
  extending: null,
  extensions: [],
  rewrittenAt: null,
  messageLost: false,
  muted: false,
  endIsNear: null,
  drift: null,
  folderId: null,
} satisfies Partial<ShareLink>

const LATER_TOLD = {
  extensions: 0,
  warnedEnd: null,
  warnedLimit: null,
  lost: false,
  drift: null,
  stuck: false,
} satisfies Partial<ShareLink['told']>

/** Version 0.1 forgot the password at every end. Only what had the direct address certainly had none. */
const passwordLost = ({ state, direct, pastEnds }: Partial<ShareLink>): boolean =>
  pastEnds === undefined && state === 'revoked' && direct !== true

/** A share as it was stored, by this version or an earlier one. */
export const readShare = (json: string): ShareLink => {
  const stored = JSON.parse(json) as ShareLink
  const later = { ...LATER, passwordLost: passwordLost(stored) }
  return { ...later, ...stored, told: { ...LATER_TOLD, ...stored.told } }
}
