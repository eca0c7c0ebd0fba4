import { fingerprintOf } from '../../domain/fingerprint.ts'
import type { ShareLink } from '../../domain/share.ts'
import { asActive, notPosted, posted, postFailed, startPosting } from '../../domain/share-life.ts'
import { isAbsence, SlackError } from '../../domain/slack-error.ts'
import { RefusalError } from '../link/refusal-error.ts'
import type { Notices } from '../notice-ports.ts'
import type { Shares } from '../ports.ts'

export interface PostDeps {
  shares: Shares
  notices: Notices
}

/**
 * Posts a share's message. First it is stored that it may be posted, by one run only. Throws `RefusalError` when Slack
 * refuses it, `SlackError` when another try makes sense, and another error when another run is posting.
 */
export const postShare =
  ({ shares, notices }: PostDeps) =>
  async (share: ShareLink, here: boolean): Promise<ShareLink> => {
    const claim = await shares.change(share, startPosting)
    if (!claim.changed || claim.share === null) throw new Error('another run is posting this share')
    const posting = claim.share
    // The fingerprint of what is posted. A download that is counted meanwhile leads to a rewrite.
    const fingerprint = fingerprintOf(asActive(posting))

    const settle = async (message: { channel: string; ts: string } | null): Promise<ShareLink> => {
      const result = await shares.change(posting, (current) =>
        posted(current, { linkId: posting.linkId, message, fingerprint }),
      )
      if (!result.changed || result.share === null) throw new Error('another run has given this link up')
      return result.share
    }

    try {
      return await settle(await notices.post(asActive(posting)))
    } catch (error) {
      if (!(error instanceof SlackError)) throw error
      if (error.outcome === 'not-sent') {
        await shares.change(posting, (current) => notPosted(current, posting.linkId))
      }
      if (error.outcome === 'failed') {
        await shares.change(posting, (current) => postFailed(current, posting.linkId))
      }
      if (error.outcome !== 'refused') throw error
      // Where the bot cannot write, the person still gets the link, privately.
      if (isAbsence(error) && here) return settle(null)
      const { channel } = share
      throw new RefusalError(
        isAbsence(error)
          ? { reason: 'bot-absent', channel }
          : { reason: 'cannot-post', channel, code: error.code },
      )
    }
  }
