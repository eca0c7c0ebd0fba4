import type { Vault } from '../ports.ts'
import { RefusalError } from './refusal-error.ts'

/**
 * Opens a stored password for the portal. Throws `RefusalError` where it cannot: a link is never made without its
 * password.
 */
export const openPassword = (vault: Vault | null, sealed: string | null): string | null => {
  if (sealed === null) return null
  if (vault === null) throw new RefusalError({ reason: 'no-vault' })
  try {
    return vault.open(sealed)
  } catch {
    // Sealed under another key.
    throw new RefusalError({ reason: 'no-vault' })
  }
}
