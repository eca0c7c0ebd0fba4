import { driftMark, type LinkDifference, lastingDifferences, tellsDrift } from './drift.ts'
import { canBeRevived, extensionUnderWay, isBeingExtended, whyNotCarriedOut } from './extension.ts'
import type { Refusal } from './refusal.ts'
import type { ReplyTo } from './reply-to.ts'
import { type Extension, isSuspended, type Notified, type ShareEnd, type ShareLink } from './share.ts'
import type { MadeLink } from './share-life.ts'
import type { EndReason, ShareState } from './share-state.ts'

// The steps of an extension, as in share-life.ts: the share as it will be, or null where the step does not apply.

/** As many events as no share has. */
const TO_BE_JUDGED = -1

/** The extension that is under way under this reference, while something may come of it. */
const underWay = (share: ShareLink, reference: string): Extension | null => {
  const extension = extensionUnderWay(share)
  return extension?.reference === reference ? extension : null
}

/** Whether the portal was asked to write the link for the extension that is on record. */
export const isWritten = ({ extending, rewrittenAt }: ShareLink): boolean =>
  extending !== null && rewrittenAt !== null && rewrittenAt >= extending.askedAt

/** Stored before the portal hears of it. While the link is being removed it may be announced already. */
export const announceExtension = (
  share: ShareLink,
  extension: Extension,
  replyTo: ReplyTo | null,
): ShareLink | null =>
  share.extending === null && (share.state === 'active' || canBeRevived(share))
    ? { ...share, extending: { ...extension, replyTo, refusal: null } }
    : null

/**
 * Stored before each writing of the link: an end that comes from here on must reckon with a link that a slow
 * portal writes late.
 */
export const startRewriting = (share: ShareLink, reference: string, now: number): ShareLink | null => {
  const extension = underWay(share, reference)
  const may =
    extension !== null && share.state !== 'revoking' && whyNotCarriedOut(share, extension, now) === null
  return may ? { ...share, rewrittenAt: now } : null
}

/**
 * What is known of changes at the portal once the link was written with what was `kept` of them. What is to be put back, and
 * told then, is looked at by that.
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
  // People know of what is left, where they know of it all.
  const isTold = drift !== null && !tellsDrift(share)
  return { drift: left, notified: isTold ? { ...notified, drift: driftMark({ drift: left }) } : notified }
}

/**
 * The portal has the link with its new terms. `kept`: in what it stays as it was changed there. `from`: the state that it was
 * written in; a share that ended since then has had its link removed, perhaps after it was written.
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
  // One that had ended was written whole: of what was changed before, nothing is left.
  const left =
    end === null ? driftLeft(share, done) : { drift: null, notified: { ...share.notified, drift: null } }
  return {
    ...share,
    state: 'active',
    terms: { ...share.terms, expiresAt, limit },
    address: done.link.address,
    key: done.link.key,
    end: null,
    // From the announcement on: the portal may have had the link long before this run came to say so.
    pastEnds:
      end === null
        ? share.pastEnds
        : [...share.pastEnds, { ...withoutStuck(end), revivedAt: Math.max(askedAt, end.verifiedAt ?? 0) }],
    drift: left.drift,
    notified: { ...left.notified, end: 'no' },
    endIsNear: null,
    // What happened by its link since the announcement was after its end, and is of its life now.
    judgedEvents: end === null ? share.judgedEvents : TO_BE_JUDGED,
    extensions: [...share.extensions, extension],
    looseLinkIds: share.looseLinkIds.filter((id) => id !== share.linkId),
  }
}

/** Why it did not resume is of no interest when it has, or when it never will. */
const withoutStuck = ({ stuck: _, ...end }: ShareEnd): ShareEnd => end

/** What is remembered of a resumption that was refused, so that it is not tried again at once. */
const endAfterRefusal = (share: ShareLink, { by }: Extension, refusal: Refusal, now: number) =>
  share.end !== null && by === null && isSuspended(share)
    ? { ...share.end, stuck: { refusal, tries: (share.end.stuck?.tries ?? 0) + 1, triedAt: now } }
    : share.end

/**
 * Nothing comes of an extension: a live share stays as it is; of one that is over, whatever the portal may
 * have made of it is to be removed. Where it was asked for nothing, there is nothing to remove.
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

/** Whoever asked for the extension was told what came of it. */
export const extensionAnswered = (share: ShareLink, reference: string): ShareLink | null =>
  share.extending?.reference === reference && underWay(share, reference) === null
    ? { ...share, extending: null }
    : null

/** Stored before a live share's link is written as it is to be, where something else was found at the portal. */
export const startRepair = (share: ShareLink, now: number): ShareLink | null =>
  share.state === 'active' && !isBeingExtended(share) ? { ...share, rewrittenAt: now } : null

/** A link that was gone may have come back under another address: then the message is to be written anew. */
export const linkRepaired = (share: ShareLink, link: MadeLink): ShareLink | null =>
  share.state === 'active' && link.id === share.linkId && link.address !== share.address
    ? { ...share, address: link.address, key: link.key, notified: { ...share.notified, fingerprint: null } }
    : null

/** The channel heard that the link is dead; that it stays so is told in the thread alone. */
const ofOtherEnd = (notified: Notified['end']): Notified['end'] =>
  notified === 'notified' ? 'telling' : notified

/**
 * A share that is over already, but was about to be revived, or was only suspended, is over for another reason: it does
 * not resume by itself. What a person has ended never does.
 */
export const stayOver = (share: ShareLink, reason: EndReason, by: string | null): ShareLink | null =>
  share.end !== null && (isBeingExtended(share) || isSuspended(share))
    ? {
        ...share,
        sealedPassword: reason === 'manual' ? null : share.sealedPassword,
        end: { ...withoutStuck(share.end), reason, by },
        notified: isSuspended(share)
          ? { ...share.notified, end: ofOtherEnd(share.notified.end), endPrivately: false }
          : share.notified,
      }
    : null
