import type { Vault } from '../ports.ts'
import { RefusalError } from './refusal-error.ts'

/** A kept password, to be given to the portal. Throws `RefusalError`: never a link without the password it is to have. */
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
