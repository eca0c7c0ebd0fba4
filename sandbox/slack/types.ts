import type {
  ApiRequest,
  Delivery,
  Json,
  SlackChannel,
  SlackEphemeral,
  SlackInstall,
  SlackMessage,
  SlackState,
  SlackUser,
  SlackView,
} from './model.ts'

export type StartOptions = {
  /** 0 (default): any free port. */
  port?: number
  /** `127.0.0.1`. */
  host?: string
  /** Milliseconds since 1970; times of messages, life of triggers and response_urls. */
  now?: () => number
  /** 0 to 1; ids and secrets. */
  random?: () => number
  /** Replaces the believable workspace of `seed.ts`. */
  seed?: SlackState
  signingSecret?: string
  /** Of the seed's first installation. */
  botToken?: string
  /** Of the seed's first installation; default is everything the bot may want. */
  scopes?: string[]
  /**
   * 429 when a channel gets more than about one post a second (burst of 5), and when a method is called more often in a
   * minute than its tier allows.
   */
  strictRate?: boolean
  /** How long a late ack is waited for before it is given up. Default 10 000; over 3 000 is late anyway. */
  ackTimeoutMs?: number
  /** The app's `should_escape` of its commands. Default true. */
  shouldEscape?: boolean
  /** OAuth client that may exchange codes at oauth.v2.access. */
  oauth?: { clientId: string; clientSecret: string }
  /** The app uses Socket Mode: nothing goes over HTTP. `scopes` of its app-level token: connections:write. */
  socketMode?: { appToken?: string; scopes?: string[] }
}

/** The app's sockets, and what can happen to them. */
export type Sockets = {
  /** For SLACK_APP_TOKEN. */
  appToken: string
  /** Numbers of the connections that are open and speak, oldest first. */
  open(): number[]
  /** How many there ever were. */
  made(): number
  /** What the app has sent that was no ack of anything. */
  strays(): string[]
  /** By which connection the next payloads go; Slack takes any. */
  prefer(which: 'any' | 'oldest' | 'newest'): void
  /** Sends every connection this very message. */
  send(message: Json): void
  /** Tells every connection to go; `closes`: after so many ms (as Slack does for the reason), or never. */
  disconnect(reason: string, options?: { closes?: number | 'never' }): void
  /** A close frame for every connection; the TCP connections are left to the app. */
  close(): void
  /** Ends every TCP connection. */
  cut(): void
  /** Leaves every TCP connection open, and neither reads nor answers. */
  fallSilent(): void
}

/** What came of one request to the bot, as Slack sees it. */
export type Ack = {
  /** 0: no answer. */
  status: number
  /** Decoded JSON, or the text, or '' . */
  body: unknown
  durationMs: number
  /** Over 3 s: the person saw an error, and what the answer held is ignored. */
  late: boolean
  /** What Slack or the person would not have liked; empty when all is well. The same list as the delivery's. */
  problems: string[]
  delivery: Delivery
  /** The further copies of `copies: n`. */
  repeats: Ack[]
}

/** Tampering with one request. */
export type SendOptions = {
  /** The very same request so many times (same trigger id); default 1. */
  copies?: number
  /** The copies at once instead of one after the other. */
  concurrently?: boolean
  signature?: 'wrong' | 'missing'
  /** Added to the request's own date: -301 is too old, 301 too new. */
  offsetSeconds?: number
  /** Merged deeply into the payload before it is signed: forged value, user, team. `null` sets null. */
  patch?: Json
  headers?: Record<string, string>
  /** Send it although this person could not, in a real client. */
  force?: boolean
}

export type Place = string | SlackChannel
/** Something with buttons or inputs on it. */
export type Clickable = SlackMessage | SlackEphemeral | SlackView
/** An action_id, the text on the button, or both ids. `option`: the words or the value of what is chosen in a menu. */
export type Target = string | { action_id?: string; block_id?: string; label?: string; option?: string }
export type ClickOptions = SendOptions & {
  /** Another `value` than the button's own. */
  value?: string
  /** Also find the button in an earlier revision: a client that has not redrawn yet. */
  stale?: boolean
}
export type FillValue = string | string[] | number | Json | null
/** Keys are block_id, action_id or `block_id.action_id`. */
export type Fill = Record<string, FillValue>

/**
 * Somebody at a Slack client. Every act resolves when the bot has acked (or not); where the client itself
 * would not send, it throws `NotSent`.
 */
export type Person = {
  user: SlackUser
  /** `/sharelink 12 for 2d` typed in a channel. */
  command(line: string, options: SendOptions & { in: Place }): Promise<Ack>
  /** Accepts the confirm dialogue, when there is one. */
  click(on: Clickable, what: Target, options?: ClickOptions): Promise<Ack>
  /** Fills inputs of an open view without sending anything. */
  fill(view: SlackView, values: Fill): SlackView
  /** Fills and presses submit. Throws where the client itself would not send. */
  submit(view: SlackView, values?: Fill, options?: SendOptions): Promise<Ack>
  close(view: SlackView, options?: SendOptions): Promise<Ack | undefined>
  /** Types into an external_select; `options` are what the bot offered. */
  suggest(
    on: Clickable,
    what: Target,
    query: string,
    options?: SendOptions,
  ): Promise<Ack & { options: Json[] }>
  openHome(options?: SendOptions): Promise<Ack>
  /** Opens the conversation with the app. */
  openMessages(options?: SendOptions): Promise<Ack>
  shortcut(callbackId: string, options?: SendOptions): Promise<Ack>
  messageShortcut(callbackId: string, message: SlackMessage, options?: SendOptions): Promise<Ack>
  /** A plain message of a person. */
  say(channel: Place, text: string, options?: { thread?: SlackMessage }): SlackMessage
}

