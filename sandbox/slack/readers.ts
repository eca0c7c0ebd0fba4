import { findChannel, findUser, installedTeams, isOf, isStranger, openDm } from './lookup.ts'
import type { SlackChannel, SlackUser } from './model.ts'
import { isView } from './people/surface.ts'
import { renderMessage, renderNotification, renderView } from './render/render-message.ts'
import type { Place, RenderOptions, Slack } from './types.ts'
import { stackOf } from './web-api/views.ts'
import type { World } from './world.ts'

type Readers = Pick<
  Slack,
  | 'user'
  | 'channel'
  | 'dm'
  | 'history'
  | 'thread'
  | 'message'
  | 'ephemerals'
  | 'view'
  | 'home'
  | 'requests'
  | 'deliveries'
  | 'render'
  | 'notification'
>

/** Copies: what was looked at does not change under the reader's eyes. */
const copies = <T>(all: T[], fits: (one: T) => boolean): T[] => structuredClone(all.filter(fits))

/** What a person, or a test, can look at. */
export const createReaders = (world: World): Readers => {
  const { state } = world
  const user = (name: string): SlackUser => {
    const found = findUser(state, name)
    if (!found) throw new Error(`no user ${name}`)
    return found
  }
  const channel = (place: Place): SlackChannel => {
    const found = findChannel(state, typeof place === 'string' ? place : place.id)
    if (!found) throw new Error(`no channel ${typeof place === 'string' ? place : place.id}`)
    return found
  }
  const names = (id: string): string | undefined =>
    state.users.find((candidate) => candidate.id === id)?.name ??
    state.channels.find((candidate) => candidate.id === id && candidate.kind !== 'im')?.name
  const optionsOf = (viewer: string | undefined): RenderOptions => ({
    tz: viewer ? user(viewer).tz : 'Etc/UTC',
    now: world.now(),
    names,
  })
  return {
    user,
    channel,
    dm: (name) => {
      const person = user(name)
      const teams = installedTeams(state)
      const team = teams.find((t) => isOf(person, t.id)) ?? teams.find((t) => !isStranger(state, t, person))
      if (!team) throw new Error(`the app is not installed in the workspace of ${name}`)
      return openDm(world, team, [person.id])
    },
    history: (place) => {
      const { id } = channel(place)
      return copies(state.messages, (m) => m.channel === id && (m.thread_ts === undefined || m.broadcast))
    },
    thread: (parent) =>
      copies(state.messages, (m) => m.channel === parent.channel && m.thread_ts === parent.ts),
    message: (place, ts) => copies(state.messages, (m) => m.channel === channel(place).id && m.ts === ts)[0],
    ephemerals: (name, place) => {
      const { id } = user(name)
      const where = place === undefined ? undefined : channel(place).id
      return copies(
        state.ephemerals,
        (e) => e.to === id && !e.deleted && (where === undefined || e.channel === where),
      )
    },
    view: (name) => structuredClone(stackOf(world, user(name).id).at(-1)),
    home: (name) => copies(state.views, (v) => v.type === 'home' && v.user === user(name).id)[0],
    requests: (method) => state.requests.filter((entry) => method === undefined || entry.method === method),
    deliveries: (kind) => state.deliveries.filter((entry) => kind === undefined || entry.kind === kind),
    render: (shown, viewer) =>
      isView(shown) ? renderView(shown, optionsOf(viewer)) : renderMessage(shown, optionsOf(viewer)),
    notification: (shown, viewer) => renderNotification(shown, optionsOf(viewer)),
  }
}
