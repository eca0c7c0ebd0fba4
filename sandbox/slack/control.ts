import type { Incoming, Outgoing } from './http.ts'
import { isObject } from './limits/report.ts'
import type { Json, SlackState } from './model.ts'
import { merged } from './people/payload.ts'
import type { Clickable, Failure, Fill, Outage, Slack, Target } from './types.ts'

type Act = (slack: Slack, body: Json) => unknown

const text = (body: Json, name: string): string => {
  const value = body[name]
  if (typeof value !== 'string') throw new Error(`"${name}" must be a text`)
  return value
}

/** What is meant by `{ view }`, `{ channel, ts }`, or `{ channel }`: the last thing there with buttons. */
const target = (slack: Slack, body: Json): Clickable => {
  const user = text(body, 'user')
  if (body.home === true || body.view !== undefined) {
    const view = body.home === true ? slack.home(user) : slack.view(user)
    if (view) return view
    throw new Error(`${user} has no view open`)
  }
  const channel = slack.channel(text(body, 'channel'))
  const own = slack.ephemerals(user, channel)
  const all: Clickable[] = [...slack.state.messages.filter((m) => m.channel === channel.id), ...own]
  const sorted = all.filter(
    (on) => 'ts' in on && (body.ts === undefined ? (on.blocks?.length ?? 0) > 0 : on.ts === body.ts),
  )
  const last = sorted.sort((a, b) => ('ts' in a && 'ts' in b ? Number(a.ts) - Number(b.ts) : 0)).at(-1)
  if (last) return last
  throw new Error('nothing there to click')
}

const view = (slack: Slack, body: Json) => {
  const open = slack.view(text(body, 'user'))
  if (!open) throw new Error(`${text(body, 'user')} has no view open`)
  return open
}

const options = (body: Json): Json => (isObject(body.options) ? body.options : {})
const who = (slack: Slack, body: Json) => slack.person(text(body, 'user'))

const POSTS: Record<string, Act> = {
  connect: (slack, body) => slack.connect(text(body, 'bot')),
  command: (slack, body) =>
    who(slack, body).command(text(body, 'text'), { ...options(body), in: text(body, 'channel') }),
  click: (slack, body) => who(slack, body).click(target(slack, body), body.action as Target, options(body)),
  submit: (slack, body) =>
    who(slack, body).submit(view(slack, body), (body.values ?? {}) as Fill, options(body)),
  close: (slack, body) => who(slack, body).close(view(slack, body), options(body)),
  suggest: (slack, body) =>
    who(slack, body).suggest(view(slack, body), body.action as Target, text(body, 'text'), options(body)),
  home: (slack, body) => who(slack, body).openHome(options(body)),
  shortcut: (slack, body) => who(slack, body).shortcut(text(body, 'callback_id'), options(body)),
  'message-shortcut': (slack, body) => {
    const message = slack.message(text(body, 'channel'), text(body, 'ts'))
    if (!message) throw new Error('no such message')
    return who(slack, body).messageShortcut(text(body, 'callback_id'), message, options(body))
  },
  say: (slack, body) => who(slack, body).say(text(body, 'channel'), text(body, 'text')),
  event: (slack, body) => slack.event(isObject(body.event) ? body.event : {}, options(body)),
  archive: (slack, body) => slack.archive(text(body, 'channel'), options(body)),
  unarchive: (slack, body) => slack.unarchive(text(body, 'channel'), options(body)),
  'kick-bot': (slack, body) => slack.kickBot(text(body, 'channel')),
  'invite-bot': (slack, body) => slack.inviteBot(text(body, 'channel'), options(body)),
  'change-channel-id': (slack, body) => slack.changeChannelId(text(body, 'channel'), options(body)),
  leave: (slack, body) => slack.leave(text(body, 'channel'), text(body, 'user'), options(body)),
  'share-channel': (slack, body) => slack.shareChannel(text(body, 'channel'), options(body)),
  'unshare-channel': (slack, body) => slack.unshareChannel(text(body, 'channel'), options(body)),
  deactivate: (slack, body) => slack.deactivate(text(body, 'user'), options(body)),
  reactivate: (slack, body) => slack.reactivate(text(body, 'user'), options(body)),
  'make-guest': (slack, body) => slack.makeGuest(text(body, 'user'), options(body)),
  redeliver: (slack, body) => slack.redeliver(Number(body.seq), options(body)),
  fail: (slack, body) => {
    slack.fail(body as Failure)
  },
  'clear-failures': (slack) => slack.clearFailures(),
  outage: (slack, body) => slack.outage(text(body, 'kind') as Outage),
  sockets: (slack, body) => {
    const { sockets } = slack
    const what = text(body, 'what')
    if (what === 'disconnect') return sockets.disconnect(text(body, 'reason'), options(body))
    if (what === 'send') return sockets.send(isObject(body.message) ? body.message : {})
    if (what === 'close' || what === 'cut' || what === 'fallSilent') return sockets[what]()
    throw new Error('"what" must be disconnect, send, close, cut or fallSilent')
  },
  scopes: (slack, body) =>
    slack.change((state) => {
      const team = state.teams.find((candidate) => candidate.id === slack.teamId)
      if (team?.install && Array.isArray(body.scopes)) team.install.scopes = body.scopes.map(String)
    }),
  channel: (slack, body) =>
    slack.change(() => Object.assign(slack.channel(text(body, 'channel')), merged({}, options(body)))),
  user: (slack, body) => slack.change(() => Object.assign(slack.user(text(body, 'user')), options(body))),
}

