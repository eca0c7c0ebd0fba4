import type { MessagePlace } from '../../domain/closed-place.ts'
import type { AddressedFile } from '../../domain/link-address.ts'
import { PortalError } from '../../domain/portal-error.ts'
import type { PortalLink } from '../../domain/portal-facts.ts'
import { strayKey, strayLine } from '../../domain/restored.ts'
import { linkIdsOf, type ShareRef } from '../../domain/share.ts'
import type { Restores } from '../audit-ports.ts'
import type { Jobs, Log, Now, Portal, Shares } from '../ports.ts'
import type { Recorder } from '../record-ports.ts'

export interface EndUnrecordedDeps {
  portal: Pick<Portal, 'addressed' | 'linkIsDead' | 'links' | 'deleteLink'>
  shares: Pick<Shares, 'teams' | 'get' | 'ofFile'>
  restores: Pick<Restores, 'add'>
  record: Recorder
  jobs: Pick<Jobs, 'mendStray'>
  /** Whether this deployment made a link, by its id. */
  isOurs: (linkId: string) => boolean
  /** Whom to tell: the admins, or their channel. */
  admins: readonly string[]
  now: Now
  log: Log
}

/** A message whose share has no record. */
export interface UnrecordedMessage extends MessagePlace {
  /** It says that its link lives. */
  isLive: boolean
  address: string | null
}

/**
 * Somebody pressed a button on the message of a share that has no record: an older backup was put back, or the records are
 * gone. Nobody counts the downloads of its link, so it is deleted at the portal, which its address names. Without an address,
 * as on the message of an exact share, nobody can get the file without the record. `unsure`: the link may live.
 */
export const endUnrecorded = (deps: EndUnrecordedDeps) => {
  const { portal, shares, restores, record, jobs, isOurs, admins, now, log } = deps

  /** Of a person of another workspace the share may be on record under its own. */
  const isRecorded = async ({ id }: ShareRef, { fileId, linkId }: AddressedFile): Promise<boolean> => {
    const known = (await shares.teams()).map(async (team) => [
      await shares.get({ team, id }),
      ...(await shares.ofFile(team, fileId, 0)),
    ])
    return (await Promise.all(known))
      .flat()
      .some(
        (share) =>
          share?.id === id ||
          (share !== null && linkIdsOf(share).some((own) => own.toLowerCase() === linkId)),
      )
  }

  /** A title tells nothing: the records of another deployment at this portal may hold a link of the same form. */
  const isOf = ({ id }: PortalLink, { linkId }: AddressedFile): boolean =>
    id.toLowerCase() === linkId && isOurs(id)

  const close = async (ref: ShareRef, address: string): Promise<boolean> => {
    const place = await portal.addressed(address)
    if (place === null) return false
    if (await portal.linkIsDead(place.key, { lane: 'first' })) return true
    const link = (await portal.links(place.fileId)).find((one) => isOf(one, place))
    if (link === undefined || (await isRecorded(ref, place))) return false
    await portal.deleteLink(place.fileId, link.id)
    log.warn({ share: ref.id, link: link.id }, 'a link without a record was closed')
    const found = { strays: [{ fileId: place.fileId, title: link.title }], extended: 0, claimed: 0 }
    await restores.add(found, { since: now(), now: now(), tell: admins })
    await record.write(ref.team, strayKey(link.id), strayLine(place.fileId, ref.id))
    return true
  }

  return async (ref: ShareRef, message: UnrecordedMessage): Promise<'closed' | 'unsure'> => {
    const { isLive, address, channel, ts } = message
    if (!isLive) return 'closed'
    try {
      if (address !== null && !(await close(ref, address))) return 'unsure'
    } catch (error) {
      if (!(error instanceof PortalError)) throw error
      log.warn({ share: ref.id, kind: error.kind }, 'a link without a record cannot be closed')
      return 'unsure'
    }
    await jobs.mendStray(ref, { channel, ts })
    return 'closed'
  }
}
