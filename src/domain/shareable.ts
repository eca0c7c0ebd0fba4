import type { Refusal } from './answer.ts'
import type { LinkRequest, PortalFile, PortalLink } from './portal-facts.ts'

/** Room types of the contract (section 4). */
const FORM_FILLING_ROOM = 15
const DATA_ROOM = 29

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
 * In what the portal's answer differs from what was asked; null when it is the link that was asked for.
 * A date the portal could not use is dropped in silence, and `internal` may be forced (contract 1.3, 1.4).
 */
export const howLinkDiffers = (asked: LinkRequest, got: PortalLink): string | null => {
  if (got.id !== asked.linkId) return 'id'
  if (got.expiresAt === null || Math.abs(got.expiresAt - asked.expiresAt) >= 1_000) return 'expirationDate'
  if (got.internal) return 'internal'
  if (got.access !== 2) return 'access'
  if (got.primary) return 'primary'
  if (got.denyDownload !== asked.denyDownload) return 'denyDownload'
  if (got.hasPassword !== (asked.password !== null)) return 'password'
  return null
}
