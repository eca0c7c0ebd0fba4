import type { EndReason, ShareLink } from './share.ts'

/**
 * Which state may follow which. Every function gives the share as it will be, or null where the step does
 * not apply (any more): the caller stores the result by compare-and-set, so one of two wins.
 */
export const linkMade = (share: ShareLink, link: { address: string; direct: boolean }): ShareLink | null =>
  share.state === 'creating' && share.step === 'linking'
    ? { ...share, step: 'linked', address: link.address, direct: link.direct }
    : null

/** Stored before Slack is asked: from here on a message may exist. */
export const startPosting = (share: ShareLink): ShareLink | null =>
  share.state === 'creating' && share.step === 'linked' ? { ...share, step: 'posting' } : null

/** Slack certainly did not take the message: the same link may be posted again. */
export const notPosted = (share: ShareLink): ShareLink | null =>
  share.state === 'creating' && share.step === 'posting' ? { ...share, step: 'linked' } : null

/**
 * Whether a message exists is unknown: the link it would carry is given up, so that a message left behind
 * has a dead address, and a new link takes its place.
 */
export const giveUpLink = (share: ShareLink, newLinkId: string): ShareLink | null =>
  share.state === 'creating' && share.step === 'posting'
    ? {
        ...share,
        step: 'linking',
        linkId: newLinkId,
        formerLinkIds: [...share.formerLinkIds, share.linkId],
        looseLinkIds: [...share.looseLinkIds, share.linkId],
        address: null,
      }
    : null

export const posted = (
  share: ShareLink,
  message: { channel: string; ts: string } | null,
  face: (share: ShareLink) => string,
): ShareLink | null => {
  if (share.state !== 'creating' || share.step !== 'posting') return null
  const active: ShareLink = { ...share, state: 'active', step: null, message }
  return { ...active, told: { ...active.told, face: face(active) } }
}

/** Making it failed: nothing is handed out, and whatever link may exist is to be removed. */
export const makingFailed = (share: ShareLink): ShareLink | null =>
  share.state === 'creating'
    ? {
        ...share,
        state: 'failed',
        step: null,
        address: null,
        looseLinkIds: [...share.looseLinkIds, share.linkId],
      }
    : null

export const removedFromPortal = (share: ShareLink, linkId: string): ShareLink | null =>
  share.looseLinkIds.includes(linkId)
    ? { ...share, looseLinkIds: share.looseLinkIds.filter((id) => id !== linkId) }
    : null

/** Decides the end of a live share; the first reason stands. */
export const beginEnd = (
  share: ShareLink,
  end: { reason: EndReason; by: string | null; now: number },
): ShareLink | null =>
  share.state === 'active'
    ? {
        ...share,
        state: 'revoking',
        end: { reason: end.reason, by: end.by, decidedAt: end.now, verifiedAt: null },
      }
    : null

/** The portal was seen to have no such link: the address is forgotten. */
export const endVerified = (share: ShareLink, now: number): ShareLink | null =>
  share.state === 'revoking' && share.end !== null
    ? {
        ...share,
        state: 'revoked',
        address: null,
        sealedPassword: null,
        end: { ...share.end, verifiedAt: now },
      }
    : null
