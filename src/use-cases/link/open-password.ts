import type { Vault } from '../ports.ts'
import { Refused } from './refused.ts'

/** A kept password, to be given to the portal. Throws `Refused`: never a link without the password it is to have. */
export const openPassword = (vault: Vault | null, sealed: string | null): string | null => {
  if (sealed === null) return null
  if (vault === null) throw new Refused({ reason: 'no-vault' })
  try {
    return vault.open(sealed)
  } catch {
    // Sealed under another key.
    throw new Refused({ reason: 'no-vault' })
  }
}
