import { isFinished } from './pending-notice.ts'
import { isSuspended, type ShareLink } from './share.ts'

/** What stands in the place of a person who was forgotten: a mark that tells one from another, and names nobody. */
const MARK = 'forgotten:'

/** What is shown in the place of their name. */
const NAME = 'someone'

export const forgottenMark = (unique: string): string => `${MARK}${unique}`

export const isForgotten = (userId: string): boolean => userId.startsWith(MARK)

/** A person as somebody who is not known any more. */
export const nameless = (mark: string): { id: string; name: string } => ({ id: mark, name: NAME })

const isOver = (share: ShareLink): boolean =>
  (share.state === 'revoked' || share.state === 'failed') && !isSuspended(share) && isFinished(share)

/**
 * A share that ended, without the person: as its creator, with the note that they wrote, and as whoever ended, extended or approved it. Null
 * where nothing changes; links that live, or of whose end something is still to be told, stay as they are.
 */
export const withoutPerson = (share: ShareLink, userId: string, mark: string): ShareLink | null => {
  if (!isOver(share)) return null
  const by = <One extends { by: string | null }>(one: One): One =>
    one.by === userId ? { ...one, by: mark } : one
  const isCreator = share.creator.id === userId
  const isSharer = (share.sharedBy ?? share.creator).id === userId
  const after: ShareLink = {
    ...share,
    ...(isCreator ? { creator: nameless(mark) } : {}),
    ...(share.sharedBy?.id === userId ? { sharedBy: nameless(mark) } : {}),
    ...(share.approved?.by === userId ? { approved: { ...share.approved, by: mark } } : {}),
    ...(isSharer ? { terms: { ...share.terms, note: null } } : {}),
    end: share.end === null ? null : by(share.end),
    pastEnds: share.pastEnds.map(by),
    extensions: share.extensions.map(by),
  }
  return JSON.stringify(after) === JSON.stringify(share) ? null : after
}
