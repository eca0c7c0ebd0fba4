import { endedByItself } from './extension.ts'
import { hasOpenClaims } from './open-claims.ts'
import type { Refusal } from './refusal.ts'
import { type DecidedEnd, hasEnded, type ShareLink } from './share.ts'
import type { MakingStep } from './share-state.ts'

/** What the portal made: its id, what is handed out, and the key inside every address of it. */
export interface MadeLink {
  id: string
  /** Null: nobody is given the portal's address (exact). */
  address: string | null
  direct: boolean
  key: string
}

/** The share without what opens its file: the address, and the key inside it. */
export const withoutAddress = (share: ShareLink): ShareLink => ({ ...share, address: null, key: null })

/** An answer may come so late that another run has given up the link. Then it is not the answer for the present link. */
const isMaking = (share: ShareLink, step: MakingStep, linkId: string): boolean =>
  share.state === 'creating' && share.step === step && share.linkId === linkId

/**
 * The steps from state to state. Each function gives the share as it will be, or null where the step does not apply
 * (any more). The caller stores the result by compare-and-set, so that of two callers one wins.
 */
export const linkMade = (share: ShareLink, link: MadeLink): ShareLink | null =>
  isMaking(share, 'linking', link.id)
    ? { ...share, step: 'linked', address: link.address, direct: link.direct, key: link.key }
    : null

/** How many messages may be left behind in the channel. After that the person gets the link privately. */
const MOST_IN_DOUBT = 2

/** Whether its message is not posted once more, because the last answers to that were lost. */
export const isPostGivenUp = ({ postsInDoubt }: ShareLink): boolean => postsInDoubt >= MOST_IN_DOUBT

/** Stored before Slack is asked: from here on a message may exist. */
export const startPosting = (share: ShareLink): ShareLink | null =>
  share.state === 'creating' && share.step === 'linked' && !isPostGivenUp(share)
    ? { ...share, step: 'posting', postsInDoubt: share.postsInDoubt + 1 }
    : null

/** What became of the last post is known after all. */
const postKnown = (share: ShareLink): ShareLink => ({ ...share, postsInDoubt: share.postsInDoubt - 1 })

/** Slack certainly did not take the message: the same link may be posted again. */
export const notPosted = (share: ShareLink, linkId: string): ShareLink | null =>
  isMaking(share, 'posting', linkId) ? { ...postKnown(share), step: 'linked' } : null

/** Slack said that something broke on its side. It most likely did not take the message; its link is given up all the same. */
export const postFailed = (share: ShareLink, linkId: string): ShareLink | null =>
  isMaking(share, 'posting', linkId) ? postKnown(share) : null

/**
 * It is unknown whether a message exists. So its link is given up and a new one takes its place: if a message was left
 * behind, its address is dead.
 */
export const giveUpLink = (share: ShareLink, newLinkId: string): ShareLink | null =>
  share.state === 'creating' && share.step === 'posting'
    ? {
        ...withoutAddress(share),
        step: 'linking',
        linkId: newLinkId,
        formerLinkIds: [...share.formerLinkIds, share.linkId],
        looseLinkIds: [...share.looseLinkIds, share.linkId],
      }
    : null

/** The share as it is once its message stands. What is posted is drawn from this. */
export const asActive = (share: ShareLink): ShareLink => ({ ...share, state: 'active', step: null })

/** Slack has the message of this link; `fingerprint` is what it shows, if known. `message` null: it cannot be posted. */
export const posted = (
  share: ShareLink,
  post: { linkId: string; message: { channel: string; ts: string } | null; fingerprint: string | null },
): ShareLink | null =>
  isMaking(share, 'posting', post.linkId)
    ? {
        ...asActive(postKnown(share)),
        message: post.message,
        notified: { ...share.notified, fingerprint: post.fingerprint },
      }
    : null

/** Its link lives without a message: the person who asked for it passes it on. */
export const unposted = (share: ShareLink): ShareLink | null =>
  share.state === 'creating' && share.step === 'linked' && isPostGivenUp(share) ? asActive(share) : null

/** Making it failed. No address is handed out, and a link that may exist has to be removed. */
export const makingFailed = (
  share: ShareLink,
  failure: { refusal: Refusal; now: number },
): ShareLink | null =>
  share.state === 'creating'
    ? {
        ...withoutAddress(share),
        state: 'failed',
        step: null,
        sealedPassword: null,
        failure: { refusal: failure.refusal, at: failure.now },
        looseLinkIds: [...share.looseLinkIds, share.linkId],
      }
    : null

/** The person who asked for the share was told what became of it. */
export const makingAnswered = (share: ShareLink): ShareLink => ({ ...share, answered: true })

/** That loose link was seen to be gone. */
export const removedFromPortal = (share: ShareLink, linkId: string): ShareLink | null =>
  share.looseLinkIds.includes(linkId)
    ? {
        ...(linkId === share.linkId && hasEnded(share) ? withoutAddress(share) : share),
        looseLinkIds: share.looseLinkIds.filter((id) => id !== linkId),
      }
    : null

/** Decides the end of a live share, or of one whose last downloads go on; otherwise the first reason stands. */
export const beginEnd = (
  { endWasTold, ...share }: ShareLink,
  { now, ...end }: DecidedEnd & { now: number },
): ShareLink | null =>
  share.state === 'active' || hasOpenClaims(share)
    ? {
        ...share,
        state: 'revoking',
        // A new end: an earlier one, which an extension took back, may have been told.
        notified: {
          ...share.notified,
          ...(endWasTold ? { downloads: share.downloads } : { end: 'no', endPrivately: 'no' }),
          stuck: false,
        },
        end: { ...end, decidedAt: now, verifiedAt: null },
      }
    : null

/**
 * The link is dead. Its address is forgotten, and its password too where the share cannot be revived. `loose`: a slow
 * portal may make the link again, which then has to be removed; or it is `needed` a little longer by claims.
 */
export const endVerified = (
  share: ShareLink,
  seen: { now: number; loose: boolean; needed?: boolean },
): ShareLink | null =>
  share.state === 'revoking' && share.end !== null
    ? {
        ...(seen.needed ? share : withoutAddress(share)),
        state: 'revoked',
        sealedPassword: endedByItself(share) ? share.sealedPassword : null,
        looseLinkIds: seen.loose ? [...new Set([...share.looseLinkIds, share.linkId])] : share.looseLinkIds,
        end: { ...share.end, verifiedAt: seen.now },
      }
    : null
