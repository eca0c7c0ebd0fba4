import { isObject } from '../../limits/report.ts'
import { findUser } from '../../lookup.ts'
import type { SlackView } from '../../model.ts'
import { useTrigger } from '../../triggers.ts'
import { viewBody } from '../../view-body.ts'
import { type Answer, type Call, type Method, refuse } from '../call.ts'
import { addView, replaceView, stackOf, viewRefusal } from '../views.ts'

const shown = (call: Call, view: SlackView): Answer => ({ ok: true, view: viewBody(call.team, view) })

const open: Method = {
  run: (call) => {
    const { world, args, team } = call
    if (!isObject(args.view)) return refuse('invalid_arguments')
    const refusal = viewRefusal(world, args.view, 'modal')
    if (refusal) return refusal
    const trigger = useTrigger(world, team.id, args.trigger_id, 'views.open')
    if (typeof trigger === 'string') return refuse(trigger)
    // A second views.open closes what was open, as in the client.
    for (const old of stackOf(world, trigger.user)) old.open = false
    return shown(call, addView(world, team, args.view, { user: trigger.user, type: 'modal' }))
  },
}

const push: Method = {
  run: (call) => {
    const { world, args, team } = call
    if (!isObject(args.view)) return refuse('invalid_arguments')
    const refusal = viewRefusal(world, args.view, 'modal')
    if (refusal) return refusal
    const trigger = useTrigger(world, team.id, args.trigger_id, 'views.push')
    if (typeof trigger === 'string') return refuse(trigger)
    const stack = stackOf(world, trigger.user)
    const above = stack.at(-1)
    if (!above || !trigger.view) return refuse('no_open_view')
    if (stack.length >= 3) return refuse('push_limit_reached')
    return shown(call, addView(world, team, args.view, { user: trigger.user, type: 'modal', above }))
  },
}

const update: Method = {
  run: (call) => {
    const { world, args, team } = call
    const view = world.state.views.find(
      (v) =>
        v.open &&
        v.team_id === team.id &&
        (args.view_id ? v.id === args.view_id : v.external_id !== '' && v.external_id === args.external_id),
    )
    if (!isObject(args.view)) return refuse('invalid_arguments')
    if (!view) return refuse('not_found')
    const refusal = viewRefusal(world, args.view, view.type, view)
    if (refusal) return refusal
    if (args.hash && args.hash !== view.hash) return refuse('hash_conflict')
    replaceView(world, view, args.view)
    return shown(call, view)
  },
}

const publish: Method = {
  run: (call) => {
    const { world, args, team } = call
    const user = findUser(world.state, String(args.user_id ?? ''))
    if (!isObject(args.view)) return refuse('invalid_arguments')
    if (!user) return refuse('user_not_found')
    const old = world.state.views.find(
      (v) => v.type === 'home' && v.user === user.id && v.team_id === team.id,
    )
    const refusal = viewRefusal(world, args.view, 'home', old)
    if (refusal) return refusal
    if (!old) return shown(call, addView(world, team, args.view, { user: user.id, type: 'home' }))
    if (args.hash && args.hash !== old.hash) return refuse('hash_conflict')
    replaceView(world, old, args.view)
    return shown(call, old)
  },
}

export const VIEWS: Record<string, Method> = {
  'views.open': open,
  'views.push': push,
  'views.update': update,
  'views.publish': publish,
}
