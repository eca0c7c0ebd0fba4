import { driftMark, type LinkDifference, lastingDifferences, tellsDrift } from './drift.ts'
import { canBeRevived, extensionUnderWay, isBeingExtended, whyNotCarriedOut } from './extension.ts'
import { withExtension } from './past.ts'
import type { Refusal } from './refusal.ts'
import type { ReplyTo } from './reply-to.ts'
import { type Extension, isSuspended, type Notified, type ShareEnd, type ShareLink } from './share.ts'
import type { MadeLink } from './share-life.ts'
import type { EndReason, ShareState } from './share-state.ts'

// The steps of an extension, as in share-life.ts: the share as it will be, or null where the step does not apply.

/** A number of events that no share can have, so that its downloads are judged anew. */
const TO_BE_JUDGED = -1

/** The extension with this reference, while it is under way. */
const underWay = (share: ShareLink, reference: string): Extension | null => {
  const extension = extensionUnderWay(share)
  return extension?.reference === reference ? extension : null
}

/** Whether the portal was asked to write the link for the extension that is on record. */
export const isWritten = ({ extending, rewrittenAt }: ShareLink): boolean =>
  extending !== null && rewrittenAt !== null && rewrittenAt >= extending.askedAt

/** Stored before the portal is asked. It may be announced while the link is still being removed. */
export const announceExtension = (
  share: ShareLink,
  extension: Extension,
  replyTo: ReplyTo | null,
): ShareLink | null =>
  share.extending === null && (share.state === 'active' || canBeRevived(share))
    ? { ...share, extending: { ...extension, replyTo, refusal: null } }
    : null

/** Stored before each write of the link. From here on an end must expect that a slow portal writes the link late. */
export const startRewriting = (share: ShareLink, reference: string, now: number): ShareLink | null => {
  const extension = underWay(share, reference)
  const may =
    extension !== null && share.state !== 'revoking' && whyNotCarriedOut(share, extension, now) === null
  return may ? { ...share, rewrittenAt: now } : null
}

/**
 * What is known of changes at the portal after the link was written with what was `kept` of them. Where a repair is
 * due, nothing changes: it looks at the link itself.
 */
const driftLeft = (
  share: ShareLink,
  { kept, now }: { kept: readonly LinkDifference[]; now: number },
): Pick<ShareLink, 'drift' | 'notified'> => {
  const { drift, notified } = share
  const isKnown = drift !== null && JSON.stringify(lastingDifferences(drift)) === JSON.stringify(kept)
  if (kept.length === 0 || isKnown || drift?.repair === 'due') return { drift, notified }
  const known = drift ?? { file: 'there' as const, by: null, seenAt: now }
  const left = { ...known, link: kept, kept: [], repair: 'none' as const }
  // Where people were told of all the changes, they know of those that are left.
  const isTold = drift !== null && !tellsDrift(share)
  return { drift: left, notified: isTold ? { ...notified, drift: driftMark({ drift: left }) } : notified }
}

/**
 * The portal has the link with its new terms. `kept`: what stays as it was changed there. `from`: the state in which it
 * was written. If the share ended since then, its link was removed, perhaps after this write.
 */
export const extended = (
  share: ShareLink,
  done: {
    reference: string
    link: MadeLink
    kept: readonly LinkDifference[]
    from: ShareState
    now: number
  },
): ShareLink | null => {
  const extension = underWay(share, done.reference)
  if (extension === null || done.link.id !== share.linkId) return null
  if (share.state === 'revoking' || share.state !== done.from) return null
  if (whyNotCarriedOut(share, extension, done.now) !== null) return null
  const { end } = share
  const { expiresAt, limit, askedAt } = extension
  // From the announcement on: the portal may have had the link long before this run records it.
  const past =
    end === null ? null : { ...withoutStuck(end), revivedAt: Math.max(askedAt, end.verifiedAt ?? 0) }
  // A link that was gone was written anew, so no earlier change of it is left.
  const left =
    end === null ? driftLeft(share, done) : { drift: null, notified: { ...share.notified, drift: null } }
  return {
    ...share,
    state: 'active',
    terms: { ...share.terms, expiresAt, limit },
    address: done.link.address,
    key: done.link.key,
    end: null,
    drift: left.drift,
    notified: { ...left.notified, end: 'no' },
    endIsNear: null,
    // Downloads since the announcement were after its end, and belong to its life now.
    judgedEvents: end === null ? share.judgedEvents : TO_BE_JUDGED,
    ...withExtension(share, extension, past),
    looseLinkIds: share.looseLinkIds.filter((id) => id !== share.linkId),
  }
}

