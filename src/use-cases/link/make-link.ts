import type { LinkDifference } from '../../domain/drift.ts'
import { directAddress, pageAddress } from '../../domain/link-address.ts'
import type { LinkRequest, PortalLink } from '../../domain/portal-facts.ts'
import { keeping } from '../../domain/repair.ts'
import { isExact, type ShareLink } from '../../domain/share.ts'
import type { MadeLink } from '../../domain/share-life.ts'
import { howLinkDiffers } from '../../domain/shareable.ts'
import type { Log, Now, Portal } from '../ports.ts'
import { RefusalError } from './refusal-error.ts'

/** By which people at the portal know whose link it is. */
export const linkTitle = ({ channel, creator, id }: ShareLink): string =>
  `Slack #${channel.name} - ${creator.name} - ${id}`

/** The request to write a link. Always the whole link, even where little of it is new. */
const linkRequest = (
  share: ShareLink,
  password: string | null,
  kept: readonly LinkDifference[],
): LinkRequest => ({
  fileId: share.file.id,
  linkId: share.linkId,
  title: linkTitle(share),
  expiresAt: share.terms.expiresAt,
  denyDownload: share.terms.viewOnly,
  password,
  ...keeping(kept),
})

/**
 * Has the portal write a link with our own id, which is safe to repeat. Throws `PortalError`, or `RefusalError` where
 * the portal wrote something else than was asked for.
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

/** A share's link as it is at the portal. Throws `RefusalError` where its address is none. */
export const madeLink = (
  portalOrigin: string,
  share: ShareLink,
  direct: boolean,
  { requestToken: key, shareLink }: Pick<PortalLink, 'requestToken' | 'shareLink'>,
): MadeLink => {
  const address = direct
    ? directAddress(portalOrigin, share.file.id, key)
    : pageAddress(portalOrigin, shareLink)
  if (address === null) throw new RefusalError({ reason: 'portal-broken' })
  return { id: share.linkId, address: isExact(share) ? null : address, direct, key }
}

/**
 * Has the portal make a share's link, and compares the answer with what was asked for. Safe to repeat: the link has our
 * own id. `direct`: which of its addresses people get. `kept`: what stays as it was changed at the portal. Throws
 * `PortalError`, or `RefusalError` where it is not the link that was asked for.
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
    // A job may run late, and the portal takes a past end for no end at all (docs/portal.md, The end).
    if (share.terms.expiresAt <= now()) throw new RefusalError({ reason: 'end-passed' })
    return madeLink(portalOrigin, share, direct, await write(linkRequest(share, password, kept)))
  }
}
