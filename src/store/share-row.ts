import type { ShareLink, ShareRef } from '../domain/share.ts'
import type { Vault } from '../use-cases/ports.ts'
import { type ShareRecord, withoutUsual, withUsual } from './left-out.ts'
import { createUrlSeal } from './url-seal.ts'

type Opening = Pick<ShareLink, 'address' | 'key'>

/** A share as it is kept. `sealedLink`: its address and key, which are null beside it. */
type Kept = ShareLink & { sealedLink?: string }

/** What they are bound to, so that nobody who can write to the store moves them to another share. */
const linkPlace = ({ team, id }: ShareRef): string => JSON.stringify([team, id, 'link'])
const replyPlace = ({ team, id }: ShareRef): string[] => [team, id, 'extending']

/** The key, and what of the address stands around it: a direct address holds the key. No address: the key alone. */
const packed = ({ address, key }: Opening): (string | null)[] => [
  key,
  ...(address === null ? [] : key === null ? [address] : address.split(key)),
]

/** An older version has sealed both as they are. */
const unpacked = (sealed: Opening | [string | null, ...string[]]): Opening => {
  if (!Array.isArray(sealed)) return sealed
  const [key, ...around] = sealed
  return { key, address: around.length === 0 ? null : around.join(key ?? '') }
}

/** Nothing, where it was sealed under a key that is gone. A live link without its key is repaired, and so read from the portal anew. */
const openLink = (vault: Vault, ref: ShareRef, sealedLink: string): Partial<ShareLink> => {
  try {
    return unpacked(JSON.parse(vault.open(sealedLink, linkPlace(ref))))
  } catch {
    return {}
  }
}

/**
 * Shares as they are kept: with what opens their files, and where an answer goes, sealed, and without what is usual. What a version
 * before this one kept in clear, or in full, is read too. `vault` null: nothing is sealed or opened.
 */
export const createShareRows = (vault: Vault | null) => {
  const urls = createUrlSeal(vault)

  const sealLink = (share: Kept): Kept => {
    const { address, key } = share
    if (vault === null || (address === null && key === null)) return share
    const sealedLink = vault.seal(JSON.stringify(packed(share)), linkPlace(share))
    return { ...share, address: null, key: null, sealedLink }
  }
  const keep = (share: Kept): ShareRecord =>
    withoutUsual({ ...sealLink(share), extending: urls.seal(share.extending, replyPlace(share)) })

  return {
    /** A record of an older version, as this one keeps it. */
    renew: (ref: ShareRef, record: Record<string, unknown>): Record<string, unknown> => ({
      ...keep(withUsual(ref, record as unknown as ShareRecord)),
    }),
    write: (share: ShareLink): string => JSON.stringify(keep(share)),
    read: (ref: ShareRef, json: string): ShareLink => {
      const { sealedLink, ...kept }: Kept = withUsual(ref, JSON.parse(json) as ShareRecord)
      const share = { ...kept, extending: urls.open(kept.extending, replyPlace(kept)) }
      return sealedLink === undefined || vault === null
        ? share
        : { ...share, ...openLink(vault, share, sealedLink) }
    },
  }
}

export type ShareRows = ReturnType<typeof createShareRows>
