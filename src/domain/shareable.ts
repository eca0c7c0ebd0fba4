import type { LinkDifference } from './drift.ts'
import type { LinkRequest, PortalFile, PortalLink } from './portal-facts.ts'
import type { Refusal } from './refusal.ts'

/** Room types of the contract (section 4). */
const FORM_FILLING_ROOM = 15
const DATA_ROOM = 29
/** The access level of every link of ours (contract 1.2). */
const READ = 2

/** Why a file cannot be shared by a link of ours; null when it can (contract 1.2, 1.4, 1.5, section 4). */
export const whyNotShareable = (file: PortalFile, links: readonly PortalLink[]): Refusal | null => {
  const { title } = file
  if (file.roomType === DATA_ROOM) return { reason: 'data-room', title }
  if (file.isForm && file.roomType === FORM_FILLING_ROOM) return { reason: 'form-room', title }
  if (!file.canShare || file.linkQuota <= 0 || !file.externalRights.includes('Read')) {
    return { reason: 'not-shareable', title }
  }
  // Expired links hold their slot until they are deleted (contract 1.5).
  const taken = links.filter((link) => !link.primary).length
  return taken >= file.linkQuota ? { reason: 'quota-full', title, quota: file.linkQuota } : null
}

/**
 * In what a link of ours is not as it is to be. A date the portal could not use is dropped in silence, `internal` may be
 * forced (contract 1.3, 1.4), and anybody who manages the file may have changed it since.
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

/** In what the portal's answer differs from what was asked; null when it is the link that was asked for. */
export const howLinkDiffers = (asked: LinkRequest, got: PortalLink): string | null => {
  if (got.id !== asked.linkId) return 'id'
  if (got.primary) return 'primary'
  const differences = linkDifferences(asked, got).filter(
    ({ what }) => !(what === 'internal' && asked.internal),
  )
  return differences[0]?.what ?? null
}
