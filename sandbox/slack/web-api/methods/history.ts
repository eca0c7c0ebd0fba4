import type { ChannelKind, Json, SlackMessage } from '../../model.ts'
import { type Answer, flagArg, type Method, missingScope, refuse } from '../call.ts'
import { messageBody } from '../messages.ts'
import { pageOf } from '../paging.ts'
import { visibleChannel } from '../reach.ts'

const SCOPE: Record<ChannelKind, string> = {
  public: 'channels:history',
  private: 'groups:history',
  im: 'im:history',
  mpim: 'mpim:history',
}

/** Replies stand in their thread alone, but for those that were sent to the channel too (docs.slack.dev). */
const standsInChannel = ({ ts, thread_ts, broadcast }: SlackMessage): boolean =>
  thread_ts === undefined || thread_ts === ts || broadcast

/** What apps wrote beside a message is given only to who asks for all of it. */
const bodyOf = (message: SlackMessage, withMetadata: boolean): Json => {
  const { metadata, ...body } = messageBody(message)
  return withMetadata && metadata !== undefined ? { ...body, metadata } : body
}

const isWithin = ({ ts }: SlackMessage, args: Json): boolean => {
  const [at, from, to] = [
    Number(ts),
    Number(args.oldest || 0),
    Number(args.latest || Number.POSITIVE_INFINITY),
  ]
  return (at > from && at < to) || (flagArg(args, 'inclusive') === true && (at === from || at === to))
}

/** The newest first. For a bot only of what it is a member of, which the public channels it may write to need not be. */
const history: Method = {
  scopes: Object.values(SCOPE),
  run: (call): Answer => {
    const { world, team, args } = call
    const channel = visibleChannel(call, String(args.channel ?? ''))
    if (!channel || !/^[CDG]/.test(String(args.channel))) return refuse('channel_not_found')
    const missing = missingScope(call, [SCOPE[channel.kind]])
    if (missing) return missing
    if (!channel.members.includes(team.install.userId)) return refuse('not_in_channel')
    const found = world.state.messages
      .filter((message) => message.channel === channel.id && standsInChannel(message))
      .filter((message) => isWithin(message, args))
      .reverse()
    const paged = pageOf(found, args, 100)
    if ('ok' in paged) return paged
    const { page, response_metadata } = paged
    return {
      ok: true,
      messages: page.map((message) => bodyOf(message, flagArg(args, 'include_all_metadata') === true)),
      has_more: response_metadata.next_cursor !== '',
      response_metadata,
    }
  },
}

export const HISTORY: Record<string, Method> = { 'conversations.history': history }
