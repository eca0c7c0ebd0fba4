import type { ShareLink } from '../../domain/share.ts'
import type { Jobs } from '../ports.ts'

/** A late removal may have taken the link of a share that lives again, so its repair is queued. */
export const repairRevived = async (jobs: Jobs, share: ShareLink | null): Promise<void> => {
  if (share?.state === 'active' && share.pastEnds.length > 0) await jobs.repair(share)
}
