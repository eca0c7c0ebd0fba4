import type { ShareLink } from '../../domain/share.ts'
import type { Jobs } from '../ports.ts'

/** A removal of its link may have come too late for a share that lives again: has the link looked after. */
export const repairRevived = async (jobs: Jobs, share: ShareLink | null): Promise<void> => {
  if (share?.state === 'active' && share.pastEnds.length > 0) await jobs.repair(share)
}
