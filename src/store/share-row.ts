import type { ShareLink, ShareRef } from '../domain/share.ts'
import type { Vault } from '../use-cases/ports.ts'
import { createUrlSeal } from './url-seal.ts'

/** A share as it is kept. `sealedLink`: its address and key, which are null beside it. */
type Kept = ShareLink & { sealedLink?: string }

/** What they are bound to, so that nobody who can write to the store moves them to another share. */
const linkPlace = ({ team, id }: ShareRef): string => JSON.stringify([team, id, 'link'])
const replyPlace = ({ team, id }: ShareRef): string[] => [team, id, 'extending']

/** Nothing, where it was sealed under a key that is gone. A live link without its key is repaired, and so read from the portal anew. */
const openLink = (vault: Vault, ref: ShareRef, sealedLink: string): Partial<ShareLink> => {
  try {
    return JSON.parse(vault.open(sealedLink, linkPlace(ref))) as Pick<ShareLink, 'address' | 'key'>
  } catch {
    return {}
  }
}

/**
 * Shares as they are kept, with what opens their files, and where an answer goes, sealed. What a version before this one kept in clear is read too.
 * `vault` null: nothing is sealed or opened.
 */
export const createShareRows = (vault: Vault | null) => {
  const urls = createUrlSeal(vault)

  const sealLink = (share: Kept): Kept => {
    const { address, key } = share
    if (vault === null || (address === null && key === null)) return share
    const sealedLink = vault.seal(JSON.stringify({ address, key }), linkPlace(share))
    return { ...share, address: null, key: null, sealedLink }
  }
  const seal = (share: Kept): Kept => ({
    ...sealLink(share),
    extending: urls.seal(share.extending, replyPlace(share)),
  })

  return {
    seal,
    write: (share: ShareLink): string => JSON.stringify(seal(share)),
    read: (json: string): ShareLink => {
      const { sealedLink, ...kept } = JSON.parse(json) as Kept
      const share = { ...kept, extending: urls.open(kept.extending, replyPlace(kept)) }
      return sealedLink === undefined || vault === null
        ? share
        : { ...share, ...openLink(vault, share, sealedLink) }
    },
  }
}

export type ShareRows = ReturnType<typeof createShareRows>
