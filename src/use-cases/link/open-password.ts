import type { ShareRef } from '../../domain/share.ts'
import type { Vault } from '../ports.ts'
import { RefusalError } from './refusal-error.ts'

/** What a share's password is bound to, so that nobody who can write to the store moves it to another share. */
export const passwordPlace = ({ team, id }: ShareRef): string => JSON.stringify([team, id, 'password'])

/**
 * Opens a stored password for the portal. Throws `RefusalError` where it cannot: a link is never made without its
 * password.
 */
export const openPassword = (
  vault: Vault | null,
  share: ShareRef & { sealedPassword: string | null },
): string | null => {
  if (share.sealedPassword === null) return null
  if (vault === null) throw new RefusalError({ reason: 'no-vault' })
  try {
    return vault.open(share.sealedPassword, passwordPlace(share))
  } catch {
    // Sealed under another key, or for another share.
    throw new RefusalError({ reason: 'no-vault' })
  }
}
