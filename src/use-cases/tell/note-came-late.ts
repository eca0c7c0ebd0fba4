import { cameLate } from '../../domain/came-late.ts'
import type { ShareGone } from '../../domain/gone.ts'
import type { ShareRef } from '../../domain/share.ts'
import type { Jobs, Shares } from '../ports.ts'

/** Somebody came for what an exact share gives no more. It is put on record, so that its creator hears of it whatever happens next. */
export const noteCameLate =
  ({ shares, jobs }: { shares: Pick<Shares, 'change'>; jobs: Pick<Jobs, 'tell'> }) =>
  async (ref: ShareRef, why: ShareGone): Promise<void> => {
    const { changed, share } = await shares.change(ref, (current) => cameLate(current, why))
    // Of a live one that is told with its end.
    if (changed && share !== null && share.end !== null) await jobs.tell(share)
  }
