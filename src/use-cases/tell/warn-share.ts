import type { ShareRef } from '../../domain/share.ts'
import { endNears } from '../../domain/warning.ts'
import type { Jobs, Now, Shares } from '../ports.ts'

/** The moment before a share's end has come at which it is to be warned of; a moved end is warned of anew. */
export const warnShare =
  ({ shares, jobs, now }: { shares: Shares; jobs: Jobs; now: Now }) =>
  async (ref: ShareRef, expiresAt: number): Promise<void> => {
    const { share } = await shares.change(ref, (current) => endNears(current, expiresAt, now()))
    // Asked for again by a run that takes over from one which died before this.
    if (share?.state === 'active' && share.endIsNear === expiresAt) await jobs.tell(share)
  }
