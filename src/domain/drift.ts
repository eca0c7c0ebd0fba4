import type { ShareLink } from './share.ts'

/** One point in which a live share's link is at the portal not as it was made. */
export type LinkDifference =
  /** Epoch ms; null: the link has no end there. */
  | { what: 'end'; end: number | null }
  | { what: 'internal' }
  /** Numeric access level of the contract (1.2). */
  | { what: 'access'; access: number }
  | { what: 'denyDownload'; denied: boolean }
  | { what: 'password'; has: boolean }

/** Where the file is now. `moved`: in another folder than when it was shared; `hidden`: closed to the key. */
export type FilePlace = 'there' | 'moved' | 'trash' | 'archive' | 'hidden'

/**
 * What becomes of a changed link. `none`: it is only told. `due`: it is to be put back, and told then. `done`: it was put
 * back as it was made. `failed`: the portal would not have it so, and is not asked again until it changes again.
 */
export type Repair = 'none' | 'due' | 'done' | 'failed'

/** What was changed at the portal behind a live share's back. */
export interface Drift {
  /** Of a link that was put back: as it was found. */
  link: readonly LinkDifference[]
  file: FilePlace
  /** Display name of whoever changed the link or, where it is as it was made, moved the file; null: the trail does not say. */
  by: string | null
  /** When it was noticed. */
  seenAt: number
  repair: Repair
}

/** Nobody can follow a link to a file in the trash or the archive (contract 1.7), and what is hidden is not known. */
export const isOutOfReach = (file: FilePlace): boolean =>
  file === 'trash' || file === 'archive' || file === 'hidden'

/** Two equal ones are the same piece of news; null where all is as it was made. */
export const driftMark = ({ drift }: Pick<ShareLink, 'drift'>): string | null =>
  drift === null ? null : JSON.stringify([drift.link, drift.file, drift.repair, drift.seenAt])

/** What a mark was made from: what people were told last. Null: of nothing. */
export const ofMark = (mark: string | null): Pick<Drift, 'link' | 'file' | 'repair'> | null => {
  if (mark === null) return null
  const [link, file, repair] = JSON.parse(mark) as [Drift['link'], FilePlace, Repair]
  return { link, file, repair }
}

/** Whether there is news; what is to be put back is told when it is known what came of it. */
export const tellsDrift = (share: Pick<ShareLink, 'drift' | 'told'>): boolean =>
  share.drift?.repair !== 'due' && driftMark(share) !== share.told.drift

/** What stands in the message while it lasts: not what was put right, nor that the file merely lies elsewhere. */
export const standsInMessage = ({ link, file, repair }: Drift): boolean =>
  isOutOfReach(file) || (link.length > 0 && repair !== 'done')
