import type { LinkUse } from './link-use.ts'
import type { AuditEvent } from './portal-facts.ts'
import { isFoughtOver, withRepair } from './repair.ts'
import { isExact, type ShareLink } from './share.ts'

/** Whether an event is of the share's present link, and not of one that was replaced. */
export const isByPresentLink = (
  { page }: Pick<AuditEvent, 'page'>,
  { linkId }: Pick<ShareLink, 'linkId'>,
): boolean => page?.link != null && 'linkId' in page.link && page.link.linkId === linkId

/** The share is live, and its link is just being replaced by one with another key. */
export const isKeyAwaited = ({ state, key }: Pick<ShareLink, 'state' | 'key'>): boolean =>
  state === 'active' && key === null

/**
 * The share without the link whose key is out: another one, which the portal does not have yet, takes its place, and the former
 * one is to be removed. Not while an extension writes the link, and no oftener than a link is put back that is fought over. `tell`:
 * who hears of it.
 */
export const linkReplaced = (
  share: ShareLink,
  { use, newLinkId, tell, now }: { use: LinkUse; newLinkId: string; tell: readonly string[]; now: number },
): ShareLink | null =>
  share.state === 'active' &&
  isExact(share) &&
  share.key !== null &&
  share.extending === null &&
  !isFoughtOver(share, now)
    ? {
        ...share,
        linkId: newLinkId,
        key: null,
        formerLinkIds: [...share.formerLinkIds, share.linkId],
        looseLinkIds: [...share.looseLinkIds, share.linkId],
        cleanedAt: null,
        // What people changed of the former link is gone with it.
        drift: null,
        notified: {
          ...share.notified,
          drift: null,
          keyOutUntold: [...new Set([...(share.notified.keyOutUntold ?? []), ...tell, share.creator.id])],
        },
        keyOut: { ...use, seenAt: now },
        rewrittenAt: now,
        repairs: withRepair(share, now),
      }
    : null
