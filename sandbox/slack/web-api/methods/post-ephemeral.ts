import { nextTs } from '../../ids.ts'
import { findUser, type Installed } from '../../lookup.ts'
import type { Json, SlackEphemeral } from '../../model.ts'
import type { World } from '../../world.ts'
import { type Answer, type Method, refuse, textArg } from '../call.ts'
import { type Content, isRefusal, readContent } from '../content.ts'
import { noteRevision } from '../messages.ts'
import { isRefused, postingTarget } from '../reach.ts'

/** Puts something on one user's screen only. */
export const addEphemeral = (
  world: World,
  team: Installed,
  content: Content,
  rest: Pick<SlackEphemeral, 'channel' | 'to' | 'source'> & { args: Json; threadTs?: string },
): SlackEphemeral => {
  const ephemeral: SlackEphemeral = {
    ts: nextTs(world),
    channel: rest.channel,
    to: rest.to,
    team: team.id,
    text: content.text,
    ...(content.blocks ? { blocks: content.blocks } : {}),
    ...(rest.threadTs ? { thread_ts: rest.threadTs } : {}),
    args: rest.args,
    revisions: [],
    deleted: false,
    source: rest.source,
  }
  noteRevision(world, ephemeral, rest.args)
  world.state.ephemerals.push(ephemeral)
  world.changed()
  return ephemeral
}

export const postEphemeral: Method = {
  scopes: ['chat:write'],
  run: (call): Answer => {
    const channel = postingTarget(call)
    if (isRefused(channel)) return channel
    const { world, team, args, warnings } = call
    const user = findUser(world.state, String(args.user ?? ''))
    if (!user || !channel.members.includes(user.id)) return refuse('user_not_in_channel')
    const content = readContent(world, args, warnings)
    if (isRefusal(content)) return content
    const threadTs = textArg(args, 'thread_ts')
    const made = addEphemeral(world, team, content, {
      channel: channel.id,
      to: user.id,
      source: 'chat.postEphemeral',
      args,
      ...(threadTs ? { threadTs } : {}),
    })
    return { ok: true, message_ts: made.ts }
  },
}
