import type { GivenDownload } from '../claim-ports.ts'
import type { SendAnswer, Shares } from '../ports.ts'

/** Takes the address of a download out of the answer that it was given in, once it works no more. */
export const retractDownload =
  ({ shares, answer }: { shares: Pick<Shares, 'get'>; answer: SendAnswer }) =>
  async ({ team, id, url, until }: GivenDownload): Promise<void> => {
    const share = await shares.get({ team, id })
    // Otherwise its history is deleted, and the answer with it, from the screen at least.
    if (share !== null)
      await answer({ kind: 'url', url }, { kind: 'download-gone', share, until, replace: true })
  }
