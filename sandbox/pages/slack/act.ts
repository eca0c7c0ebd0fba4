import { installOf } from '../../slack/lookup.ts'
import type { SlackUser } from '../../slack/model.ts'
import { NotSent } from '../../slack/people/not-sent.ts'
import { counts, failureOf } from '../../slack/people/send.ts'
import type { Ack } from '../../slack/types.ts'
import type { ActResult, SlackAct } from '../contract.ts'
import { Refused } from '../http.ts'
import type { World } from '../server.ts'
import { slackAct } from './act-schema.ts'
import { isRefused } from './flag-of-answer.ts'
import { findActor } from './people.ts'
import { channelOf, elementOf, messageOf, modalOf, whisperOf } from './targets.ts'

/** Slack's own words. */
const TROUBLE = 'We had some trouble connecting. Try again?'

const no = (error: string): ActResult => ({ ok: false, error })

const resultOf = (ack: Ack | undefined, trouble = TROUBLE): ActResult => {
  const { problems = [] } = ack ?? {}
  return {
    ...(isRefused(problems) ? no(trouble) : { ok: true }),
    ...(problems.length > 0 ? { problems } : {}),
  }
}

const command = async ({ slack, manifest }: World, me: SlackUser, place: string, line: string) => {
  const channel = channelOf(slack, me, place)
  const [name = ''] = line.trim().split(/\s/)
  const isOffered =
    installOf(slack.state, me) !== undefined && manifest.commands.some((one) => one.command === name)
  if (!isOffered)
    return no(
      `${name} is not a valid command. In Slack, all messages that start with the “/” character are interpreted as commands.`,
    )
  const ack = await slack.person(me.id).command(line, { in: channel })
  const failure = `${name} failed with the error “${failureOf(ack.delivery)}”`
  return resultOf(ack, counts(ack) ? TROUBLE : failure)
}

const carryOut = async (world: World, me: SlackUser, act: SlackAct): Promise<ActResult> => {
  const { slack, manifest } = world
  const person = slack.person(me.id)
  const has = (type: 'global' | 'message', callbackId: string) =>
    manifest.shortcuts.some((one) => one.type === type && one.callbackId === callbackId)
  switch (act.act) {
    case 'command':
      return command(world, me, act.channel, act.text)
    case 'say': {
      const channel = channelOf(slack, me, act.channel)
      if (act.text.trim() === '') return no('There is nothing to send.')
      const thread =
        act.threadTs === undefined ? {} : { thread: messageOf(slack, me, channel.id, act.threadTs) }
      const { ts, text } = person.say(channel, act.text, thread)
      const team = installOf(slack.state, me)
      if (team && channel.kind === 'im' && channel.members.includes(team.install.userId))
        await slack.event(
          { type: 'message', channel_type: 'im', channel: channel.id, user: me.id, text, ts },
          { team: team.id },
        )
      return { ok: true }
    }
    case 'click': {
      const { surface, what } = elementOf(slack, me, act)
      // What was typed so far goes along with every click in a form.
      if (act.values !== undefined && 'private_metadata' in surface) person.fill(surface, act.values)
      return resultOf(await person.click(surface, what))
    }
    case 'suggest': {
      const { surface, what } = elementOf(slack, me, act)
      const ack = await person.suggest(surface, what, act.query)
      return { ...resultOf(ack), options: ack.options }
    }
    case 'submit':
      return resultOf(await person.submit(modalOf(slack, me, act.view), act.values))
    case 'close':
      return resultOf(await person.close(modalOf(slack, me, act.view)))
    case 'home':
      return manifest.hasHome ? resultOf(await person.openHome()) : no('This app has no Home.')
    case 'messages':
      return resultOf(await person.openMessages())
    case 'shortcut':
      if (!has('global', act.callbackId)) return no('This app has no such shortcut.')
      return resultOf(await person.shortcut(act.callbackId))
    case 'message-shortcut':
      if (!has('message', act.callbackId)) return no('This app has no such shortcut.')
      return resultOf(await person.messageShortcut(act.callbackId, messageOf(slack, me, act.channel, act.ts)))
    case 'dismiss': {
      const whisper = whisperOf(slack, me, act.channel, act.ts)
      slack.change(() => {
        whisper.deleted = true
      })
      return { ok: true }
    }
    case 'outage':
      slack.outage(act.kind)
      return { ok: true }
  }
}

/**
 * What one person does in Slack. What they may run into comes back in words; throws `Refused` for what no
 * browser of ours asks.
 */
export const actInSlack = async (world: World, as: string, body: unknown): Promise<ActResult> => {
  const me = findActor(world.slack, as)
  const { success, data } = slackAct.safeParse(body)
  if (!success) throw new Refused(400, 'this is nothing that can be done in Slack')
  try {
    return await carryOut(world, me, data)
  } catch (error) {
    if (error instanceof NotSent) return no(error.message)
    throw error
  }
}
