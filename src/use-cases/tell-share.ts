import { isMessageLost, NoticeError } from '../domain/notice-error.ts'
import { faceOf, type Owed, owed, type ShareLink, type ShareRef, type Told } from '../domain/share.ts'
import type { Jobs, Log, Notices, Shares } from './ports.ts'

/**
 * Tells Slack what it is owed of a share, one thing at a time, the most urgent first.
 *
 * Rewriting a message twice does no harm, so that is simply repeated. A reply that is sent twice is seen
 * twice: it is marked before it is sent, and when the answer is lost it is not sent again, because the
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
  const mark = (ref: ShareRef, told: (share: ShareLink) => Partial<Told>) =>
    shares.change(ref, (share) => ({ ...share, told: { ...share.told, ...told(share) } }))

  const rewrite = async (share: ShareLink): Promise<void> => {
    try {
      await notices.rewrite(share)
      await mark(share, () => ({ face: faceOf(share) }))
    } catch (error) {
      if (!(error instanceof NoticeError) || error.outcome !== 'refused') throw error
      log.warn({ share: share.id, code: error.code }, 'the message of a share cannot be rewritten')
      if (isMessageLost(error)) await shares.change(share, (current) => ({ ...current, message: null }))
      else await mark(share, () => ({ face: faceOf(share) }))
    }
  }

  /** Sends what must not be sent twice. `before` marks it sent, `undo` takes that back. */
  const sendOnce = async (
    share: ShareLink,
    before: (current: ShareLink) => ShareLink | null,
    send: () => Promise<void>,
    undo: Partial<Told>,
  ): Promise<void> => {
    const claim = await shares.change(share, before)
    if (!claim.changed) return
    try {
      await send()
    } catch (error) {
      if (!(error instanceof NoticeError)) throw error
      log.warn(
        { share: share.id, code: error.code, outcome: error.outcome },
        'a reply was not taken by Slack',
      )
      if (error.outcome === 'refused' || error.outcome === 'unknown') return
      await mark(share, () => undo)
      throw error
    }
  }

  const announceEnd = async (share: ShareLink): Promise<void> => {
    await sendOnce(
      share,
      (current) =>
        current.told.end === 'no'
          ? { ...current, told: { ...current.told, end: 'telling', downloads: share.downloads } }
          : null,
      () => notices.announceEnd(share),
      { end: 'no', downloads: share.told.downloads },
    )
    await shares.change(share, (current) =>
      current.told.end === 'telling' ? { ...current, told: { ...current.told, end: 'told' } } : null,
    )
  }

  const tellDownloads = (share: ShareLink): Promise<void> =>
    sendOnce(
      share,
      (current) =>
        current.told.downloads < share.downloads
          ? { ...current, told: { ...current.told, downloads: share.downloads } }
          : null,
      () => notices.tellDownloads(share, share.told.downloads),
      { downloads: share.told.downloads },
    )

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
