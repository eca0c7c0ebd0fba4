import { seededNumbers } from '../../domain/seeded-numbers.ts'
import { newShareId } from '../../domain/share-id.ts'
import { isMadeFor } from '../make-request.ts'
import type { Shares } from '../ports.ts'

/** An id that no other share has, and whether there is a share for this very request under it. */
export const ownId =
  (shares: Pick<Shares, 'get'>) =>
  async (team: string, linkId: string): Promise<{ id: string; isThere: boolean }> => {
    const numbers = seededNumbers(linkId)
    for (;;) {
      const id = newShareId(numbers)
      const share = await shares.get({ team, id })
      if (share === null || isMadeFor(share, { linkId })) return { id, isThere: share !== null }
    }
  }
