import type { SlackChannel, SlackUser } from '../model.ts'
import type { Person, Place } from '../types.ts'
import type { World } from '../world.ts'
import { click } from './click.ts'
import { typeCommand } from './command.ts'
import { globalShortcut, messageShortcut, openApp } from './events.ts'
import { fillView } from './fill.ts'
import { say } from './say.ts'
import { closeView, submitView } from './submit.ts'
import { suggest } from './suggest.ts'

/** Somebody at a Slack client. */
export const createPerson = (
  world: World,
  user: SlackUser,
  place: (name: Place) => SlackChannel,
): Person => ({
  user,
  command: async (line, { in: channel, ...options }) =>
    typeCommand(world, user, place(channel), line, options),
  click: (on, what, options = {}) => click(world, user, on, what, options),
  fill: (handed, values) => {
    const view = world.state.views.find((candidate) => candidate.id === handed.id)
    if (!view) throw new Error(`no view ${handed.id}`)
    fillView(world, view, values)
    return view
  },
  submit: (view, values = {}, options = {}) => submitView(world, user, view, values, options),
  close: (view, options = {}) => closeView(world, user, view, options),
  suggest: (on, what, query, options = {}) => suggest(world, user, on, what, query, options),
  openHome: async (options = {}) => openApp(world, user, 'home', options),
  openMessages: async (options = {}) => openApp(world, user, 'messages', options),
  shortcut: async (id, options = {}) => globalShortcut(world, user, id, options),
  messageShortcut: (id, message, options = {}) => messageShortcut(world, user, id, message, options),
  say: (channel, text, options = {}) => say(world, user, place(channel), text, options.thread),
})
