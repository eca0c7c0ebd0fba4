import { PortalError, type PortalErrorKind } from '../domain/portal-error.ts'
import type { Portal } from '../use-cases/ports.ts'

/** The ways to a link that a person has made. */
export interface Ways {
  /** With the person's token as it is; none is refreshed. */
  atHand: Portal
  /** With our key. */
  byKey: Portal
  /** With the person's token, which is refreshed first where that is needed. */
  refreshed: Portal
}

/** The portal does not let who asks do this, or there is nobody to ask as. */
const OF_RIGHTS: ReadonlySet<PortalErrorKind> = new Set(['forbidden', 'unauthorized', 'scope', 'no-account'])
const isOfRights = (error: unknown): boolean => error instanceof PortalError && OF_RIGHTS.has(error.kind)

/**
 * The portal for what is done to a person's link without them: with their token where one is at hand, else with our key. A token is
 * refreshed only where the key may not, and nothing hurries: the first tries of an end never wait for that.
 */
export const forMaker = ({ atHand, byKey, refreshed }: Ways): Portal => {
  const either = async <T>(call: (portal: Portal) => Promise<T>, mayRefresh: boolean): Promise<T> => {
    try {
      return await call(atHand)
    } catch (error) {
      if (!isOfRights(error)) throw error
    }
    try {
      return await call(byKey)
    } catch (error) {
      if (!isOfRights(error) || !mayRefresh) throw error
      return await call(refreshed).catch((other: unknown) => {
        // What the key may not is what has to be mended, where nobody else may either.
        throw isOfRights(other) ? error : other
      })
    }
  }

  return {
    ...byKey,
    file: (fileId) => either((portal) => portal.file(fileId), false),
    glance: (fileId) => either((portal) => portal.glance(fileId), false),
    links: (fileId) => either((portal) => portal.links(fileId), false),
    folderPath: (folderId) => either((portal) => portal.folderPath(folderId), false),
    putLink: (request) => either((portal) => portal.putLink(request), true),
    deleteLink: (fileId, linkId) => either((portal) => portal.deleteLink(fileId, linkId), true),
    endLink: (fileId, linkId, by) =>
      either((portal) => portal.endLink(fileId, linkId, by), by.lane === 'again'),
  }
}
