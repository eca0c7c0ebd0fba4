import type { GrantedTerms } from './terms.ts'

/**
 * What becomes of a link that was changed at the portal (`ON_DRIFT`). `tell`: it is told. `guard`: what opens it further is put
 * back besides. `repair`: all of it is.
 */
export type OnDrift = 'tell' | 'guard' | 'repair'

/** One point in which a live share's link at the portal differs from how it was made. */
export type LinkDifference =
  /** Epoch ms; null: the link has no end there. */
  | { what: 'end'; end: number | null }
  | { what: 'internal' }
  /** The portal's number of the access level (docs/portal.md, What a PUT carries). */
  | { what: 'access'; access: number }
  | { what: 'denyDownload'; denied: boolean }
  | { what: 'password'; has: boolean }

/**
 * Whether visitors can do more, or for longer, than the link was made for. Our links are never internal, so one that is
 * internal was closed further. An unknown access level is taken for a wide one.
 */
export const opensFurther = (
  difference: LinkDifference,
  { expiresAt }: Pick<GrantedTerms, 'expiresAt'>,
): boolean => {
  switch (difference.what) {
    case 'end':
      return difference.end === null || difference.end > expiresAt
    case 'internal':
      return false
    case 'access':
      return true
    case 'denyDownload':
      return !difference.denied
    case 'password':
      return !difference.has
  }
}

/** Where the file is now. `moved`: in another folder than when it was shared; `hidden`: closed to the key. */
export type FilePlace = 'there' | 'moved' | 'trash' | 'archive' | 'hidden'

/**
 * What becomes of a changed link. `none`: it is only told. `due`: it has to be repaired, and is told then. `done`: it
 * was repaired, but for what is `kept`. `failed`: the portal keeps its own value. That is not tried again until the
 * link changes, unless the link is open further than it was made.
 */
export type Repair = 'none' | 'due' | 'done' | 'failed'

/** What somebody changed at the portal while the share was live. */
export interface Drift {
  /** Of a link that was put back: as it was found. */
  link: readonly LinkDifference[]
  /** Of a link that was put back: what stays as it was set there, because it only closes the link further. */
  kept: readonly LinkDifference[]
  file: FilePlace
  /**
   * Display name of the person who changed the link or, where the link is unchanged, moved the file; null: the trail
   * does not say.
   */
  by: string | null
  /** When it was noticed. */
  seenAt: number
  repair: Repair
  /** It is opened as often as it is put back: that goes on, and is told once an hour. `seenAt`: when it was noticed to be so. */
  fought?: true
}

/** Nobody can follow a link to a file in the trash or the archive. Of a hidden file it is not known. */
export const isOutOfReach = (file: FilePlace): boolean =>
  file === 'trash' || file === 'archive' || file === 'hidden'

/** In what the link differs from how it was made, as far as is known. */
export const lastingDifferences = ({
  link,
  kept,
  repair,
}: Pick<Drift, 'link' | 'kept' | 'repair'>): readonly LinkDifference[] => (repair === 'done' ? kept : link)

/** Whether the file can be had by the link, as far as is known of both. A link of the portal's page still shows it where downloads are denied. */
export const canBeOpened = ({
  drift,
  direct,
  terms,
}: {
  drift: Drift | null
  direct: boolean
  terms: Pick<GrantedTerms, 'exact'>
}): boolean => {
  if (drift === null) return true
  if (isOutOfReach(drift.file)) return false
  const isDenied = lastingDifferences(drift).some((one) => one.what === 'denyDownload' && one.denied)
  return !isDenied || !(direct || terms.exact === true)
}

/** Two equal marks are the same piece of news; null where the link is as it was made. */
export const driftMark = ({ drift }: { drift: Drift | null }): string | null =>
  drift === null ? null : JSON.stringify([drift.link, drift.file, drift.repair, drift.seenAt, drift.kept])

/** What a mark was made from, so what people were told last. Null: they were told of nothing. */
export const ofMark = (mark: string | null): Omit<Drift, 'by' | 'fought'> | null => {
  if (mark === null) return null
  const [link, file, repair, seenAt, kept] = JSON.parse(mark) as [
    Drift['link'],
    FilePlace,
    Repair,
    number,
    Drift['kept'],
  ]
  return { link, kept, file, seenAt, repair }
}

/** Whether there is news to tell. A repair that is due is told once its outcome is known. */
export const tellsDrift = (share: { drift: Drift | null; notified: { drift: string | null } }): boolean => {
  const { drift, notified } = share
  if (drift?.repair === 'due') return false
  const isRepairedAgain = drift?.fought === true && drift.repair === 'done'
  if (isRepairedAgain && ofMark(notified.drift)?.seenAt === drift.seenAt) return false
  return driftMark(share) !== notified.drift
}

/** Whether the message shows it while it lasts. Not what was repaired, nor that the file was only moved. */
export const standsInMessage = (drift: Drift): boolean =>
  isOutOfReach(drift.file) || lastingDifferences(drift).length > 0