export type Failure = {
  /** `chat.postMessage`, `response_url`, or `*`. */
  method: string
  /** Default 1; `'always'` until cleared. */
  times?: number | 'always'
  /** Only calls whose arguments hold these values. */
  match?: Json
  /** Answer `{ ok: false, error }` with 200. */
  error?: string
  /** Answer this status: 429, 500, 503. */
  status?: number
  /** Seconds of Retry-After; left out: no such header. */
  retryAfter?: number
  delayMs?: number
  /** Keep the call until `release()`. */
  hold?: boolean
  /** Cut the connection instead of answering. */
  drop?: boolean
  /** Do the work before failing, waiting or cutting. Default false: nothing happens. */
  afterWork?: boolean
}
export type FailureHandle = { hits(): number; clear(): void; release(): void }

/** `refuse`: every connection cut; `503`: every call answers 503. */
export type Outage = 'off' | 'refuse' | '503'

export type RenderOptions = {
  /** The viewer's IANA zone. */
  tz: string
  /** For "today at"; left out: full dates. */
  now?: number
  /** Name of a user (without @) or channel (without #) by id. */
  names?: (id: string) => string | undefined
}

/** `heard: false`: the app is not told, since it has not subscribed to that event, or it was lost. */
export type Heard = { heard?: boolean }

/** What is done to channels; each resolves when the app has acked what it was told of it. */
export type ChannelActs = {
  archive(channel: Place, how?: Heard): Promise<void>
  unarchive(channel: Place, how?: Heard): Promise<void>
  /** The app is told nothing it could subscribe to where it is not any more. */
  kickBot(channel: Place): void
  inviteBot(channel: Place, how?: Heard): Promise<void>
  /** As when sharing with another company begins or ends. Gives the new id. */
  changeChannelId(channel: Place, how?: Heard): Promise<string>
  /** Somebody leaves, or is taken out. */
  leave(channel: Place, user: string, how?: Heard): Promise<void>
  /** The other company has taken the invitation; left out: Acme. */
  shareChannel(channel: Place, how?: Heard & { company?: string }): Promise<void>
  /** No other company is in it any more. */
  unshareChannel(channel: Place, how?: Heard): Promise<void>
}

/** What is done to people, by name or id; each resolves when the app has acked what it was told of it. */
export type PeopleActs = {
  deactivate(user: string, how?: Heard): Promise<void>
  reactivate(user: string, how?: Heard): Promise<void>
  makeGuest(user: string, how?: Heard): Promise<void>
}

export type Slack = ChannelActs &
  PeopleActs & {
    /** `http://127.0.0.1:…/api/`, for SLACK_API_URL. */
    apiUrl: string
    url: string
    botToken: string
    signingSecret: string
    teamId: string
    botUserId: string
    /** Live; change it through `change`. */
    state: SlackState
    /** Where the bot listens: `http://127.0.0.1:3000` (then /slack/events) or the full address. */
    connect(botUrl: string): void
    /** By name (`alice`) or id. */
    person(name: string): Person
    user(name: string): SlackUser
    /** By `#name`, `name` or id. Throws when there is none. */
    channel(name: Place): SlackChannel
    /** The bot's DM with a user, made when missing. */
    dm(user: string): SlackChannel
    /** What the channel shows, oldest first: no replies, except broadcast ones. All readers give copies. */
    history(channel: Place): SlackMessage[]
    /** Replies only, oldest first. */
    thread(parent: { channel: string; ts: string }): SlackMessage[]
    /** The same message as it is now; undefined when deleted. */
    message(channel: Place, ts: string): SlackMessage | undefined
    /** What the user sees for themselves, oldest first. */
    ephemerals(user: string, channel?: Place): SlackEphemeral[]
    /** The modal on top of the user's screen. */
    view(user: string): SlackView | undefined
    home(user: string): SlackView | undefined
    requests(method?: string): ApiRequest[]
    deliveries(kind?: string): Delivery[]
    /** As the user sees it, in their time zone. Default: UTC. */
    render(shown: Clickable, user?: string): string
    /** Its text as a notification or a screen reader has it, in the user's time zone. Default: UTC. */
    notification(shown: SlackMessage | SlackEphemeral, user?: string): string
    /** Resolves with the first truthy answer; asked again after every change, never on a timer. */
    waitFor<T>(
      probe: (slack: Slack) => T,
      options?: { timeoutMs?: number; what?: string },
    ): Promise<Exclude<T, false | null | undefined | 0 | ''>>
    /** Resolves when no request of or to the bot is on its way. */
    idle(): Promise<void>
    change(edit: (state: SlackState) => void): void
    /** Called after every change of the state; gives back how to stop that. */
    onChange(listener: () => void): () => void
    /** Throws unless the app uses Socket Mode. */
    readonly sockets: Sockets
    fail(failure: Failure): FailureHandle
    clearFailures(): void
    outage(kind: Outage): void
    outageNow(): Outage
    /** Sends any event (app_uninstalled, channel_id_changed, …) in its envelope. */
    event(event: Json, options?: SendOptions & { team?: string }): Promise<Ack>
    /** Sends a recorded request again, byte for byte, signed anew only when asked. */
    redeliver(seq: number, options?: { resign?: boolean; headers?: Record<string, string> }): Promise<Ack>
    /** Installs the app in another team of the state. */
    install(teamId: string, scopes?: string[]): SlackInstall
    close(): Promise<void>
  }
