import type { Claim } from './claim.ts'
import { concerns } from './downloads.ts'
import { isByPresentLink } from './hidden-key.ts'
import type { LinkUse } from './link-use.ts'
import type { AuditEvent } from './portal-facts.ts'
import type { ShareLink } from './share.ts'

// Claims of exact shares that were made after the moment from which the records are.

/** A claim as it counts again; who made it is not known. `at`: when its bytes were asked for. */
export type LostClaim = Pick<Claim, 'id' | 'at'>

const linkOf = ({ page }: AuditEvent): string | null =>
  page?.link != null && 'linkId' in page.link ? page.link.linkId : null

/** Events by the share's link, and by links of ours for its file that no record names: perhaps links for its claims. */
export const usesOf = (
  share: ShareLink,
  trail: readonly AuditEvent[],
  isNameless: (linkId: string) => boolean,
): AuditEvent[] =>
  trail.filter((event) => {
    const linkId = linkOf(event)
    const isMine = isByPresentLink(event, share) || (linkId !== null && isNameless(linkId))
    return isMine && concerns(event, share)
  })

/**
 * The uses that the records know nothing of. Each is taken for a claim, since no claim gives a byte without a use. `use`: of the share's
 * link, as the records have it; `unseen`: events that are not among them.
 */
export const lostClaims = (
  share: ShareLink,
  unseen: readonly AuditEvent[],
  { asked, seen }: LinkUse,
  skewMs: number,
): LostClaim[] => {
  const newest = unseen.toSorted((a, b) => b.at - a.at)
  const own = newest.filter((event) => isByPresentLink(event, share))
  const others = newest.filter((event) => !isByPresentLink(event, share))
  const lost = Math.max(0, seen + own.length - asked)
  return [...own.slice(0, lost), ...others].map(({ id, at }) => ({ id: `lost-${id}`, at: at - skewMs }))
}

/** As many as are left of a share with a limit, where it cannot be known which were taken. */
export const allLeft = ({ terms }: ShareLink, taken: number, now: number): LostClaim[] =>
  Array.from({ length: Math.max(0, (terms.limit ?? taken) - taken) }, (_, index) => ({
    id: `lost-left-${index}`,
    at: now,
  }))
