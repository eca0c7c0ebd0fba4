import { inDoubtUntil } from '../../domain/in-doubt.ts'
import { minuteLinkEnded, minuteLinksToEnd } from '../../domain/minute-links.ts'
import { linkNeededUntil } from '../../domain/open-claims.ts'
import { PortalError } from '../../domain/portal-error.ts'
import type { ShareLink, ShareRef } from '../../domain/share.ts'
import { endVerified } from '../../domain/share-life.ts'
import type { Bounds } from '../audit-ports.ts'
import { noteBound } from '../count/usual-bound.ts'
import type { EndTry } from '../end-ports.ts'
import { type ActingDeps, portalOf } from '../link/portal-of.ts'
import { repairRevived } from '../link/repair-revived.ts'
import type { Jobs, Now, Shares } from '../ports.ts'

/** The file whose link has to be removed; null: none has to, or not any more. */
export const fileToEnd =
  (shares: Pick<Shares, 'get'>) =>
  async (ref: ShareRef): Promise<string | null> => {
    const share = await shares.get(ref)
    return share?.state === 'revoking' ? share.file.id : null
  }

/**
 * Carries out a decided end: deletes the link and checks that it is gone. Throws `PortalError` while it is not; the job
 * is tried again until it is.
 */
export const revokeLink = (
  deps: ActingDeps & {
    shares: Shares
    bounds: Bounds
    jobs: Jobs
    /** Tells admins of a person's link that neither their token nor our key may remove. Left out: they are not told. */
    tellNoRight?: (share: ShareLink) => Promise<void>
    now: Now
  },
) => {
  const { shares, bounds, jobs, now } = deps
  const note = noteBound(bounds)

  /** People have their addresses, so they go first. What cannot be removed, as of a file in the trash, ends by itself within two minutes. */
  const endMinuteLinks = async (share: ShareLink, by: EndTry): Promise<void> => {
    for (const { id } of minuteLinksToEnd(share, now())) {
      await portalOf(deps, share)
        .endLink(share.file.id, id, by)
        .catch((error: unknown) => {
          if (!(error instanceof PortalError) || error.kind !== 'forbidden') throw error
        })
      await shares.change(share, (current) => minuteLinkEnded(current, id))
    }
  }

  /** Once, and whatever comes of it: the end is tried again. */
  const tellNoRight = async (share: ShareLink): Promise<void> => {
    const { changed } = await shares.change(share, (current) =>
      current.notified.noRightToEnd
        ? null
        : { ...current, notified: { ...current.notified, noRightToEnd: true } },
    )
    if (changed) await deps.tellNoRight?.(share)
  }

  /** Makes the link dead for every visitor. Resolves to whether the portal still lists it. */
  const kill = async (share: ShareLink, by: EndTry): Promise<boolean> => {
    try {
      await portalOf(deps, share).endLink(share.file.id, share.linkId, by)
      return false
    } catch (error) {
      // Nobody may touch the links of a file in the trash, and nobody can follow them.
      const forbidden = error instanceof PortalError && error.kind === 'forbidden'
      if (forbidden && share.key !== null && (await deps.portal.linkIsDead(share.key, by))) return true
      if (forbidden && by.lane === 'again' && share.account !== undefined)
        await tellNoRight(share).catch(() => undefined)
      throw error
    }
  }

  return async (ref: ShareRef, by: EndTry = { lane: 'first' }): Promise<void> => {
    const share = await shares.get(ref)
    // An earlier run may have died right after it removed a link that was revived since.
    if (share?.state !== 'revoking') {
      // Or it died right before it kept how long that took.
      if (share !== null) await note(share)
      return repairRevived(jobs, share)
    }
    await endMinuteLinks(share, by)
    // Nobody but the gate knows the link of an exact share, and the gate gives no new download any more.
    const neededUntil = linkNeededUntil(share)
    const needed = now() < neededUntil
    const listed = needed || (await kill(share, by))
    // A slow portal may still carry out a request to make the link on which we gave up.
    const loose = listed || now() < inDoubtUntil(share)
    const ended = await shares.change(share, (current) => endVerified(current, { now: now(), loose, needed }))
    if (ended.share === null) return
    await note(ended.share)
    await repairRevived(jobs, ended.share)
    await jobs.tell(ended.share, 'ended')
    if (loose) await jobs.cleanLater(ref, Math.max(0, neededUntil - now(), inDoubtUntil(share) - now()))
  }
}
