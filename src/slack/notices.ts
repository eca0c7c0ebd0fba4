import type { WebClient } from '@slack/web-api'
import { NoticeError } from '../domain/notice-error.ts'
import type { ShareLink } from '../domain/share.ts'
import type { Notices } from '../use-cases/ports.ts'
import { calling } from './client.ts'
import { downloadsReply, endReply } from './views/replies.ts'
import type { View } from './views/rich.ts'
import { shareMessage } from './views/share-message.ts'

/**
 * Previews are off: the crawler would spend a link that may be used once. `mrkdwn: false` keeps names in the
 * fallback text free of formatting.
 */
const PLAIN = { unfurl_links: false, unfurl_media: false, mrkdwn: false } as const

/** Writes a share's message and its thread. `clientFor` is asked anew each time: tokens may change. */
export const createNotices = (clientFor: (team: string) => WebClient, auditIntervalMs: number): Notices => {
  const post = async (share: ShareLink, channel: string, view: View, inThread: object = {}) => {
    const answer = await calling(() =>
      clientFor(share.team).chat.postMessage({ channel, ...view, ...PLAIN, ...inThread }),
    )
    if (answer.channel === undefined || answer.ts === undefined) {
      throw new NoticeError('unknown', 'answer_without_ts')
    }
    return { channel: answer.channel, ts: answer.ts }
  }

  return {
    post: (share) => post(share, share.channel.id, shareMessage(share, auditIntervalMs)),

    rewrite: async (share) => {
      if (share.message === null) return
      const { channel, ts } = share.message
      await calling(() =>
        clientFor(share.team).chat.update({
          channel,
          ts,
          ...shareMessage(share, auditIntervalMs),
          // Unlike a post, an update that does not say so looks for names and addresses in the text.
          parse: 'none',
        }),
      )
    },

    tellDownloads: async (share, from) => {
      if (share.message === null) return
      const { channel, ts } = share.message
      await post(share, channel, downloadsReply(share, from), { thread_ts: ts })
    },

    announceEnd: async (share, toChannel) => {
      if (share.message === null) {
        await post(share, share.creator.id, endReply(share))
        return
      }
      const { channel, ts } = share.message
      await post(share, channel, endReply(share), { thread_ts: ts, reply_broadcast: toChannel })
    },
  }
}
