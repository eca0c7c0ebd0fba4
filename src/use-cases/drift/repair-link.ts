import { type LinkDifference, type OnDrift, opensFurther } from '../../domain/drift.ts'
import { isBeingExtended } from '../../domain/extension.ts'
import { isKeyAwaited } from '../../domain/hidden-key.ts'
import { IN_DOUBT_MS, inDoubtUntil } from '../../domain/in-doubt.ts'
import {
  isSameLink,
  isSameWriting,
  lateEnd,
  linkOf,
  type RepairEnd,
  repairEnded,
  shareDifferences,
} from '../../domain/notice-drift.ts'
import { PortalError } from '../../domain/portal-error.ts'
import type { PortalLink } from '../../domain/portal-facts.ts'
import { planRepair, type RepairPlan } from '../../domain/repair.ts'
import type { ShareLink, ShareRef } from '../../domain/share.ts'
import { linkRepaired, startRepair } from '../../domain/share-extension.ts'
import type { MadeLink } from '../../domain/share-life.ts'
import { endShare } from '../end/end-share.ts'
import { madeLink, makeLink } from '../link/make-link.ts'
import { openPassword } from '../link/open-password.ts'
import { type ActingDeps, portalOf } from '../link/portal-of.ts'
import { RefusalError } from '../link/refusal-error.ts'
import type { Jobs, Log, Now, Shares, Vault } from '../ports.ts'

export interface RepairDeps extends ActingDeps {
  shares: Shares
  jobs: Jobs
  vault: Vault | null
  portalOrigin: string
  onDrift: OnDrift
  now: Now
  log: Log
}

/**
 * Checks that the portal has a live share's link as the record says, and writes it anew where it has not. Needed after
 * an extension whose link a late removal may have taken; after one that was refused when the portal may have written it
 * already; and after a change at the portal that has to be repaired (`ON_DRIFT`), whose outcome it notes. A link that
 * is still open further than it was made, after two writes, is ended. Looks once more when no write can come late any
 * more. Throws while it cannot be done; the job is tried again until it is done or the share is over.
 */
