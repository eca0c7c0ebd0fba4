import { portalDate } from './dates.ts'
import { requestToken } from './request-token.ts'
import { forcedInternal } from './rights.ts'
import type { Link, PortalFile, PortalState } from './state-types.ts'
import { atLeast } from './version.ts'

/** Computed at read time (docs/portal.md, Making and deleting safely): the end has come. */
export const isExpired = (link: Link, now: Date): boolean =>
  link.expirationDate !== null && Date.parse(link.expirationDate) <= now.getTime()

export const shareLinkOf = (state: PortalState, link: Link): string =>
  `${state.settings.origin}/s/${link.code}`

export const tokenOf = (state: PortalState, linkId: string): string =>
  requestToken(linkId, state.signingSecret)

/** A link as the portal answers it; the password in clear, as it does (docs/portal.md, Making and deleting safely). */
export const linkView = (state: PortalState, file: PortalFile, link: Link, now: Date) => {
  const { portalOffsetMinutes, version } = state.settings
  const shared = {
    id: link.id,
    title: link.title,
    shareLink: shareLinkOf(state, link),
    expirationDate: link.expirationDate && portalDate(link.expirationDate, portalOffsetMinutes),
    linkType: 1,
    password: link.password,
    denyDownload: link.denyDownload,
    isExpired: isExpired(link, now),
    primary: link.primary,
    internal: link.internal,
    requestToken: tokenOf(state, link.id),
  }
  return {
    access: link.access,
    sharedTo: shared,
    ...(atLeast(version, 3, 5) ? { sharedLink: shared } : {}),
    isLocked: false,
    isOwner: false,
    canEditAccess: false,
    canEditInternal: forcedInternal(state, file) === undefined,
    canEditDenyDownload: true,
    canEditExpirationDate: link.holder.kind === 'file',
    canRevoke: false,
    subjectType: link.primary ? 4 : 1,
  }
}
