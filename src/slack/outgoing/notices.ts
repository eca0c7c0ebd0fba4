import type { MessagePlace } from '../../domain/closed-place.ts'
import { hasThread, type ShareLink, type ShareRef } from '../../domain/share.ts'
import { SlackError } from '../../domain/slack-error.ts'
import type { Notices } from '../../use-cases/notice-ports.ts'
import { cameLateNotice } from '../views/came-late.ts'
import { driftReply } from '../views/drift.ts'
import { keyOutNotice } from '../views/key-out.ts'
import { downloadsReply, endReply, endsNotice, endsThatFit, extensionsReply } from '../views/replies.ts'
import type { View } from '../views/rich.ts'
import { shareMessage } from '../views/share-message.ts'
import { strayMessage, unrecordedMessage } from '../views/stray.ts'
import { stuckNotice } from '../views/stuck.ts'
import { lostNotice, warningReply } from '../views/warnings.ts'
import { type ClientFor, calling } from '../web-api/client.ts'
import { findPost } from './find-post.ts'
import { PLAIN } from './plain.ts'
import { endId, messageId, metadataOf } from './post-ids.ts'

/** Writes a share's message and its thread. `clientFor` is asked anew each time: tokens may change. */
export const createNotices = (clientFor: ClientFor, auditIntervalMs: number): Notices => {
  const post = async (share: ShareLink, channel: string, view: View, more: object = {}) => {
    const answer = await calling(() =>
      clientFor(share.team).chat.postMessage({ channel, ...view, ...PLAIN, ...more }),
    )
    if (answer.channel === undefined || answer.ts === undefined) {
      throw new SlackError('unknown', 'answer_without_ts')
    }
    return { channel: answer.channel, ts: answer.ts }
  }

  /** In the thread; to its creator where there is no message. `more`: what is written beside it. */
  const reply = async (
    share: ShareLink,
    view: View,
    toChannel: boolean,
    more: object = {},
  ): Promise<void> => {
    if (share.message === null) {
      await post(share, share.creator.id, view, more)
      return
    }
    const { channel, ts } = share.message
    await post(share, channel, view, {
      thread_ts: ts,
      ...(toChannel ? { reply_broadcast: true } : {}),
      ...more,
    })
  }

  const update = async ({ team }: ShareRef, { channel, ts }: MessagePlace, view: View): Promise<void> => {
    await calling(() =>
      // Unless `parse` is said, an update turns names and addresses in the text into links; a post does not.
      clientFor(team).chat.update({ channel, ts, ...view, parse: 'none' }),
    )
  }

  return {
    post: (share) =>
      post(share, share.channel.id, shareMessage(share, auditIntervalMs), metadataOf([messageId(share)])),
    findPost: async (share) => {
      const since = share.bornAt
      const found = await findPost(clientFor(share.team), {
        channel: share.channel.id,
        since,
        id: messageId(share),
      })
      return typeof found === 'string' ? null : found
    },

    rewrite: async (share) => {
      if (share.message !== null) await update(share, share.message, shareMessage(share, auditIntervalMs))
    },
    rewriteStray: (share, place) => update(share, place, strayMessage(share)),
    rewriteUnrecorded: (ref, place) => update(ref, place, unrecordedMessage(ref.id)),

    tellDownloads: async (share, from, takers) => {
      if (share.message !== null) await reply(share, downloadsReply(share, from, takers), false)
    },
    announceEnd: (share, toChannel, takers) =>
      reply(share, endReply(share, takers), toChannel, metadataOf([endId(share)])),
    findEnd: async (share) => {
      const channel = share.message !== null && hasThread(share) ? share.message.channel : share.creator.id
      const since = share.end?.decidedAt ?? share.bornAt
      const found = await findPost(clientFor(share.team), { channel, since, id: endId(share) })
      return typeof found === 'string' ? found : 'there'
    },
    endsThatFit,
    announceEnds: async (shares, channel) => {
      const [first] = shares
      if (first !== undefined) await post(first, channel, endsNotice(shares), metadataOf(shares.map(endId)))
    },
    tellExtensions: (share, from, toChannel) => reply(share, extensionsReply(share, from), toChannel),
    warn: (share, warnings, from, takers) => reply(share, warningReply(share, warnings, from, takers), false),
    tellDrift: (share) => reply(share, driftReply(share), false),
    tellKeyOut: async (share, to) => {
      await post(share, to, keyOutNotice(share))
    },
    tellCameLate: async (share) => {
      await post(share, share.creator.id, cameLateNotice(share))
    },
    tellStuck: async (share) => {
      await post(share, share.creator.id, stuckNotice(share))
    },
    tellLost: async (share) => {
      await post(share, share.creator.id, lostNotice(share))
    },
  }
}
