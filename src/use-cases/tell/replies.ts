import { closedToReply, placeClosed } from '../../domain/closed-place.ts'
import { claimNotice, messageGone, withNotified } from '../../domain/notified.ts'
import type { PendingPost } from '../../domain/pending-notice.ts'
import {
  type ClosedPlace,
  hasThread,
  type Notified,
  type ShareLink,
  type ShareRef,
} from '../../domain/share.ts'
import { isMessageLost, SlackError } from '../../domain/slack-error.ts'
import type { Log, Now, Shares } from '../ports.ts'

/**
 * Sends what is said once about a share: into the thread or, where there is no message or no reply is taken, to its
 * creator.
 */
export const replies = ({ shares, now, log }: { shares: Shares; now: Now; log: Log }) => {
  const mark = (ref: ShareRef, notified: Partial<Notified>) =>
    shares.change(ref, (share) => withNotified(share, notified))

  /**
   * The message is lost. From now on its creator is told what would have stood in the thread. `undo`: what has to be
   * told anew.
   */
  const lose = (share: ShareLink, undo: Partial<Notified>) =>
    shares.change(share, (current) => messageGone(current, undo))

  /** The place is closed. Meanwhile its creator is told what would stand in the thread. `undo`: what has to be told anew. */
  const close = (share: ShareLink, to: ClosedPlace['to'], undo: Partial<Notified> = {}) =>
    shares.change(share, (current) => placeClosed(withNotified(current, undo), to, now()))

  /**
   * Sends it; true when that is done. `undo` takes back the mark that was set before. `untilKnown`: throws where the answer
   * was lost, so that it is looked for, or sent again.
   */
  const send = async (
    share: ShareLink,
    call: (share: ShareLink) => Promise<void>,
    undo: Partial<Notified>,
    untilKnown: boolean,
  ): Promise<boolean> => {
    const isPrivate = !hasThread(share)
    try {
      await call(isPrivate ? { ...share, message: null } : share)
      return true
    } catch (error) {
      if (!(error instanceof SlackError)) throw error
      const { code, outcome } = error
      log.warn({ share: share.id, code, outcome }, 'a reply was not taken by Slack')
      if (outcome === 'unknown') {
        if (untilKnown) throw error
        return false
      }
      if (outcome !== 'refused') {
        await mark(share, undo)
        throw error
      }
      // Not even its creator can be told, so it counts as told.
      if (isPrivate) return true
      const closed = closedToReply(error)
      if (closed !== null) await close(share, closed, undo)
      // A message that takes no replies is still rewritten.
      else if (!isMessageLost(error)) return send({ ...share, message: null }, call, undo, untilKnown)
      else await lose(share, undo)
      return false
    }
  }

  /**
   * Sends what must not be sent twice, while it is still what is pending: `before` marks it sent, and gives null
   * when another run has sent some of it.
   */
  const sendOnce = async (
    share: ShareLink,
    what: PendingPost,
    before: (current: ShareLink) => Partial<Notified> | null,
    call: (share: ShareLink) => Promise<void>,
    undo: Partial<Notified>,
    untilKnown = false,
  ): Promise<boolean> => {
    const claim = await shares.change(share, (current) => claimNotice(current, what, before))
    return claim.changed && (await send(share, call, undo, untilKnown))
  }

  return { mark, lose, close, sendOnce }
}
