import type { ShareLink } from './share.ts'

/** Another person sees to a live share from now on, and is told what its creator would be. Null: it is theirs already. */
export const takenOver = (share: ShareLink, by: ShareLink['creator']): ShareLink | null =>
  share.creator.id === by.id ? null : { ...share, creator: by, sharedBy: share.sharedBy ?? share.creator }
