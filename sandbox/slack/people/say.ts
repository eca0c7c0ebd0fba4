import { nextTs } from '../ids.ts'
import { canSee } from '../lookup.ts'
import type { SlackChannel, SlackMessage, SlackUser } from '../model.ts'
import type { World } from '../world.ts'
import { escapeCommand } from './escape-command.ts'
import { NotSent } from './not-sent.ts'

/** A plain message of a person, with its text as Slack keeps it. */
export const say = (
  world: World,
  user: SlackUser,
  channel: SlackChannel,
  text: string,
  thread?: SlackMessage,
): SlackMessage => {
  if (!canSee(user, channel)) throw new NotSent(`${user.name} cannot see ${channel.name || channel.id}`)
  if (channel.is_archived) throw new NotSent(`${channel.name} is archived`)
  const kept = escapeCommand(world.state, user, text)
  const message: SlackMessage = {
    channel: channel.id,
    ts: nextTs(world),
    user: user.id,
    team: user.team_id,
    text: kept,
    ...(thread ? { thread_ts: thread.thread_ts ?? thread.ts } : {}),
    broadcast: false,
    tombstone: false,
    args: { text },
    revisions: [{ at: world.now(), text: kept, args: { text } }],
    source: 'person',
  }
  world.state.messages.push(message)
  world.changed()
  return message
}
