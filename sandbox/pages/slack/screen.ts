import { installOf } from '../../slack/lookup.ts'
import type { SlackView } from '../../slack/model.ts'
import type { Flag, SlackScreen } from '../contract.ts'
import type { World } from '../server.ts'
import { drawChannels, visibleChannel } from './channels.ts'
import { drawEntries } from './entries.ts'
import { type Found, findFlags } from './flags.ts'
import { drawLog } from './log.ts'
import { drawPeople, findActor } from './people.ts'

export type Look = { as: string; channel?: string | undefined; thread?: string | undefined }

/** The newest are enough. */
const FLAGS = 50

const plain = ({ to: _, home: __, ...flag }: Found): Flag => flag

/** What one person sees. Throws `Refused` for an unknown one. */
export const drawSlack = ({ slack, manifest }: World, look: Look): SlackScreen => {
  const { state } = slack
  const me = findActor(slack, look.as)
  const found = findFlags(state)
  const channels = drawChannels(slack, me)
  // People of a workspace that has not installed the app have neither its commands nor its shortcuts.
  const isAtHome = installOf(state, me) !== undefined

  const drawChannel = (): Pick<SlackScreen, 'channel' | 'thread'> => {
    const id = look.channel === undefined ? undefined : visibleChannel(state, me, look.channel)?.id
    const info = channels.find((channel) => channel.id === id)
    if (!info) return {}
    const here = found.filter(({ channel, to }) => channel === info.id && (to === undefined || to === me.id))
    const flags = new Map<string, Flag[]>()
    for (const flag of here)
      if (flag.ts !== undefined) flags.set(flag.ts, [...(flags.get(flag.ts) ?? []), plain(flag)])
    const { entries, thread } = drawEntries({ state, channel: info.id, me, flags }, look.thread)
    const refused = here
      .filter(({ ts }) => ts === undefined)
      .slice(0, FLAGS)
      .map(plain)
    return { channel: { info, entries, refused }, ...(thread ? { thread } : {}) }
  }

  const mine = state.views.filter(({ user, open }) => user === me.id && open)
  // Copies: what is typed into a view changes it in place.
  const copy = (view: SlackView) => structuredClone(view)
  const home = mine.find(({ type }) => type === 'home')
  return {
    ...drawPeople(slack, me),
    now: Date.now(),
    channels,
    commands: isAtHome ? manifest.commands : [],
    shortcuts: isAtHome ? manifest.shortcuts : [],
    ...drawChannel(),
    modals: mine.filter(({ type }) => type === 'modal').map(copy),
    ...(home ? { home: copy(home) } : {}),
    hasHome: isAtHome && manifest.hasHome,
    homeFlags: found.filter((flag) => flag.home === me.id).map(plain),
    flags: found
      .filter(({ channel }) => channel === undefined)
      .slice(0, FLAGS)
      .map(plain),
    log: drawLog(state),
    outage: slack.outageNow(),
  }
}
