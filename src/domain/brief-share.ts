import type { GrantedTerms, ShareEnd, ShareLink, ShareState } from './share.ts'

/**
 * What is said of a share in a refusal. Refusals are kept, in the record of the very share too, so a whole share does not fit
 * in here: nowhere is there a second copy of its address, its key or its password.
 */
export interface BriefShare {
  id: string
  state: ShareState
  file: { id: string; title: string }
  downloads: number
  terms: Pick<GrantedTerms, 'limit' | 'viewOnly'>
  /** `stuck`: it could not resume. */
  end: (Pick<ShareEnd, 'reason' | 'by' | 'portalUser' | 'openedAgain'> & { stuck?: true }) | null
  address?: never
  key?: never
  sealedPassword?: never
}

/** What of a share goes into a refusal. */
export const briefOf = ({ id, state, file, downloads, terms, end }: BriefSource): BriefShare => ({
  id,
  state,
  file: { id: file.id, title: file.title },
  downloads,
  terms: { limit: terms.limit, viewOnly: terms.viewOnly },
  end: end === null ? null : briefEnd(end),
})

type BriefSource = Pick<ShareLink | BriefShare, 'id' | 'state' | 'file' | 'downloads' | 'terms' | 'end'>

const briefEnd = ({
  reason,
  by,
  portalUser,
  openedAgain,
  stuck,
}: ShareEnd | NonNullable<BriefShare['end']>): BriefShare['end'] => ({
  reason,
  by,
  ...(portalUser === undefined ? {} : { portalUser }),
  ...(openedAgain === undefined ? {} : { openedAgain }),
  ...(stuck === undefined ? {} : { stuck: true }),
})
