import { nextTs } from '../ids.ts'
import type { Installed } from '../lookup.ts'
import type { Json, SlackChannel, SlackMessage, SlackState } from '../model.ts'
import type { World } from '../world.ts'
import { flagArg } from './call.ts'
import type { Content } from './content.ts'

export const findMessage = (state: SlackState, channel: string, ts: unknown): SlackMessage | undefined =>
  state.messages.find((message) => message.channel === channel && message.ts === ts)

/** Writes a message of the bot into a channel. */
export const addBotMessage = (
  world: World,
  team: Installed,
  channel: SlackChannel,
  content: Content,
  rest: { args: Json; source: SlackMessage['source']; threadTs?: string },
): SlackMessage => {
  const links = flagArg(rest.args, 'unfurl_links')
  const media = flagArg(rest.args, 'unfurl_media')
  const message: SlackMessage = {
    channel: channel.id,
    ts: nextTs(world),
    user: team.install.userId,
    bot_id: team.install.botId,
    app_id: team.install.appId,
    team: team.id,
    ...content,
    ...(rest.threadTs ? { thread_ts: rest.threadTs } : {}),
    broadcast: rest.threadTs !== undefined && flagArg(rest.args, 'reply_broadcast') === true,
    tombstone: false,
    ...(links === undefined ? {} : { unfurl_links: links }),
    ...(media === undefined ? {} : { unfurl_media: media }),
    args: rest.args,
    revisions: [],
    source: rest.source,
  }
  noteRevision(world, message, rest.args)
  world.state.messages.push(message)
  world.changed()
  return message
}

export const noteRevision = (
  world: World,
  message: Pick<SlackMessage, 'text' | 'blocks' | 'args' | 'revisions'>,
  args: Json,
): void => {
  message.args = args
  message.revisions.push({
    at: world.now(),
    text: message.text,
    ...(message.blocks ? { blocks: structuredClone(message.blocks) } : {}),
    args,
  })
}

/** New words for a message or an ephemeral: what is not given is gone (chat.update). */
export const rewrite = (
  world: World,
  message: Pick<SlackMessage, 'text' | 'blocks' | 'args' | 'revisions' | 'attachments'>,
  content: Content,
  args: Json,
): void => {
  message.text = content.text
  delete message.blocks
  delete message.attachments
  if (content.blocks) message.blocks = content.blocks
  if (content.attachments) message.attachments = content.attachments
  noteRevision(world, message, args)
  world.changed()
}

/** Deletes a message; one with replies leaves "This message was deleted." */
export const removeMessage = (world: World, message: SlackMessage): void => {
  const { state } = world
  const replies = state.messages.some((m) => m.channel === message.channel && m.thread_ts === message.ts)
  if (replies) {
    message.tombstone = true
    message.text = 'This message was deleted.'
    delete message.blocks
  } else state.messages.splice(state.messages.indexOf(message), 1)
  world.changed()
}

/** A message as Slack writes it into answers and payloads. */
export const messageBody = (message: SlackMessage): Json => ({
  type: 'message',
  user: message.user,
  ...(message.bot_id ? { bot_id: message.bot_id, app_id: message.app_id } : {}),
  team: message.team,
  ts: message.ts,
  text: message.text,
  ...(message.broadcast ? { subtype: 'thread_broadcast' } : {}),
  ...(message.blocks ? { blocks: message.blocks } : {}),
  ...(message.attachments ? { attachments: message.attachments } : {}),
  ...(message.thread_ts ? { thread_ts: message.thread_ts } : {}),
  ...(message.edited ? { edited: message.edited } : {}),
  ...(message.metadata ? { metadata: message.metadata } : {}),
})
