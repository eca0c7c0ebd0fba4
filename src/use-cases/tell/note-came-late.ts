import { cameLate } from '../../domain/came-late.ts'
import type { ShareRef } from '../../domain/share.ts'
import type { Jobs, Shares } from '../ports.ts'

/** Somebody came after the end of an exact share. It is put on record, so that its creator hears of it whatever happens next. */
export const noteCameLate =
  ({ shares, jobs }: { shares: Pick<Shares, 'change'>; jobs: Pick<Jobs, 'tell'> }) =>
  async (ref: ShareRef): Promise<void> => {
    const { changed, share } = await shares.change(ref, cameLate)
    if (changed && share !== null) await jobs.tell(share)
  }
