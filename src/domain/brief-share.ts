import type { EndReason, ShareState } from './share-state.ts'
import type { GrantedTerms } from './terms.ts'

/**
 * What a refusal says of a share. Refusals are stored, also inside the share that they are about. So they hold these
 * few facts, not the whole share: nowhere is there a second copy of its address, key or password.
 */
export interface BriefShare {
  id: string
  state: ShareState
  file: { id: string; title: string }
  downloads: number
  terms: Pick<GrantedTerms, 'limit' | 'viewOnly'>
  end: BriefEnd | null
  address?: never
  key?: never
  sealedPassword?: never
}

/** What is said of its end; each as in `ShareEnd`. `stuck`: it could not resume. */
interface BriefEnd {
  reason: EndReason
  by: string | null
  portalUser?: string
  keptOpen?: true
  stuck?: true
}

/** A share, or what is kept of one already. */
type BriefSource = Pick<BriefShare, 'id' | 'state' | 'file' | 'downloads' | 'terms'> & {
  end: (Omit<BriefEnd, 'stuck'> & { stuck?: unknown }) | null
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

const briefEnd = ({
  reason,
  by,
  portalUser,
  keptOpen,
  stuck,
}: NonNullable<BriefSource['end']>): BriefEnd => ({
  reason,
  by,
  ...(portalUser === undefined ? {} : { portalUser }),
  ...(keptOpen === undefined ? {} : { keptOpen }),
  ...(stuck === undefined ? {} : { stuck: true }),
})
