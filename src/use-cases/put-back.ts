import { isBeingExtended } from '../domain/extension.ts'
import { LATE_WRITE_MS, quietFrom } from '../domain/late-write.ts'
import { PortalError } from '../domain/portal-error.ts'
import type { PortalLink } from '../domain/portal-facts.ts'
import type { ShareLink, ShareRef } from '../domain/share.ts'
import { hasPutBack, startPuttingBack } from '../domain/share-extension.ts'
import { howLinkDiffers } from '../domain/shareable.ts'
import { linkRequest, makeLink } from './make-link.ts'
import { openPassword } from './open-password.ts'
import type { Jobs, Log, Now, Portal, Shares, Vault } from './ports.ts'

/** A removal of its link may have come too late for a share that lives again: has the link looked after. */
export const putBackWhatCameBack = async (jobs: Jobs, share: ShareLink | null): Promise<void> => {
  if (share?.state === 'active' && share.pastEnds.length > 0) await jobs.putBack(share)
}

export interface PutBackDeps {
  portal: Portal
  shares: Shares
  jobs: Jobs
  vault: Vault | null
  portalOrigin: string
  now: Now
  log: Log
}

/**
 * Sees that the portal has a live share's link as the record says, and writes it anew where it has not: after
 * an extension whose link a late removal may have taken, and after one that was refused when the portal may have
 * written it already. Looks once more when no late writing need be feared. Throws while it cannot be done; the
 * job comes back until it is, or the share is over.
 */
export const putBackLink = (deps: PutBackDeps) => {
  const { portal, shares, jobs, now, log } = deps
  const write = makeLink(deps)

  const listed = (share: ShareLink): Promise<PortalLink[] | null> =>
    portal.links(share.file.id).catch((error: unknown) => {
      // Without its file there is no link to be put back.
      if (error instanceof PortalError && error.kind === 'not-found') return null
      throw error
    })

  /** In what the link at the portal is another than it is to be; null when it is right. */
  const differs = (share: ShareLink, links: readonly PortalLink[]): string | null => {
    const found = links.find(({ id }) => id.toLowerCase() === share.linkId.toLowerCase())
    if (found === undefined) return 'gone'
    // Only whether there is a password is compared, not which.
    const asked = linkRequest(share, share.sealedPassword)
    return howLinkDiffers(asked, { ...found, id: share.linkId })
  }

  const putBack = async (share: ShareLink, what: string): Promise<void> => {
    const started = await shares.change(share, (current) => startPuttingBack(current, now()))
    if (!started.changed || started.share === null) return
    log.warn(
      { share: share.id, differs: what },
      'the link of a share was not as it is to be and is written anew',
    )
    const { sealedPassword, direct } = started.share
    const made = await write(started.share, openPassword(deps.vault, sealedPassword), direct)
    const after = await shares.change(share, (current) => hasPutBack(current, made))
    if (after.changed && after.share !== null) await jobs.tell(after.share)
  }

  return async (ref: ShareRef): Promise<void> => {
    const share = await shares.get(ref)
    // The portal takes a past end for no end at all (contract 1.3): it is about to be ended.
    if (share?.state !== 'active' || share.terms.expiresAt <= now()) return
    // It is being written just now, perhaps in vain.
    if (isBeingExtended(share)) return jobs.putBackLater(share, LATE_WRITE_MS)
    const links = await listed(share)
    if (links === null) return
    const what = differs(share, links)
    if (what !== null) await putBack(share, what)
    const since = await shares.get(ref)
    if (since?.state !== 'active') return
    const wait = quietFrom(since) - now()
    if (wait > 0) await jobs.putBackLater(since, wait)
  }
}