const drawn = (slack: Slack, query: URLSearchParams) => (shown: Clickable & object) => ({
  ...shown,
  rendered: slack.render(shown, query.get('user') ?? undefined),
})

const needed = (query: URLSearchParams, name: string): string => {
  const value = query.get(name)
  if (value === null) throw new Error(`?${name}= is missing`)
  return value
}

const GETS: Record<string, (slack: Slack, query: URLSearchParams) => unknown> = {
  state: (slack): SlackState => slack.state,
  history: (slack, query) => slack.history(needed(query, 'channel')).map(drawn(slack, query)),
  thread: (slack, query) =>
    slack
      .thread({ channel: slack.channel(needed(query, 'channel')).id, ts: needed(query, 'ts') })
      .map(drawn(slack, query)),
  ephemerals: (slack, query) => slack.ephemerals(needed(query, 'user')).map(drawn(slack, query)),
  view: (slack, query) =>
    [slack.view(needed(query, 'user'))].flatMap((v) => (v ? [drawn(slack, query)(v)] : [])),
  home: (slack, query) =>
    [slack.home(needed(query, 'user'))].flatMap((v) => (v ? [drawn(slack, query)(v)] : [])),
  sockets: ({ sockets }) => ({ open: sockets.open(), made: sockets.made(), strays: sockets.strays() }),
  requests: (slack, query) => slack.requests(query.get('method') ?? undefined),
  deliveries: (slack, query) => slack.deliveries(query.get('kind') ?? undefined),
}

/** `/__control/<what>`: GET reads, POST acts with a JSON body. `{ ok, result }`, or 400 with the reason. */
export const handleControl = async (slack: Slack, incoming: Incoming): Promise<Outgoing> => {
  const what = incoming.url.pathname.replace(/^\/__control\/?/, '')
  const read = incoming.method === 'GET' ? GETS[what] : undefined
  const act = incoming.method === 'POST' ? POSTS[what] : undefined
  try {
    if (read) return { status: 200, body: { ok: true, result: read(slack, incoming.url.searchParams) } }
    if (!act) return { status: 404, body: { ok: false, get: Object.keys(GETS), post: Object.keys(POSTS) } }
    const body: unknown = JSON.parse(incoming.raw || '{}')
    const result = await act(slack, isObject(body) ? body : {})
    return { status: 200, body: { ok: true, result: result ?? null } }
  } catch (error) {
    return { status: 400, body: { ok: false, error: error instanceof Error ? error.message : String(error) } }
  }
}
