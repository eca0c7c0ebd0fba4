import { nextTs } from '../../ids.ts'
import type { Block, Json, SlackMessage } from '../../model.ts'
import { type Answer, type Call, type Method, refuse } from '../call.ts'
import { isRefusal, readContent } from '../content.ts'
import { findMessage, messageBody, removeMessage, rewrite } from '../messages.ts'
import { visibleChannel } from '../reach.ts'

const isAnswer = (found: SlackMessage | Answer): found is Answer => 'ok' in found

/** The bot's own message; needs the channel's id, a user's id or a name is not found. */
const ownMessage = (call: Call, notMine: string): SlackMessage | Answer => {
  const id = String(call.args.channel ?? '')
  const channel = /^[CDG]/.test(id) ? visibleChannel(call, id) : undefined
  if (!channel) return refuse('channel_not_found')
  const message = findMessage(call.world.state, channel.id, call.args.ts)
  if (!message || message.tombstone) return refuse('message_not_found')
  if (message.bot_id !== call.team.install.botId) return refuse(notMine)
  return channel.is_archived ? refuse('is_archived') : message
}

/** Omitted metadata is kept, `{}` removes it. */
const setMetadata = (message: SlackMessage, metadata: Json | undefined): void => {
  if (metadata === undefined) return
  if (Object.keys(metadata).length === 0) delete message.metadata
  else message.metadata = metadata
}

/** Rich text alone cannot become blocks without any (docs.slack.dev). */
const mismatch = (before: Block[] | undefined, after: Block[] | undefined): boolean =>
  before !== undefined &&
  after !== undefined &&
  before.every((block) => block.type === 'rich_text') &&
  !after.some((block) => block.type === 'rich_text')

export const updateMessage: Method = {
  scopes: ['chat:write'],
  run: (call): Answer => {
    const message = ownMessage(call, 'cant_update_message')
    if (isAnswer(message)) return message
    const { world, args, warnings, team } = call
    if (typeof args.text === 'string' && [...args.text].length > 4000) return refuse('msg_too_long')
    const content = readContent(world, args, warnings)
    if (isRefusal(content)) return content
    if (mismatch(message.blocks, content.blocks)) return refuse('block_mismatch')
    setMetadata(message, content.metadata)
    message.edited = { user: team.install.userId, ts: nextTs(world) }
    rewrite(world, message, content, args)
    return {
      ok: true,
      channel: message.channel,
      ts: message.ts,
      text: message.text,
      message: messageBody(message),
    }
  },
}

export const deleteMessage: Method = {
  scopes: ['chat:write'],
  run: (call): Answer => {
    const message = ownMessage(call, 'cant_delete_message')
    if (isAnswer(message)) return message
    removeMessage(call.world, message)
    return { ok: true, channel: message.channel, ts: message.ts }
  },
}