/** Drops why it did not resume: once it has resumed, or never will, that does not matter. */
const withoutStuck = ({ stuck: _, ...end }: ShareEnd): ShareEnd => end

/** Notes a refused resumption, so that it is not tried again at once. */
const endAfterRefusal = (share: ShareLink, { by }: Extension, refusal: Refusal, now: number) =>
  share.end !== null && by === null && isSuspended(share)
    ? { ...share.end, stuck: { refusal, tries: (share.end.stuck?.tries ?? 0) + 1, triedAt: now } }
    : share.end

/**
 * An extension is refused. A live share stays as it is. For one that is over, the link that the portal may have made
 * has to be removed, unless the portal was not asked yet.
 */
export const extensionRefused = (
  share: ShareLink,
  refused: { reference: string; refusal: Refusal; now: number },
): ShareLink | null => {
  const extension = underWay(share, refused.reference)
  if (extension === null || share.extending === null) return null
  const extending = { ...share.extending, refusal: refused.refusal }
  const end = endAfterRefusal(share, extension, refused.refusal, refused.now)
  if (!isWritten(share)) return { ...share, extending, end }
  const isLoose = share.state !== 'active' && !share.looseLinkIds.includes(share.linkId)
  return {
    ...share,
    extending,
    end,
    rewrittenAt: refused.now,
    looseLinkIds: isLoose ? [...share.looseLinkIds, share.linkId] : share.looseLinkIds,
  }
}

/** The person who asked for the extension was told the outcome. */
export const extensionAnswered = (share: ShareLink, reference: string): ShareLink | null =>
  share.extending?.reference === reference && underWay(share, reference) === null
    ? { ...share, extending: null }
    : null

/** Stored before the link of a live share is repaired. */
export const startRepair = (share: ShareLink, now: number): ShareLink | null =>
  share.state === 'active' && !isBeingExtended(share) ? { ...share, rewrittenAt: now } : null

/**
 * A link that was gone may come back under another address, which the message has to show, or, where nobody is given it, with
 * another key.
 */
export const linkRepaired = (share: ShareLink, { id, address, key }: MadeLink): ShareLink | null => {
  if (share.state !== 'active' || id !== share.linkId) return null
  if (address === null) return key === share.key ? null : { ...share, key }
  return address === share.address
    ? null
    : { ...share, address, key, notified: { ...share.notified, fingerprint: null } }
}

/** The channel heard already that the link is dead. That it stays so is told in the thread only. */
const ofOtherEnd = (notified: Notified['end']): Notified['end'] =>
  notified === 'notified' ? 'heard' : notified

/**
 * A share that was over, but suspended or about to be revived, is now over for another reason, and does not resume by
 * itself. What a person ended never does.
 */
export const stayOver = (share: ShareLink, reason: EndReason, by: string | null): ShareLink | null =>
  share.end !== null && (isBeingExtended(share) || isSuspended(share))
    ? {
        ...share,
        sealedPassword: reason === 'manual' ? null : share.sealedPassword,
        end: { ...withoutStuck(share.end), reason, by },
        notified: isSuspended(share)
          ? { ...share.notified, end: ofOtherEnd(share.notified.end), endPrivately: 'no' }
          : share.notified,
      }
    : null
