import { briefOf } from '../../domain/brief-share.ts'
import type { Claim } from '../../domain/claim.ts'
import { directAddress } from '../../domain/link-address.ts'
import {
  minuteLinkAsked,
  minuteLinkFor,
  newMinuteLink,
  nextMinuteLinkOver,
  stopsMinuteLinks,
} from '../../domain/minute-links.ts'
import { PortalError } from '../../domain/portal-error.ts'
import type { LinkRequest, PortalLink } from '../../domain/portal-facts.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { hasEnded, type MinuteLink, type ShareLink } from '../../domain/share.ts'
import { howLinkDiffers } from '../../domain/shareable.ts'
import { sharedAsking } from '../../timing/shared-asking.ts'
import type { AddressOf, ClaimAddress, Claims } from '../claim-ports.ts'
import { linkTitle, writeLink } from '../link/make-link.ts'
import { RefusalError } from '../link/refusal-error.ts'
import { whyNotWritten } from '../link/why-not-written.ts'
import type { Jobs, Log, Now, Portal, Shares } from '../ports.ts'

export interface MinuteLinkDeps {
  portal: Portal
  shares: Pick<Shares, 'get' | 'change'>
  claims: Pick<Claims, 'begin' | 'giveBack'>
  jobs: Pick<Jobs, 'removeMinuteLinks'>
  portalOrigin: string
  newLinkId: () => string
  now: Now
  log: Log
}

const request = (share: ShareLink, { id, expiresAt }: MinuteLink): LinkRequest => ({
  fileId: share.file.id,
  linkId: id,
  title: linkTitle(share),
  expiresAt,
  denyDownload: false,
  password: null,
})

/** The link at the portal, where it is as it was asked for. */
const thereOf = (asked: LinkRequest, listed: readonly PortalLink[]): PortalLink | null => {
  const found = listed.find(({ id }) => id === asked.linkId)
  return found !== undefined && howLinkDiffers(asked, found) === null ? found : null
}

/** Where a share is over, that is why; otherwise the claim's time was, or it was given back meanwhile. */
const whyNotFetched = (share: ShareLink): Refusal =>
  hasEnded(share) ? { reason: 'already-over', share: briefOf(share) } : { reason: 'portal-slow' }

/**
 * Where there is no gate, a claim is fetched by a link of its own at the portal, which ends after two minutes and is removed
 * then. The claims of a minute share one: its id is stored before the portal hears of it, so that two processes make the same, and
 * a crash leaves none. The portal gives the bytes, so a claim has begun when its address is handed out.
 */
export const addressByMinuteLink = (deps: MinuteLinkDeps): AddressOf => {
  const { portal, shares, claims, jobs, portalOrigin, newLinkId, now, log } = deps
  const write = writeLink(deps)
  const why = whyNotWritten(deps)

  const refusalOf = async (error: unknown, fileId: string, linkId: string): Promise<RefusalError> => {
    if (error instanceof RefusalError) return error
    if (!(error instanceof PortalError)) throw error
    const refusal = await why(error, { fileId, linkId, hadPassword: false })
    return new RefusalError(
      refusal.reason === 'quota-full' ? { ...refusal, reason: 'no-link-free' } : refusal,
    )
  }

  /** Stores which link is about to be asked for, unless the portal has it already. */
  const chosen = async (share: ShareLink, listed: readonly PortalLink[]): Promise<MinuteLink> => {
    const found: { link?: MinuteLink } = {}
    const { changed, share: after } = await shares.change(share, (current) => {
      const at = now()
      delete found.link
      if (stopsMinuteLinks(current)) return null
      const fresh = { id: newLinkId(), now: at, skewMs: portal.clockSkewMs() }
      found.link = minuteLinkFor(current, at) ?? newMinuteLink(current, fresh)
      if (thereOf(request(share, found.link), listed) !== null) return null
      const asked = minuteLinkAsked(current, found.link, at)
      if (asked === null) throw new RefusalError({ reason: 'portal-busy' })
      return asked
    })
    if (found.link === undefined) throw new RefusalError(whyNotFetched(after ?? share))
    const overAt = changed && after !== null ? nextMinuteLinkOver(after) : null
    if (overAt !== null) await jobs.removeMinuteLinks(share, Math.max(0, overAt - now()))
    return found.link
  }

  const open = async (share: ShareLink): Promise<{ link: MinuteLink; requestToken: string }> => {
    const fileId = share.file.id
    let { linkId } = share
    try {
      // Read first: its answer also shows the portal's clock.
      const listed = await portal.links(fileId)
      const link = await chosen(share, listed)
      linkId = link.id
      const asked = request(share, link)
      const { requestToken } = thereOf(asked, listed) ?? (await write(asked))
      return { link, requestToken }
    } catch (error) {
      throw await refusalOf(error, fileId, linkId)
    }
  }
  /** A crowd that comes at the same time costs the portal one call, or two. */
  const opened = sharedAsking<Awaited<ReturnType<typeof open>>>()

  /** From here on the claim is fetched, as far as anybody here can know. */
  const begin = async (share: ShareLink, claim: Claim, linkId: string): Promise<void> => {
    const stream = { now: now(), bytes: 0, most: Number.MAX_SAFE_INTEGER }
    if ((await claims.begin(share, claim.id, stream)) === 'sends') return
    const after = (await shares.get(share)) ?? share
    // It may have been removed by an end before it was written, and others have its address. What fails is done by
    // `removeMinuteLinks`.
    if (stopsMinuteLinks(after)) await portal.deleteLink(share.file.id, linkId).catch(() => undefined)
    throw new RefusalError(whyNotFetched(after))
  }

  const handOut = async (share: ShareLink, claim: Claim): Promise<ClaimAddress> => {
    const { link, requestToken } = await opened(`${share.team}:${share.id}`, () => open(share))
    await begin(share, claim, link.id)
    const until = Math.min(link.until, share.terms.expiresAt)
    return { address: directAddress(portalOrigin, share.file.id, requestToken), until }
  }

  return async (share, claim) => {
    try {
      return await handOut(share, claim)
    } catch (error) {
      if (!(error instanceof RefusalError)) throw error
      const givenBack = await claims.giveBack(share, claim.id)
      log.warn({ share: share.id, reason: error.refusal.reason, givenBack }, 'a claim was given no address')
      throw error
    }
  }
}
