import { isSuspended, type ShareLink } from './share.ts'

// A channel turns external while links stand in it: each owner is asked whether people of the other company may use theirs. What
// was agreed to before says nothing of a company that comes later.

const standsOpen = (share: ShareLink): boolean =>
  share.state === 'creating' || share.state === 'active' || isSuspended(share)

/** Its owner is yet to be asked. `at`: the asking that is under way, if any. */
export const isToAskOfOutsiders = (share: ShareLink, at?: number): boolean =>
  standsOpen(share) &&
  share.outsidersAgreed === undefined &&
  (share.outsidersAskedAt === undefined || share.outsidersAskedAt === at)

export const askedOfOutsiders = (share: ShareLink, at: number): ShareLink | null =>
  isToAskOfOutsiders(share) ? { ...share, outsidersAskedAt: at } : null

/** Whether that question was about this link, and it can still be answered. */
export const isAskedOfOutsiders = (share: ShareLink, at: number): boolean =>
  standsOpen(share) && share.outsidersAskedAt === at

export const outsidersAllowed = (share: ShareLink, at: number): ShareLink | null =>
  isAskedOfOutsiders(share, at) && share.outsidersAgreed === undefined
    ? { ...share, outsidersAgreed: true }
    : null

/** Another company came, or went, at that moment: what was asked and agreed before does not hold any more. */
export const outsidersChanged = (share: ShareLink, at: number): ShareLink | null => {
  const { outsidersAgreed, outsidersAskedAt, ...rest } = share
  const isNews = share.createdAt < at && (outsidersAskedAt ?? 0) < at
  const hasMark = outsidersAgreed !== undefined || outsidersAskedAt !== undefined
  return standsOpen(share) && isNews && hasMark ? rest : null
}
