import { isObject } from '../limits/report.ts'
import { canSee, type Installed, installFor, isOf } from '../lookup.ts'
import type { Json, SlackChannel, SlackUser } from '../model.ts'
import { addHook, showAnswer } from '../response-url.ts'
import { addTrigger } from '../triggers.ts'
import type { Ack, SendOptions } from '../types.ts'
import { refusalWords } from '../web-api/call.ts'
import { isRefusal, readContent } from '../web-api/content.ts'
import { addEphemeral } from '../web-api/methods/post-ephemeral.ts'
import type { World } from '../world.ts'
import { escapeCommand } from './escape-command.ts'
import { NotSent } from './not-sent.ts'
import { channelName, organisationOf, VERIFICATION_TOKEN } from './payload.ts'
import { counts, failureOf, sendToBot } from './send.ts'

/** What the client shows when the ack is no good. */
const showFailure = (
  world: World,
  team: Installed,
  user: SlackUser,
  channel: SlackChannel,
  ack: Ack,
  name: string,
) => {
  const text = `${name} failed with the error "${failureOf(ack.delivery)}"`
  addEphemeral(world, team, { text }, { channel: channel.id, to: user.id, source: 'slack', args: { text } })
}

const showAck = (
  world: World,
  team: Installed,
  user: SlackUser,
  channel: SlackChannel,
  ack: Ack,
  name: string,
) => {
  if (!counts(ack)) return showFailure(world, team, user, channel, ack, name)
  const args: Json = isObject(ack.body) ? ack.body : { text: String(ack.body) }
  if (args.text === '' || (args.text === undefined && args.blocks === undefined)) return
  const warnings: string[] = []
  const content = readContent(world, args, warnings)
  if (isRefusal(content)) ack.problems.push(...refusalWords(content))
  else {
    ack.problems.push(...warnings)
    showAnswer(world, team, { channel: channel.id, user: user.id }, { content, args, source: 'ack' })
  }
}

const refuseAct = (user: SlackUser, channel: SlackChannel, team: Installed): string | undefined => {
  if (!isOf(user, team.id)) return `${user.name} of another company has no such command`
  if (!canSee(user, channel)) return `${user.name} cannot see ${channel.name || channel.id}`
  return channel.is_archived ? `${channel.name} is archived` : undefined
}

/** `/sharelink 12 for 2d` typed in a channel; a text in the ack is a private answer. */
export const typeCommand = async (
  world: World,
  user: SlackUser,
  channel: SlackChannel,
  line: string,
  options: SendOptions,
): Promise<Ack> => {
  const team = installFor(world.state, channel, user)
  if (!team) throw new NotSent(`the app is in no workspace of ${channel.name || channel.id}`)
  const refusal = options.force ? undefined : refuseAct(user, channel, team)
  if (refusal) throw new NotSent(refusal)
  const [, name = line, typed = ''] = /^(\S+)\s*([\s\S]*)$/.exec(line.trim()) ?? []
  const payload: Json = {
    token: VERIFICATION_TOKEN,
    team_id: team.id,
    team_domain: team.domain,
    ...organisationOf(team),
    channel_id: channel.id,
    channel_name: channelName(channel),
    user_id: user.id,
    user_name: user.name,
    command: name,
    text: world.settings.shouldEscape ? escapeCommand(world.state, user, typed) : typed,
    api_app_id: team.install.appId,
    is_enterprise_install: 'false',
    response_url: addHook(world, team, { kind: 'commands', channel: channel.id, user: user.id }),
    trigger_id: addTrigger(world, team.id, user.id).id,
  }
  return sendToBot(world, { kind: 'command', payload, encoding: 'form' }, options, (ack) =>
    showAck(world, team, user, channel, ack, name),
  )
}