export const repairLink = (deps: RepairDeps) => {
  const { shares, jobs, onDrift, now, log } = deps
  const end = endShare(deps)

  const listed = (share: ShareLink): Promise<PortalLink[] | null> =>
    portalOf(deps, share)
      .links(share.file.id)
      .catch((error: unknown) => {
        // Without its file there is no link to repair.
        if (error instanceof PortalError && error.kind === 'not-found') return null
        throw error
      })

  /**
   * Whether the check for drift sees to a difference, and tells people, so that it must not be repaired silently here.
   * `found`: in what the link differs from how it was made; null: it is gone.
   */
  const isWatched = ({ drift, pastEnds }: ShareLink, found: readonly LinkDifference[] | null): boolean => {
    if (drift === null) return false
    // The link of a share that never ended can only have been removed by people at the portal.
    if (found === null) return pastEnds.length === 0
    if (drift.repair === 'none') return isSameLink(drift.link, found)
    return drift.repair === 'done' || drift.repair === 'failed'
  }

  const repaired = async (
    share: ShareLink,
    ended: RepairEnd,
    change: (current: ShareLink) => ShareLink | null = () => null,
  ): Promise<void> => {
    const after = await shares.change(share, (current) => {
      const changed = change(current)
      return repairEnded(changed ?? current, ended) ?? changed
    })
    if (after.changed && after.share !== null) await jobs.tell(after.share)
  }

  /** How the link still differs after a write. Null: that is not known. */
  const left = async (share: ShareLink): Promise<LinkDifference[] | null> => {
    const found = linkOf(share, (await listed(share)) ?? [])
    const differences = found === undefined ? [] : shareDifferences(share, found)
    return differences.length === 0 ? null : differences
  }

  /** Whether the same write again would fail the same way. */
  const isHopeless = (error: unknown): boolean =>
    (error instanceof RefusalError && error.refusal.reason !== 'end-passed') ||
    (error instanceof PortalError && (error.kind === 'forbidden' || error.kind === 'rejected'))

  /** Writes the link. Gives it as the portal answers, or why it is hopeless. Throws what is worth another try. */
  const wrote = async (share: ShareLink, kept: readonly LinkDifference[]): Promise<MadeLink | Error> => {
    const write = makeLink({ ...deps, portal: portalOf(deps, share) })
    try {
      return await write(share, openPassword(deps.vault, share), share.direct, kept)
    } catch (error) {
      if (error instanceof Error && isHopeless(error)) return error
      throw error
    }
  }

  /** The link cannot be closed down to what it was made for, so the share ends. */
  const endOpen = async (share: ShareLink): Promise<void> => {
    const keptOpen = { portalUser: share.drift?.by ?? null }
    await end(share, { keptOpen }, (current) => isSameWriting(current, share))
  }

  const repair = async (
    share: ShareLink,
    what: string,
    kept: readonly LinkDifference[],
    isAgain = false,
  ): Promise<void> => {
    const started = await shares.change(share, (current) =>
      // An extension that was written meanwhile has another end.
      isSameWriting(current, share) ? startRepair(current, now()) : null,
    )
    if (!started.changed || started.share === null) return
    log.warn(
      { share: share.id, differs: what },
      'the link of a share was not as it is to be and is written anew',
    )
    const writing = started.share
    const made = await wrote(writing, kept)
    if (writing.drift?.repair !== 'due') {
      if (made instanceof Error) throw made
      return repaired(share, { repair: 'done', kept }, (current) => linkRepaired(current, made))
    }
    // The portal's answer alone is not trusted here: nothing else would notice a link that stays open.
    const found = await left(writing)
    if (found?.some((one) => opensFurther(one, writing.terms))) {
      return isAgain ? endOpen(writing) : repair(writing, what, kept, true)
    }
    if (made instanceof Error) return repaired(share, { repair: 'failed', link: found })
    return repaired(share, { repair: 'done', kept }, (current) => linkRepaired(current, made))
  }

  /** What to repair of a link; null: what differs was changed by people, which the check for drift notices and tells. */
  const planOf = (share: ShareLink, found: readonly LinkDifference[]): RepairPlan | null => {
    if (share.drift?.repair === 'due') return planRepair(found, share, onDrift, now())
    const late = lateEnd(share, found)
    return late === null ? null : { back: [late], kept: found.filter((one) => one !== late) }
  }

  const mend = async (share: ShareLink, links: readonly PortalLink[]): Promise<void> => {
    const link = linkOf(share, links)
    if (isKeyAwaited(share)) {
      if (link === undefined) return repair(share, 'new', [])
      // It is there already: only what the record knew of it was lost.
      const read = madeLink(deps.portalOrigin, share, share.direct, link)
      return repaired(share, { repair: 'done', kept: [] }, (current) => linkRepaired(current, read))
    }
    const found = link === undefined ? null : shareDifferences(share, link)
    if (isWatched(share, found)) return
    if (found === null) return repair(share, 'gone', [])
    const plan = planOf(share, found)
    if (plan === null) return
    const { back, kept } = plan
    const what = back[0]?.what
    if (what !== undefined) return repair(share, what, kept)
    // A link that is over at the portal is not opened by leaving it as it is.
    const isOpen = kept.some((one) => opensFurther(one, share.terms))
    return repaired(share, isOpen ? { repair: 'none', link: kept } : { repair: 'done', kept })
  }

  return async (ref: ShareRef): Promise<void> => {
    const share = await shares.get(ref)
    // A share whose end has passed is about to be ended. It is not written: the portal takes a past end for no end at
    // all (docs/portal.md, The end).
    if (share?.state !== 'active' || share.terms.expiresAt <= now()) return
    // An extension is just writing it, and may fail.
    if (isBeingExtended(share)) return jobs.repairLater(share, IN_DOUBT_MS)
    const links = await listed(share)
    if (links === null) return
    await mend(share, links)
    const since = await shares.get(ref)
    if (since?.state !== 'active') return
    const wait = inDoubtUntil(since) - now()
    if (wait > 0) await jobs.repairLater(since, wait)
  }
}
