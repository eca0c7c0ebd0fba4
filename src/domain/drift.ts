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

/** What was changed at the portal behind a live share's back. */
export interface Drift {
  link: readonly LinkDifference[]
  file: FilePlace
  /** Display name of the portal's user who made the last change; null where the trail does not say. */
  by: string | null
  /** When it was noticed. */
  seenAt: number
  /** The link was put back as it was made (`ON_DRIFT=repair`). */
  repaired: boolean
}

/** Two equal ones are the same piece of news; null where all is as it was made. */
export const driftMark = ({ drift }: Pick<ShareLink, 'drift'>): string | null =>
  drift === null ? null : JSON.stringify([drift.link, drift.file, drift.repaired, drift.seenAt])
