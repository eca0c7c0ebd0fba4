import { type LinkDifference, type OnDrift, opensFurther } from '../../domain/drift.ts'
import { isBeingExtended } from '../../domain/extension.ts'
import { IN_DOUBT_MS, inDoubtUntil } from '../../domain/in-doubt.ts'
import {
  isSameLink,
  isSameWriting,
  linkOf,
  type RepairEnd,
  repairEnded,
  shareDifferences,
} from '../../domain/notice-drift.ts'
import { PortalError } from '../../domain/portal-error.ts'
import type { PortalLink } from '../../domain/portal-facts.ts'
import { closedFurther, planRepair, type RepairPlan } from '../../domain/repair.ts'
import type { ShareLink, ShareRef } from '../../domain/share.ts'
import { linkRepaired, startRepair } from '../../domain/share-extension.ts'
import type { MadeLink } from '../../domain/share-life.ts'
import { endShare } from '../end/end-share.ts'
import { makeLink } from '../link/make-link.ts'
import { openPassword } from '../link/open-password.ts'
import { RefusalError } from '../link/refusal-error.ts'
import type { Jobs, Log, Now, Portal, Shares, Vault } from '../ports.ts'

export interface RepairDeps {
  portal: Portal
  shares: Shares
  jobs: Jobs
  vault: Vault | null
  portalOrigin: string
  onDrift: OnDrift
  now: Now
  log: Log
}

/**
 * Sees that the portal has a live share's link as the record says, and writes it anew where it has not: after
 * an extension whose link a late removal may have taken, and after one that was refused when the portal may have
 * written it already; and after a change at the portal that is to be put back (`ON_DRIFT`), of which it notes what
 * came of it. One that stays open further than it was made, written twice, is ended. Looks once more when no late writing need
 * be feared. Throws while it cannot be done; the job comes back until it is, or the share is over.
 */
export const repairLink = (deps: RepairDeps) => {
  const { portal, shares, jobs, onDrift, now, log } = deps
  const write = makeLink(deps)
  const end = endShare(deps)

  const listed = (share: ShareLink): Promise<PortalLink[] | null> =>
    portal.links(share.file.id).catch((error: unknown) => {
      // Without its file there is no link to be put back.
      if (error instanceof PortalError && error.kind === 'not-found') return null
      throw error
    })

  /**
   * What was found by the look at changes is seen to by that, and told: here it would be put right without a word. `found`:
   * in what the link is not as it was made; null: it is gone.
   */
  const isWatched = ({ drift, pastEnds }: ShareLink, found: readonly LinkDifference[] | null): boolean => {
    if (drift === null) return false
    // Nobody but people at the portal removes the link of what never ended.
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

  /** The portal will not have it as it is to be: how it is then. Null: that is not known. */
  const left = async (share: ShareLink): Promise<LinkDifference[] | null> => {
    const found = linkOf(share, (await listed(share)) ?? [])
    const differences = found === undefined ? [] : shareDifferences(share, found)
    return differences.length === 0 ? null : differences
  }

  /** The same again would end the same. */
  const isHopeless = (error: unknown): boolean =>
    (error instanceof RefusalError && error.refusal.reason !== 'end-passed') ||
    (error instanceof PortalError && (error.kind === 'forbidden' || error.kind === 'rejected'))

  /** The link as the portal says that it was written, or why that is hopeless. Throws what is worth another try. */
  const wrote = async (share: ShareLink, kept: readonly LinkDifference[]): Promise<MadeLink | Error> => {
    try {
      return await write(share, openPassword(deps.vault, share.sealedPassword), share.direct, kept)
    } catch (error) {
      if (error instanceof Error && isHopeless(error)) return error
      throw error
    }
  }

  /** It cannot be closed to what it was made for: then it is closed to everybody. */
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
    // The portal's answer alone is not taken for it: a link that stays open is noticed by nobody else.
    const found = await left(writing)
    if (found?.some((one) => opensFurther(one, writing.terms))) {
      return isAgain ? endOpen(writing) : repair(writing, what, kept, true)
    }
    if (made instanceof Error) return repaired(share, { repair: 'failed', link: found })
    return repaired(share, { repair: 'done', kept }, (current) => linkRepaired(current, made))
  }

  /** What a late writing or a late removal of our own has left is put right, but for what only people can have closed. */
  const leftByOurs = (found: readonly LinkDifference[], share: ShareLink): RepairPlan => {
    const kept = closedFurther(found, share, onDrift)
    return { back: found.filter((one) => !kept.includes(one)), kept }
  }

  const mend = async (share: ShareLink, links: readonly PortalLink[]): Promise<void> => {
    const link = linkOf(share, links)
    const found = link === undefined ? null : shareDifferences(share, link)
    if (isWatched(share, found)) return
    if (found === null) return repair(share, 'gone', [])
    const { back, kept } =
      share.drift?.repair === 'due' ? planRepair(found, share, onDrift, now()) : leftByOurs(found, share)
    const what = back[0]?.what
    if (what !== undefined) return repair(share, what, kept)
    // Over there by an end of its own, it is not opened by being left as it is.
    const isOpen = kept.some((one) => opensFurther(one, share.terms))
    return repaired(share, isOpen ? { repair: 'none', link: kept } : { repair: 'done', kept })
  }

  return async (ref: ShareRef): Promise<void> => {
    const share = await shares.get(ref)
    // The portal takes a past end for no end at all (contract 1.3): it is about to be ended.
    if (share?.state !== 'active' || share.terms.expiresAt <= now()) return
    // It is being written just now, perhaps in vain.
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
