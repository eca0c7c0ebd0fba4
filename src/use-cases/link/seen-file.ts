import type { PortalFile, PortalLink } from '../../domain/portal-facts.ts'
import type { MakeRequest } from '../make-request.ts'
import type { Now, Portal, Vault } from '../ports.ts'

/** A file as the portal showed it, and which links it had. */
export interface SeenFile {
  /** When it was asked for, by our clock. */
  at: number
  file: PortalFile
  links: readonly Pick<PortalLink, 'id' | 'primary'>[]
}

/**
 * How old a look may be by which a link is made. What has changed since, the portal refuses itself, or the next look at the
 * link finds.
 */
const FRESH_MS = 3_000

/** Looks at a file by one try. What opens the links of others is not kept. */
export const lookAt = async (portal: Pick<Portal, 'glance'>, fileId: string, now: Now): Promise<SeenFile> => {
  const at = now()
  const { file, links } = await portal.glance(fileId)
  return { at, file, links: links.map(({ id, primary }) => ({ id, primary })) }
}

/** It opens for no other request, so nobody who can write to the queue makes one up, or moves one. */
const placeOf = ({ team, shareId, creator, fileId }: MakeRequest): string =>
  JSON.stringify([team, shareId, creator.id, fileId, 'look'])

/** Hands a look on with the request, so that whoever makes the link a moment later need not ask the portal again. */
export const withLook = (
  vault: Vault | undefined,
  request: MakeRequest,
  look: SeenFile | null,
): MakeRequest =>
  vault === undefined || look === null
    ? request
    : { ...request, sealedLook: vault.seal(JSON.stringify(look), placeOf(request)) }

/** Null where there is none that is fresh: then the portal is asked. */
export const openLook = (vault: Vault | undefined, request: MakeRequest, now: Now): SeenFile | null => {
  if (vault === undefined || request.sealedLook === undefined) return null
  try {
    const look = JSON.parse(vault.open(request.sealedLook, placeOf(request))) as SeenFile
    return Math.abs(now() - look.at) <= FRESH_MS ? look : null
  } catch {
    return null
  }
}
