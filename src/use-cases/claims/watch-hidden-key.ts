import { linkReplaced } from '../../domain/hidden-key.ts'
import { isKeyOut } from '../../domain/link-use.ts'
import type { ShareLink } from '../../domain/share.ts'
import type { Claims } from '../claim-ports.ts'
import type { Jobs, Log, Now, Shares } from '../ports.ts'

/**
 * Holds what the gate asked of the portal against what the audit trail shows of an exact share's link. Where there are more events,
 * its key is known outside: the link is replaced, and the claims go on with the new one. Costs the same however many
 * events there are.
 */
export const watchHiddenKey =
  ({
    claims,
    shares,
    jobs,
    newLinkId,
    admins,
    now,
    log,
  }: {
    claims: Pick<Claims, 'linkUse'>
    shares: Pick<Shares, 'change'>
    jobs: Pick<Jobs, 'repair' | 'clean' | 'tell'>
    newLinkId: () => string
    /** Who is told, beside its creator: the admins, or their channel. */
    admins: readonly string[]
    now: Now
    log: Log
  }) =>
  async (share: ShareLink): Promise<void> => {
    if (share.state !== 'active') return
    const use = await claims.linkUse(share)
    if (!isKeyOut(use)) return
    const after = await shares.change(share, (current) =>
      current.linkId === share.linkId
        ? linkReplaced(current, { use, newLinkId: newLinkId(), tell: admins, now: now() })
        : null,
    )
    if (!after.changed || after.share === null) return
    log.warn({ share: share.id, ...use }, 'the key of an exact link is known outside, so it is replaced')
    await jobs.repair(after.share, 'due')
    await jobs.clean(after.share)
    await jobs.tell(after.share)
  }
