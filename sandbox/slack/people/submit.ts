import { isObject } from '../limits/report.ts'
import { type Installed, installedTeams } from '../lookup.ts'
import type { Json, SlackUser, SlackView } from '../model.ts'
import { addHook } from '../response-url.ts'
import { addTrigger } from '../triggers.ts'
import type { Ack, Fill, SendOptions } from '../types.ts'
import { viewBody, viewValues } from '../view-body.ts'
import { refusalWords } from '../web-api/call.ts'
import { addView, replaceView, stackOf, viewRefusal } from '../web-api/views.ts'
import type { World } from '../world.ts'
import { clientRefusal, fillView } from './fill.ts'
import { inputsOf } from './inputs.ts'
import { NotSent } from './not-sent.ts'
import { interaction } from './payload.ts'
import { counts, sendToBot } from './send.ts'

const showErrors = (view: SlackView, errors: unknown, ack: Ack): void => {
  const inputs = new Set(view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id))
  view.errors = {}
  for (const [block, text] of Object.entries(isObject(errors) ? errors : {})) {
    if (inputs.has(block)) view.errors[block] = String(text)
    else ack.problems.push(`errors name "${block}", which is no input block`)
  }
}

const showNext = (world: World, team: Installed, view: SlackView, body: Json, ack: Ack): void => {
  const refusal = viewRefusal(world, body.view, 'modal', view)
  if (refusal || !isObject(body.view)) ack.problems.push(...refusalWords(refusal))
  else if (body.response_action === 'update') replaceView(world, view, body.view)
  else if (stackOf(world, view.user).length >= 3) ack.problems.push('push_limit_reached')
  else addView(world, team, body.view, { user: view.user, type: 'modal', above: view })
}

/** Carries out the answer to a submission; an empty one closes the view. */
const carryOut = (world: World, team: Installed, view: SlackView, ack: Ack): void => {
  if (!counts(ack)) return
  const body = isObject(ack.body) ? ack.body : {}
  view.errors = {}
  switch (body.response_action) {
    case undefined:
      view.open = false
      break
    case 'errors':
      showErrors(view, body.errors, ack)
      break
    case 'clear':
      for (const open of stackOf(world, view.user)) open.open = false
      break
    case 'update':
    case 'push':
      showNext(world, team, view, body, ack)
      break
    default:
      ack.problems.push(`unknown response_action ${String(body.response_action)}`)
  }
  world.changed()
}

/** Channels chosen in a `response_url_enabled` select bring a response_url each. */
const responseUrls = (world: World, team: Installed, user: SlackUser, view: SlackView): Json[] => {
  const values = viewValues(view)
  return inputsOf(view.blocks).flatMap(({ blockId, actionId, element }) => {
    const state = values[blockId]?.[actionId]
    const channel = state?.selected_conversation ?? state?.selected_channel
    if (element.response_url_enabled !== true || typeof channel !== 'string') return []
    const response_url = addHook(world, team, { kind: 'actions', channel, user: user.id })
    return [{ block_id: blockId, action_id: actionId, channel_id: channel, response_url }]
  })
}

const openView = (
  world: World,
  user: SlackUser,
  handed: SlackView,
  force: boolean,
): [SlackView, Installed] => {
  const view = world.state.views.find((candidate) => candidate.id === handed.id)
  const team = installedTeams(world.state).find((candidate) => candidate.id === view?.team_id)
  if (!view || !team) throw new NotSent(`no view ${handed.id}`)
  if (!force && (!view.open || view.user !== user.id))
    throw new NotSent(`${user.name} does not have this view open`)
  return [view, team]
}

/** Fills in and presses submit. Throws where the client would not send (something required is missing). */
export const submitView = async (
  world: World,
  user: SlackUser,
  handed: SlackView,
  values: Fill,
  options: SendOptions,
): Promise<Ack> => {
  const [view, team] = openView(world, user, handed, options.force === true)
  fillView(world, view, values)
  const refusal = options.force ? undefined : clientRefusal(view)
  if (refusal) throw new NotSent(refusal)
  const payload: Json = {
    ...interaction(team, user, 'view_submission'),
    trigger_id: addTrigger(world, team.id, user.id, view.id).id,
    view: viewBody(team, view),
    response_urls: responseUrls(world, team, user, view),
  }
  return sendToBot(world, { kind: 'view_submission', payload, encoding: 'payload' }, options, (ack) =>
    carryOut(world, team, view, ack),
  )
}

/** Closes a view; the bot hears of it only with `notify_on_close`. */
export const closeView = async (
  world: World,
  user: SlackUser,
  handed: SlackView,
  options: SendOptions,
): Promise<Ack | undefined> => {
  const [view, team] = openView(world, user, handed, options.force === true)
  view.open = false
  if (view.clear_on_close) for (const other of stackOf(world, user.id)) other.open = false
  world.changed()
  if (!view.notify_on_close) return undefined
  const payload = {
    ...interaction(team, user, 'view_closed'),
    view: viewBody(team, view),
    is_cleared: view.clear_on_close,
  }
  return sendToBot(world, { kind: 'view_closed', payload, encoding: 'payload' }, options)
}
