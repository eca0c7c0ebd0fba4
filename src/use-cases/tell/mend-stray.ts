import { isStray, type MessagePlace } from '../../domain/closed-place.ts'
import type { ShareRef } from '../../domain/share.ts'
import { SlackError } from '../../domain/slack-error.ts'
import type { Notices } from '../notice-ports.ts'
import type { Log, Shares } from '../ports.ts'

/**
 * Rewrites a message that was left behind, or whose share has no record any more, so that it says what it is. Throws
 * `SlackError` where another try makes sense.
 */
export const mendStray =
  ({ shares, notices, log }: { shares: Shares; notices: Notices; log: Log }) =>
  async (ref: ShareRef, place: MessagePlace): Promise<void> => {
    const share = await shares.get(ref)
    if (share !== null && !isStray(share, place)) return
    try {
      if (share === null) await notices.rewriteUnrecorded(ref, place)
      else await notices.rewriteStray(share, place)
    } catch (error) {
      if (!(error instanceof SlackError) || error.outcome !== 'refused') throw error
      log.warn({ share: ref.id, code: error.code }, 'a message that was left behind cannot be rewritten')
    }
  }
