import type { ShareLink } from './share.ts'

/**
 * Until when (epoch ms) claims that were made before the end need the link at the portal. Only for an end by the limit: any other
 * ends them too.
 */
export const linkNeededUntil = ({ end, claims }: Pick<ShareLink, 'end' | 'claims'>): number =>
  end?.reason === 'limit' ? (claims?.openUntil ?? 0) : 0

/** It is used up, and its last downloads may still run, as far as the record says: a person can stop them. */
export const hasOpenClaims = (
  share: Pick<ShareLink, 'end' | 'claims' | 'linkId' | 'looseLinkIds'>,
): boolean => linkNeededUntil(share) > 0 && share.looseLinkIds.includes(share.linkId)
