import type { SlackChannel, SlackEphemeral, SlackMessage, SlackUser, SlackView } from '../../slack/model.ts'
import { findElement } from '../../slack/people/find-element.ts'
import { NotSent } from '../../slack/people/not-sent.ts'
import type { Clickable, Slack } from '../../slack/types.ts'
import type { Surface } from '../contract.ts'
import { visibleChannel } from './channels.ts'

const GONE = 'This is not there any more.'

const needed = <T>(found: T | undefined, why: string): T => {
  if (found === undefined) throw new NotSent(why)
  return found
}

/** The channel of this id or name. Like all here it throws `NotSent` when it is not, or no more, before them. */
export const channelOf = ({ state }: Slack, me: SlackUser, name: string): SlackChannel =>
  needed(visibleChannel(state, me, name), 'You do not see this channel.')

/** A message of a channel. */
export const messageOf = (slack: Slack, me: SlackUser, channel: string, ts: string): SlackMessage => {
  const { id } = channelOf(slack, me, channel)
  const found = slack.state.messages.find((message) => message.channel === id && message.ts === ts)
  return needed(found, GONE)
}

/** What only this person sees. */
export const whisperOf = ({ state }: Slack, me: SlackUser, channel: string, ts: string): SlackEphemeral =>
  needed(
    state.ephemerals.find((e) => e.to === me.id && e.channel === channel && e.ts === ts && !e.deleted),
    GONE,
  )

/** A form on this person's screen. */
export const modalOf = ({ state }: Slack, me: SlackUser, id: string): SlackView =>
  needed(
    state.views.find((view) => view.id === id && view.type === 'modal' && view.user === me.id && view.open),
    'This form is not open any more.',
  )

const surfaceOf = (slack: Slack, me: SlackUser, on: Surface): Clickable => {
  if (on.kind === 'view') return modalOf(slack, me, on.id)
  if (on.kind === 'home')
    return needed(
      slack.state.views.find((view) => view.type === 'home' && view.user === me.id),
      GONE,
    )
  return (on.isPrivate ? whisperOf : messageOf)(slack, me, on.channel, on.ts)
}

type Pointed = { on: Surface; blockId: string; actionId: string; option?: string }

/** A button, select or input that somebody points at, and what it is on. */
export const elementOf = (slack: Slack, me: SlackUser, { on, blockId, actionId, option }: Pointed) => {
  const surface = surfaceOf(slack, me, on)
  const what = { block_id: blockId, action_id: actionId, ...(option === undefined ? {} : { option }) }
  needed(findElement(surface.blocks ?? [], what), GONE)
  return { surface, what }
}
