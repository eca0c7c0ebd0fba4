import type { ShareLink } from '../../domain/share.ts'
import type { Portal } from '../ports.ts'

/** Who acts at the portal for a link without its creator. */
export interface ActingDeps {
  /** With our key. */
  portal: Portal
  /** For links that were made with the rights of that account. Left out: there are none such. */
  makerPortal?: ((account: string) => Portal) | undefined
}

/** The portal for what is done to a link without its creator. */
export const portalOf = (
  { portal, makerPortal }: ActingDeps,
  { account }: Pick<ShareLink, 'account'>,
): Portal => (account === undefined ? portal : (makerPortal?.(account) ?? portal))
