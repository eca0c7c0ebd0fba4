import { isMessageLost, NoticeError } from '../domain/notice-error.ts'
import { faceOf, type Owed, owed, type ShareLink, type ShareRef, type Told } from '../domain/share.ts'
import type { Jobs, Log, Notices, Shares } from './ports.ts'

/**
 * Tells Slack what it is owed of a share, one thing at a time, the most urgent first.
 *
 * Rewriting a message twice does no harm, so that is simply repeated. A reply that is sent twice is seen
 * twice: it is marked before it is sent, and when the answer is lost it is not simply sent again, because the
 * message itself already shows the truth. Throws `NoticeError` where another try is worth it.
 */
export const tellShare = ({
  shares,
  notices,
  jobs,
  log,
}: {
  shares: Shares
  notices: Notices
  jobs: Jobs
  log: Log
}) => {
  const mark = (ref: ShareRef, told: Partial<Told>) =>
    shares.change(ref, (share) => ({ ...share, told: { ...share.told, ...told } }))

  const rewrite = async (share: ShareLink): Promise<void> => {
    try {
      await notices.rewrite(share)
      await mark(share, { face: faceOf(share) })
    } catch (error) {
      if (!(error instanceof NoticeError) || error.outcome !== 'refused') throw error
      log.warn({ share: share.id, code: error.code }, 'the message of a share cannot be rewritten')
      if (isMessageLost(error)) await shares.change(share, (current) => ({ ...current, message: null }))
      else await mark(share, { face: faceOf(share) })
    }
  }

  /** Sends what must not be sent twice; true when that is settled. `before` marks it sent, `undo` takes that back. */
  const sendOnce = async (
    share: ShareLink,
    before: (current: ShareLink) => ShareLink | null,
    send: () => Promise<void>,
    undo: Partial<Told>,
  ): Promise<boolean> => {
    const claim = await shares.change(share, before)
    if (!claim.changed) return false
    try {
      await send()
      return true
    } catch (error) {
      if (!(error instanceof NoticeError)) throw error
      log.warn(
        { share: share.id, code: error.code, outcome: error.outcome },
        'a reply was not taken by Slack',
      )
      // Refused for good: as told as it will ever be. Lost: what that means is for the caller to say.
      if (error.outcome === 'refused' || error.outcome === 'unknown') return error.outcome === 'refused'
      await mark(share, undo)
      throw error
    }
  }

  /**
   * The channel is told once. When the answer to that was lost, the channel may have it or not: then only the
   * thread is told, which disturbs nobody a second time.
   */
  const announceEnd = async (share: ShareLink): Promise<void> => {
    const { end, downloads } = share.told
    const toChannel = end === 'no'
    const asked = toChannel ? 'telling' : 'told'
    const sent = await sendOnce(
      share,
      (current) =>
        current.told.end === end
          ? { ...current, told: { ...current.told, end: asked, downloads: share.downloads } }
          : null,
      () => notices.announceEnd(share, toChannel),
      { end, downloads },
    )
    if (sent) await mark(share, { end: 'told' })
  }

  const tellDownloads = async (share: ShareLink): Promise<void> => {
    await sendOnce(
      share,
      (current) =>
        current.told.downloads < share.downloads
          ? { ...current, told: { ...current.told, downloads: share.downloads } }
          : null,
      () => notices.tellDownloads(share, share.told.downloads),
      { downloads: share.told.downloads },
    )
  }

  const acts = { message: rewrite, end: announceEnd, downloads: tellDownloads }

  return {
    /** What is owed next; null when all is told. */
    next: async (ref: ShareRef): Promise<Owed | null> => {
      const share = await shares.get(ref)
      return share === null ? null : owed(share)
    },
    /** Rewrites the message if it is not true any more, and sets going what is to be posted. */
    show: async (ref: ShareRef): Promise<void> => {
      for (;;) {
        const share = await shares.get(ref)
        const what = share === null ? null : owed(share)
        if (share === null || what === null) return
        if (what !== 'message') return jobs.post(share)
        await rewrite(share)
      }
    },
    /** Tells that one thing. */
    tell: async (ref: ShareRef): Promise<void> => {
      const share = await shares.get(ref)
      const what = share === null ? null : owed(share)
      if (share !== null && what !== null) await acts[what](share)
    },
  }
}
