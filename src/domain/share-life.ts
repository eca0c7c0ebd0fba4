import { endedByItself } from './extension.ts'
import type { Refusal } from './refusal.ts'
import type { DecidedEnd, ShareLink } from './share.ts'
import type { MakingStep } from './share-state.ts'

/** What the portal made: its id, what is handed out, and the key inside every address of it. */
export interface MadeLink {
  id: string
  address: string
  direct: boolean
  key: string
}

/** An answer may come so late that another run has given the link up: it is then not this link's answer. */
const isMaking = (share: ShareLink, step: MakingStep, linkId: string): boolean =>
  share.state === 'creating' && share.step === step && share.linkId === linkId

/**
 * Which state may follow which. Every function gives the share as it will be, or null where the step does
 * not apply (any more): the caller stores the result by compare-and-set, so one of two wins.
 */
export const linkMade = (share: ShareLink, link: MadeLink): ShareLink | null =>
  isMaking(share, 'linking', link.id)
    ? { ...share, step: 'linked', address: link.address, direct: link.direct, key: link.key }
    : null

/** Stored before Slack is asked: from here on a message may exist. */
export const startPosting = (share: ShareLink): ShareLink | null =>
  share.state === 'creating' && share.step === 'linked' ? { ...share, step: 'posting' } : null

/** Slack certainly did not take the message: the same link may be posted again. */
export const notPosted = (share: ShareLink, linkId: string): ShareLink | null =>
  isMaking(share, 'posting', linkId) ? { ...share, step: 'linked' } : null

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
        key: null,
      }
    : null

/** The share as it is once its message stands. What is posted is drawn from this. */
export const asActive = (share: ShareLink): ShareLink => ({ ...share, state: 'active', step: null })

/** Slack has the message of this very link; `fingerprint` is what it shows. Null `message`: it cannot be posted. */
export const posted = (
  share: ShareLink,
  post: { linkId: string; message: { channel: string; ts: string } | null; fingerprint: string },
): ShareLink | null =>
  isMaking(share, 'posting', post.linkId)
    ? {
        ...asActive(share),
        message: post.message,
        notified: { ...share.notified, fingerprint: post.fingerprint },
      }
    : null

/** Making it failed: nothing is handed out, and whatever link may exist is to be removed. */
export const makingFailed = (
  share: ShareLink,
  failure: { refusal: Refusal; now: number },
): ShareLink | null =>
  share.state === 'creating'
    ? {
        ...share,
        state: 'failed',
        step: null,
        address: null,
        key: null,
        sealedPassword: null,
        failure: { refusal: failure.refusal, at: failure.now },
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
  { now, ...end }: DecidedEnd & { now: number },
): ShareLink | null =>
  share.state === 'active'
    ? {
        ...share,
        state: 'revoking',
        // This end is another than the one that an extension may have taken back.
        notified: { ...share.notified, end: 'no', endPrivately: false, stuck: false },
        end: { ...end, decidedAt: now, verifiedAt: null },
      }
    : null

/**
 * The link is of no use to anybody any more: the address is forgotten, and the password with it where the
 * share cannot be revived. `loose`: the link may be there again later, and is then to be removed.
 */
export const endVerified = (share: ShareLink, seen: { now: number; loose: boolean }): ShareLink | null =>
  share.state === 'revoking' && share.end !== null
    ? {
        ...share,
        state: 'revoked',
        address: null,
        key: null,
        sealedPassword: endedByItself(share) ? share.sealedPassword : null,
        looseLinkIds: seen.loose ? [...new Set([...share.looseLinkIds, share.linkId])] : share.looseLinkIds,
        end: { ...share.end, verifiedAt: seen.now },
      }
    : null
