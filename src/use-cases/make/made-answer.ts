import type { Answer, NoMessage } from '../../domain/answer.ts'
import type { ShareLink } from '../../domain/share.ts'
import { isPostGivenUp } from '../../domain/share-life.ts'
import type { PageAddressOf } from '../claim-ports.ts'

/** Null where its message stands in the channel. */
const whyNoMessage = (share: ShareLink): NoMessage | null => {
  if (share.message !== null) return null
  return isPostGivenUp(share) ? 'in-doubt' : 'bot-absent'
}

/** What whoever asked for a link is told once it is made. */
export const madeAnswer =
  (pageAddressOf: PageAddressOf) =>
  (share: ShareLink, password: string | null): Answer => {
    const pageAddress = pageAddressOf(share)
    return {
      kind: 'shared',
      share,
      password,
      noMessage: whyNoMessage(share),
      ...(pageAddress === null ? {} : { pageAddress }),
    }
  }
