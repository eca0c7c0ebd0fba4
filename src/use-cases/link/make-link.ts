import type { LinkDifference } from '../../domain/drift.ts'
import { directAddress, pageAddress } from '../../domain/link-address.ts'
import type { LinkRequest, PortalLink } from '../../domain/portal-facts.ts'
import { keeping } from '../../domain/repair.ts'
import type { ShareLink } from '../../domain/share.ts'
import type { MadeLink } from '../../domain/share-life.ts'
import { howLinkDiffers } from '../../domain/shareable.ts'
import type { Log, Now, Portal } from '../ports.ts'
import { RefusalError } from './refusal-error.ts'

/** What the portal is asked for: the whole of a link, whatever of it is new. */
const linkRequest = (
  share: ShareLink,
  password: string | null,
  kept: readonly LinkDifference[],
): LinkRequest => ({
  fileId: share.file.id,
  linkId: share.linkId,
  title: `Slack #${share.channel.name} - ${share.creator.name} - ${share.id}`,
  expiresAt: share.terms.expiresAt,
  denyDownload: share.terms.viewOnly,
  password,
  ...keeping(kept),
})

/**
 * Has the portal write a link with our own id, safe to repeat, and gives it where it is the link that was asked for.
 * Throws `PortalError`, or `RefusalError` where it is not.
 */
export const writeLink =
  ({ portal, log }: { portal: Pick<Portal, 'putLink'>; log: Log }) =>
  async (asked: LinkRequest): Promise<PortalLink> => {
    const got = await portal.putLink(asked)
    const differs = howLinkDiffers(asked, got)
    if (differs === null) return got
    log.error({ link: asked.linkId, differs }, 'the portal made another link than was asked for')
    throw new RefusalError({ reason: 'portal-broken' })
  }

/**
 * Has the portal make a share's link, and holds its answer against what was asked. Safe to repeat: the link has our own id.
 * `direct`: which of its addresses is handed out. `kept`: in what it stays as it was changed there. Throws `PortalError`, or
 * `RefusalError` where it is not the link that was asked for.
 */
export const makeLink = ({
  portal,
  portalOrigin,
  now,
  log,
}: {
  portal: Portal
  portalOrigin: string
  now: Now
  log: Log
}) => {
  const write = writeLink({ portal, log })

  return async (
    share: ShareLink,
    password: string | null,
    direct: boolean,
    kept: readonly LinkDifference[] = [],
  ): Promise<MadeLink> => {
    // The portal takes a past end for no end at all (contract 1.3); a job or an answer may come late.
    if (share.terms.expiresAt <= now()) throw new RefusalError({ reason: 'end-passed' })
    const got = await write(linkRequest(share, password, kept))
    const address = direct
      ? directAddress(portalOrigin, share.file.id, got.requestToken)
      : pageAddress(portalOrigin, got.shareLink)
    if (address === null) throw new RefusalError({ reason: 'portal-broken' })
    return { id: share.linkId, address, direct, key: got.requestToken }
  }
}
