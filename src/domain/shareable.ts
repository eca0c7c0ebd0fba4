import type { LinkDifference } from './drift.ts'
import type { LinkRequest, PortalFile, PortalLink } from './portal-facts.ts'
import type { Refusal } from './refusal.ts'

/** The portal's numbers of the types of rooms. */
const FORM_FILLING_ROOM = 15
const DATA_ROOM = 29
/** The access level of all our links. */
const READ = 2

/**
 * Why we cannot make a link to a file; null when we can
 * (docs/portal.md, Files and accounts; docs/portal.md, What the portal forces).
 */
export const whyNotShareable = (
  file: PortalFile,
  links: readonly Pick<PortalLink, 'primary'>[],
): Refusal | null => {
  const { title } = file
  if (file.roomType === DATA_ROOM) return { reason: 'data-room', title }
  if (file.isForm && file.roomType === FORM_FILLING_ROOM) return { reason: 'form-room', title }
  if (!file.canShare || file.linkQuota <= 0 || !file.externalRights.includes('Read')) {
    return { reason: 'not-shareable', title }
  }
  // Expired links keep their place until they are deleted (docs/portal.md, How many).
  const taken = links.filter((link) => !link.primary).length
  return taken >= file.linkQuota ? { reason: 'quota-full', title, quota: file.linkQuota } : null
}

/**
 * In what a link of ours differs from how it should be. The portal silently drops an end that it cannot use
 * (docs/portal.md, The end), may force `internal` (docs/portal.md, What the portal forces), and people who manage the
 * file may have changed the link.
 */
export const linkDifferences = (
  { expiresAt, denyDownload, password }: Pick<LinkRequest, 'expiresAt' | 'denyDownload' | 'password'>,
  got: PortalLink,
): LinkDifference[] => {
  const found: LinkDifference[] = []
  if (got.expiresAt === null || Math.abs(got.expiresAt - expiresAt) >= 1_000) {
    found.push({ what: 'end', end: got.expiresAt })
  }
  if (got.internal) found.push({ what: 'internal' })
  if (got.access !== READ) found.push({ what: 'access', access: got.access })
  if (got.denyDownload !== denyDownload) found.push({ what: 'denyDownload', denied: got.denyDownload })
  if (got.hasPassword !== (password !== null)) found.push({ what: 'password', has: got.hasPassword })
  return found
}

/** In what the portal's answer differs from what was asked for; null when it does not. */
export const howLinkDiffers = (asked: LinkRequest, got: PortalLink): string | null => {
  if (got.id !== asked.linkId) return 'id'
  if (got.primary) return 'primary'
  const differences = linkDifferences(asked, got).filter(
    ({ what }) => !(what === 'internal' && asked.internal),
  )
  return differences[0]?.what ?? null
}
