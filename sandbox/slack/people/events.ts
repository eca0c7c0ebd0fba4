import { newId, nextTs } from '../ids.ts'
import { type Installed, installOf, isOf, openDm } from '../lookup.ts'
import type { Json, SlackMessage, SlackUser } from '../model.ts'
import { addHook } from '../response-url.ts'
import { addTrigger } from '../triggers.ts'
import type { Ack, SendOptions } from '../types.ts'
import { viewBody } from '../view-body.ts'
import type { World } from '../world.ts'
import { NotSent } from './not-sent.ts'
import { interaction, VERIFICATION_TOKEN } from './payload.ts'
import { sendToBot } from './send.ts'
import { outOfReach, surfaceParts, teamOf } from './surface.ts'

/** The installation in a workspace of a person. */
export const homeTeam = (world: World, user: SlackUser): Installed => {
  const team = installOf(world.state, user)
  if (!team) throw new NotSent(`the app is not installed in the workspace of ${user.name}`)
  return team
}

/** Any Events API event in its envelope. */
export const sendEvent = (world: World, team: Installed, event: Json, options: SendOptions): Promise<Ack> => {
  const payload: Json = {
    token: VERIFICATION_TOKEN,
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: team.enterprise?.id ?? null,
    api_app_id: team.install.appId,
    event: { event_ts: nextTs(world), ...event },
    type: 'event_callback',
    event_id: newId(world, 'Ev'),
    event_time: Math.floor(world.now() / 1000),
    authorizations: [
      {
        enterprise_id: team.enterprise?.id ?? null,
        team_id: team.id,
        user_id: team.install.userId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
  }
  return sendToBot(world, { kind: `event ${String(event.type)}`, payload, encoding: 'json' }, options)
}

/** Opens the app, at its Home or its messages. Slack sends a Home's view with its tab alone. */
export const openApp = (
  world: World,
  user: SlackUser,
  tab: 'home' | 'messages',
  options: SendOptions,
): Promise<Ack> => {
  const team = homeTeam(world, user)
  const home = world.state.views.find((v) => v.type === 'home' && v.user === user.id && v.team_id === team.id)
  const event: Json = {
    type: 'app_home_opened',
    user: user.id,
    channel: openDm(world, team, [user.id]).id,
    tab,
    ...(home && tab === 'home' ? { view: viewBody(team, home) } : {}),
  }
  return sendEvent(world, team, event, options)
}

/** A global shortcut: no channel, no response_url. */
export const globalShortcut = (
  world: World,
  user: SlackUser,
  id: string,
  options: SendOptions,
): Promise<Ack> => {
  const team = homeTeam(world, user)
  const payload: Json = {
    ...interaction(team, user, 'shortcut'),
    callback_id: id,
    trigger_id: addTrigger(world, team.id, user.id).id,
    action_ts: nextTs(world),
  }
  return sendToBot(world, { kind: 'shortcut', payload, encoding: 'payload' }, options)
}

/** A shortcut in the menu of a message, anybody's message. */
export const messageShortcut = async (
  world: World,
  user: SlackUser,
  id: string,
  message: SlackMessage,
  options: SendOptions,
): Promise<Ack> => {
  const refusal = options.force ? undefined : outOfReach(world, user, message)
  if (refusal) throw new NotSent(refusal)
  const team = teamOf(world, message)
  if (!options.force && !isOf(user, team.id))
    throw new NotSent(`${user.name} of another company has no such shortcut`)
  const { channel, message: body } = surfaceParts(world, team, message)
  const payload: Json = {
    ...interaction(team, user, 'message_action'),
    callback_id: id,
    trigger_id: addTrigger(world, team.id, user.id).id,
    response_url: addHook(world, team, { kind: 'actions', channel: message.channel, user: user.id }),
    message_ts: message.ts,
    action_ts: nextTs(world),
    channel,
    message: body,
  }
  return sendToBot(world, { kind: 'message_action', payload, encoding: 'payload' }, options)
}
