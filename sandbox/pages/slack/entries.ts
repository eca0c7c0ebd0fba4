import type { SlackEphemeral, SlackMessage, SlackState, SlackUser } from '../../slack/model.ts'
import type { Flag, Shown } from '../contract.ts'

type Replies = NonNullable<Shown['replies']>
/** What is needed to draw one channel for one person; `flags` by the `ts` they are about. */
export type ChannelView = {
  state: SlackState
  channel: string
  me: SlackUser
  flags: ReadonlyMap<string, Flag[]>
}

const byTs = (a: Shown, b: Shown): number => (a.ts < b.ts ? -1 : 1)

const drawMessage = (message: SlackMessage, flags: Flag[] = [], replies?: Replies): Shown => ({
  ts: message.ts,
  channel: message.channel,
  author: message.user,
  isApp: message.bot_id !== undefined,
  text: message.text,
  ...(message.blocks ? { blocks: message.blocks } : {}),
  isPrivate: false,
  isEdited: message.edited !== undefined,
  isTombstone: message.tombstone,
  isBroadcast: message.broadcast,
  ...(message.thread_ts === undefined ? {} : { threadTs: message.thread_ts }),
  ...(replies ? { replies } : {}),
  flags,
})

const drawEphemeral = (state: SlackState, ephemeral: SlackEphemeral, flags: Flag[] = []): Shown => {
  const isOfSlack = ephemeral.source === 'slack'
  const team = state.teams.find(({ id }) => id === ephemeral.team)
  return {
    ts: ephemeral.ts,
    channel: ephemeral.channel,
    author: isOfSlack ? '' : (team?.install?.userId ?? ''),
    isApp: !isOfSlack,
    text: ephemeral.text,
    ...(ephemeral.blocks ? { blocks: ephemeral.blocks } : {}),
    isPrivate: true,
    isEdited: false,
    isTombstone: false,
    isBroadcast: false,
    ...(ephemeral.thread_ts === undefined ? {} : { threadTs: ephemeral.thread_ts }),
    flags,
  }
}

const repliesIn = (messages: SlackMessage[]): Map<string, Replies> => {
  const all = new Map<string, Replies>()
  for (const { thread_ts, ts, user } of messages) {
    if (thread_ts === undefined) continue
    const replies = all.get(thread_ts) ?? { count: 0, latest: ts, authors: [] }
    replies.count += 1
    replies.latest = ts
    if (!replies.authors.includes(user)) replies.authors.push(user)
    all.set(thread_ts, replies)
  }
  return all
}

/** The channel's entries and, when `thread` is the `ts` of something in one, that thread. */
export const drawEntries = ({ state, channel, me, flags }: ChannelView, thread?: string) => {
  const messages = state.messages.filter((message) => message.channel === channel)
  const replies = repliesIn(messages)
  const message = (m: SlackMessage) => drawMessage(m, flags.get(m.ts), replies.get(m.ts))
  const whispered = (threadTs: string | undefined) =>
    state.ephemerals
      .filter((e) => e.channel === channel && e.to === me.id && !e.deleted && e.thread_ts === threadTs)
      .map((e) => drawEphemeral(state, e, flags.get(e.ts)))
  const asked = messages.find(({ ts }) => ts === thread)
  const parent = asked?.thread_ts ? messages.find(({ ts }) => ts === asked.thread_ts) : asked
  return {
    entries: [
      ...messages.filter((m) => m.thread_ts === undefined || m.broadcast).map(message),
      ...whispered(undefined),
    ].sort(byTs),
    thread: parent && {
      parent: message(parent),
      replies: [
        ...messages.filter((m) => m.thread_ts === parent.ts).map(message),
        ...whispered(parent.ts),
      ].sort(byTs),
    },
  }
}
