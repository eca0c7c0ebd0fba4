import type { SlackMessage } from '../slack/model.ts'
import type { Clickable, Slack } from '../slack/types.ts'
import { WIDTH } from './narrate.ts'
import { wrap } from './wrap.ts'

/** A client shows a button's label only; that an address is behind it is worth showing, not all of it. */
const shortenAddresses = (drawn: string): string =>
  drawn.replace(/ → (https?:\/\/[^/\s\]]+\/[^/\s\]]+)\/[^\]]*\]/g, ' → $1/…]')

/** What `viewer` sees of a message, line by line. */
export const drawn = (slack: Slack, shown: Clickable, viewer: string, indent = ''): string[] =>
  wrap(shortenAddresses(slack.render(shown, viewer)), WIDTH - 10 - indent.length).map((line) => indent + line)

const replies = (slack: Slack, parent: SlackMessage, viewer: string): string[] => {
  const only = slack.thread(parent).filter((reply) => !reply.broadcast)
  return only.flatMap((reply) =>
    drawn(slack, reply, viewer).map((line, i) => `${i === 0 ? '  ↳ ' : '    '}${line}`),
  )
}

/** The channel from `first` on, as `viewer` sees it, threads unfolded; earlier messages are only numbered. */
export const drawChannel = (slack: Slack, first: SlackMessage, viewer: string): string[] => {
  const all = slack.history(first.channel)
  const shown = all.slice(all.findIndex((message) => message.ts === first.ts))
  const earlier = all.length - shown.length
  return [
    ...(earlier > 0 ? [`… ${earlier} earlier ${earlier === 1 ? 'message' : 'messages'}`] : []),
    ...shown.flatMap((message) => [
      `@${slack.user(message.user).name}${message.broadcast ? ' replied to a thread, and to the channel' : ''}`,
      ...drawn(slack, message, viewer, '  '),
      ...replies(slack, message, viewer),
    ]),
  ]
}
