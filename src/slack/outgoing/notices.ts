import type { WebClient } from '@slack/web-api'
import type { MessagePlace } from '../../domain/closed-place.ts'
import type { ShareLink } from '../../domain/share.ts'
import { SlackError } from '../../domain/slack-error.ts'
import type { Notices } from '../../use-cases/notice-ports.ts'
import { driftReply } from '../views/drift.ts'
import { downloadsReply, endReply, endsNotice, endsThatFit, extensionsReply } from '../views/replies.ts'
import type { View } from '../views/rich.ts'
import { shareMessage } from '../views/share-message.ts'
import { strayMessage } from '../views/stray.ts'
import { stuckNotice } from '../views/stuck.ts'
import { lostNotice, warningReply } from '../views/warnings.ts'
import { calling } from '../web-api/client.ts'
import { PLAIN } from './plain.ts'

/** Writes a share's message and its thread. `clientFor` is asked anew each time: tokens may change. */
export const createNotices = (clientFor: (team: string) => WebClient, auditIntervalMs: number): Notices => {
  const post = async (share: ShareLink, channel: string, view: View, inThread: object = {}) => {
    const answer = await calling(() =>
      clientFor(share.team).chat.postMessage({ channel, ...view, ...PLAIN, ...inThread }),
    )
    if (answer.channel === undefined || answer.ts === undefined) {
      throw new SlackError('unknown', 'answer_without_ts')
    }
    return { channel: answer.channel, ts: answer.ts }
  }

  /** In the thread; to its creator where there is no message. */
  const reply = async (share: ShareLink, view: View, toChannel: boolean): Promise<void> => {
    if (share.message === null) {
      await post(share, share.creator.id, view)
      return
    }
    const { channel, ts } = share.message
    await post(share, channel, view, { thread_ts: ts, ...(toChannel ? { reply_broadcast: true } : {}) })
  }

  const update = async ({ team }: ShareLink, { channel, ts }: MessagePlace, view: View): Promise<void> => {
    await calling(() =>
      // Unless `parse` is said, an update turns names and addresses in the text into links; a post does not.
      clientFor(team).chat.update({ channel, ts, ...view, parse: 'none' }),
    )
  }

  return {
    post: (share) => post(share, share.channel.id, shareMessage(share, auditIntervalMs)),

    rewrite: async (share) => {
      if (share.message !== null) await update(share, share.message, shareMessage(share, auditIntervalMs))
    },
    rewriteStray: (share, place) => update(share, place, strayMessage(share)),

    tellDownloads: async (share, from) => {
      if (share.message !== null) await reply(share, downloadsReply(share, from), false)
    },
    announceEnd: (share, toChannel) => reply(share, endReply(share), toChannel),
    endsThatFit,
    announceEnds: async (shares, channel) => {
      const [first] = shares
      if (first !== undefined) await post(first, channel, endsNotice(shares))
    },
    tellExtensions: (share, from, toChannel) => reply(share, extensionsReply(share, from), toChannel),
    warn: (share, warnings, from) => reply(share, warningReply(share, warnings, from), false),
    tellDrift: (share) => reply(share, driftReply(share), false),
    tellStuck: async (share) => {
      await post(share, share.creator.id, stuckNotice(share))
    },
    tellLost: async (share) => {
      await post(share, share.creator.id, lostNotice(share))
    },
  }
}
