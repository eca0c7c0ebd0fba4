import { createHmac } from 'node:crypto'

/** How many hex digits at the end of a link's id are its mark. The 74 random bits before it are enough for it to be new. */
const MARK = 12

/**
 * Ids of links that can be known for this deployment's own, whatever its records say: after a restore, a link that has none
 * may be deleted, and one that another deployment made at the same portal must not be. `secret`: tells deployments apart.
 * The ids are of the form of a random UUID.
 */
export const createLinkIds = ({ newUuid, secret }: { newUuid: () => string; secret: string }) => {
  const markOf = (beginning: string): string =>
    createHmac('sha256', secret).update(beginning).digest('hex').slice(0, MARK)

  return {
    newLinkId: (): string => {
      const beginning = newUuid().slice(0, -MARK)
      return beginning + markOf(beginning)
    },
    isOurs: (linkId: string): boolean => {
      const id = linkId.toLowerCase()
      return id.slice(-MARK) === markOf(id.slice(0, -MARK))
    },
  }
}
