import { randomUUID } from 'node:crypto'
import type { Portal } from '../../sandbox/portal/types.ts'
import type { ShareLink } from '../../src/domain/share.ts'
import { createGatePaths } from '../../src/gate/tokens.ts'
import { keyFrom } from '../../src/store/vault.ts'
import type { Shares } from '../../src/use-cases/ports.ts'
import { aShare } from './builders.ts'

export const KEY = Buffer.alloc(32, 7)

/** The settings under which the app has a gate, at which visitors of a test come without that name. */
export const GATE_ENV = {
  PUBLIC_URL: 'https://links.example.com',
  ENCRYPTION_KEY: KEY.toString('base64'),
}

/** The paths of that gate. */
export const gatePaths = createGatePaths(keyFrom(KEY, 'gate'))

/** Puts a live exact share on record, with its link at the portal, as if it had been made an hour ago. */
export const putExactShare = async (
  { shares, portal }: { shares: Shares; portal: Portal },
  {
    limit,
    file,
    lastsMs = 3_600_000,
    ...more
  }: { limit: number | null; file: { id: string; title: string }; lastsMs?: number } & Pick<
    ShareLink,
    'team' | 'id' | 'creator' | 'channel'
  >,
): Promise<ShareLink> => {
  const linkId = randomUUID()
  // The portal keeps whole seconds.
  const expiresAt = Math.ceil((Date.now() + lastsMs) / 1_000) * 1_000
  portal.addLink(file.id, { id: linkId, expirationDate: new Date(expiresAt).toISOString() })
  const bornAt = Date.now() - 3_600_000
  const share = aShare({
    ...more,
    file: { id: file.id, title: file.title },
    folderId: null,
    linkId,
    address: null,
    key: portal.requestToken(linkId),
    message: null,
    answered: true,
    createdAt: bornAt,
    bornAt,
    fileBytes: portal.digest(file.id).bytes,
    terms: { limit, expiresAt, exact: true },
  })
  if (!(await shares.create(share))) throw new Error(`there is a share ${share.id} already`)
  return share
}
