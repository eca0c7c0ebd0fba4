import { isThreadLost, NoticeError } from '../domain/notice-error.ts'
import { type Owed, owed, type ShareLink, type ShareRef, type Told } from '../domain/share.ts'
import type { Log, Shares } from './ports.ts'

/**
 * What is said of a share once, and how it comes to somebody: into the thread, or to its creator where there
 * is no message, or no reply is taken there.
 */
export const replies = ({ shares, log }: { shares: Shares; log: Log }) => {
  const mark = (ref: ShareRef, told: Partial<Told>) =>
    shares.change(ref, (share) => ({ ...share, told: { ...share.told, ...told } }))

  /** From here on its creator is told what would have stood in the thread. `undo`: what is to be told anew. */
  const lose = (share: ShareLink, undo: Partial<Told>) =>
    shares.change(share, (current) => ({
      ...current,
      message: null,
      messageLost: true,
      told: { ...current.told, ...undo },
    }))

  /** True when it is settled; `undo` takes the mark back that was set before. */
  const send = async (
    share: ShareLink,
    call: (share: ShareLink) => Promise<void>,
    undo: Partial<Told>,
  ): Promise<boolean> => {
    try {
      await call(share)
      return true
    } catch (error) {
      if (!(error instanceof NoticeError)) throw error
      const { code, outcome } = error
      log.warn({ share: share.id, code, outcome }, 'a reply was not taken by Slack')
      // What a lost answer means is for the caller to say.
      if (outcome === 'unknown') return false
      if (outcome !== 'refused') {
        await mark(share, undo)
        throw error
      }
      // Not even its creator can be told: as told as it will ever be.
      if (share.message === null) return true
      // A message that stands in a place where nobody may reply is still kept true.
      if (!isThreadLost(error)) return send({ ...share, message: null }, call, undo)
      await lose(share, undo)
      return false
    }
  }

  /**
   * Sends what must not be sent twice, while it is still what is owed: `before` marks it sent, and gives null
   * when another run has sent some of it.
   */
  const sendOnce = async (
    share: ShareLink,
    what: Owed,
    before: (current: ShareLink) => Partial<Told> | null,
    call: (share: ShareLink) => Promise<void>,
    undo: Partial<Told>,
  ): Promise<boolean> => {
    const claim = await shares.change(share, (current) => {
      const told = owed(current) === what ? before(current) : null
      return told === null ? null : { ...current, told: { ...current.told, ...told } }
    })
    return claim.changed && (await send(share, call, undo))
  }

  return { mark, lose, sendOnce }
}
