/** A Block Kit block or element, as loose as Slack itself keeps them. */
export type Block = { type: string; block_id?: string; [key: string]: unknown }
export type Json = Record<string, unknown>

/** One workspace: a company's only one, or one of an organisation (Enterprise Grid). `install`: the app is installed in it. */
export type SlackTeam = {
  id: string
  domain: string
  name: string
  enterprise?: { id: string; name: string }
  install?: SlackInstall
}

export type SlackInstall = {
  token: string
  /** The bot's own user (U…) and its bot id (B…). */
  userId: string
  botId: string
  appId: string
  scopes: string[]
}

export type SlackUser = {
  id: string
  /** Home, which within an organisation may be another workspace than the one they act in. */
  team_id: string
  /** All workspaces of the organisation that they are in; left out: only the one. */
  teams?: string[]
  name: string
  real_name: string
  /** IANA zone. */
  tz: string
  /** What `users.info` says of their clock instead: no zone, or one newer than the app's zone data. */
  clock?: { tz: string | null; tz_offset: number }
  is_admin: boolean
  is_owner: boolean
  /** A guest. */
  is_restricted: boolean
  /** A guest of one channel only; such a person is `is_restricted` too. */
  is_ultra_restricted?: boolean
  is_bot: boolean
  deleted: boolean
  email?: string
  /** Left out: worked out from who asks (another company, and no channel in common). */
  is_stranger?: boolean
}

export type ChannelKind = 'public' | 'private' | 'mpim' | 'im'

export type SlackChannel = {
  id: string
  /** Without `#`; empty for a DM. */
  name: string
  kind: ChannelKind
  /** The workspace it belongs to. */
  team_id: string
  /** User ids, the bot's included when the bot is in. */
  members: string[]
  is_archived: boolean
  is_ext_shared: boolean
  is_pending_ext_shared: boolean
  /** The other companies in it. */
  connected_team_ids: string[]
  /** Seconds since 1970. */
  created: number
  creator: string
}

/** What a message said at one moment, and the arguments that made it so. */
export type Revision = { at: number; text: string; blocks?: Block[]; args: Json }

export type SlackMessage = {
  channel: string
  ts: string
  /** The author's user id; the bot's own is `bot_id` too. */
  user: string
  bot_id?: string
  app_id?: string
  team: string
  text: string
  blocks?: Block[]
  attachments?: unknown[]
  metadata?: Json
  thread_ts?: string
  /** A reply that is shown in the channel as well (`reply_broadcast`). */
  broadcast: boolean
  /** Deleted while it had replies: its place is kept. */
  tombstone: boolean
  edited?: { user: string; ts: string }
  unfurl_links?: boolean
  unfurl_media?: boolean
  /** The arguments of the last call that wrote it, exactly as received (JSON strings decoded). */
  args: Json
  /** Oldest first; the last one is what is shown now. */
  revisions: Revision[]
  /** How it came: `response_url` and `ack` reach channels that the bot is not in. */
  source: 'chat.postMessage' | 'response_url' | 'ack' | 'person'
}

/** Seen by one user only, until they reload. */
export type SlackEphemeral = {
  ts: string
  channel: string
  /** Who sees it. */
  to: string
  team: string
  text: string
  blocks?: Block[]
  thread_ts?: string
  args: Json
  revisions: Revision[]
  /** Taken away by `delete_original`. */
  deleted: boolean
  /** `slack`: Slack's own "failed with the error operation_timeout". */
  source: 'chat.postEphemeral' | 'response_url' | 'ack' | 'slack'
}

/** `values[block_id][action_id]`, as in `view.state`. */
export type ViewValues = Record<string, Record<string, Json>>

export type SlackView = {
  id: string
  type: 'modal' | 'home'
  team_id: string
  /** Whose screen it is on. */
  user: string
  callback_id: string
  external_id: string
  private_metadata: string
  title: Json | null
  submit: Json | null
  close: Json | null
  blocks: Block[]
  clear_on_close: boolean
  notify_on_close: boolean
  hash: string
  root_view_id: string
  previous_view_id: string | null
  /** What the person filled in; initial values are not repeated here. */
  values: ViewValues
  /** From the last `response_action: errors`: block_id to text. */
  errors: Record<string, string>
  /** False once submitted, closed or cleared. */
  open: boolean
  /** The view as the app sent it. */
  args: Json
}

export type Trigger = {
  id: string
  team: string
  user: string
  at: number
  usedBy?: string
  view?: string
}

/** A response_url. `origin` is the message that was clicked; of a command, what the app has answered last. */
export type ResponseHook = {
  path: string
  kind: 'commands' | 'actions'
  team: string
  channel: string
  user: string
  at: number
  uses: number
  origin?: { ts: string; ephemeral: boolean }
}

/** One call of the bot to the Web API or to a response_url. */
export type ApiRequest = {
  seq: number
  at: number
  /** `chat.postMessage`, …, or `response_url`. */
  method: string
  team?: string
  args: Json
  /** 0: the connection was dropped, or the answer is not out yet. */
  status: number
  response: Json
  /** What Slack swallows and a reviewer should not, e.g. `missing_fallback_text`. */
  warnings: string[]
  /** The failure on demand that hit it. */
  fault?: string
  /** Of a response_url: where it writes, whom alone it is for, and what it wrote or would have rewritten. */
  about?: { channel: string; to?: string; ts?: string }
}

/** One request of Slack to the bot. */
export type Delivery = {
  seq: number
  at: number
  kind: string
  /** Empty in Socket Mode. */
  url: string
  headers: Record<string, string>
  /** The raw body that was signed. */
  raw: string
  payload: Json
  status: number
  responseBody: string
  durationMs: number
  late: boolean
  /** The connection failed, or nothing came in time. */
  error?: string
  /** What Slack does not like about the answer; left out until there is one. */
  problems?: string[]
  /** In Socket Mode: each time that it was sent, and by which connection. */
  envelopes?: { id: string; connection: number; attempt: number }[]
}

/** Everything the workspace knows: plain JSON, so it can be saved and put back. */
/** A file that the app uploads; `text` null: its bytes have not come yet. `message`: where it was shared. */
export type SlackFile = {
  id: string
  name: string
  length: number
  text: string | null
  message: { channel: string; ts: string } | null
}

export type SlackState = {
  teams: SlackTeam[]
  /** Groups of users by their ids (S…); left out: there are none. */
  userGroups?: { id: string; team_id: string; users: string[] }[]
  users: SlackUser[]
  channels: SlackChannel[]
  messages: SlackMessage[]
  files: SlackFile[]
  ephemerals: SlackEphemeral[]
  views: SlackView[]
  triggers: Trigger[]
  hooks: ResponseHook[]
  requests: ApiRequest[]
  deliveries: Delivery[]
  /** Options offered by block_suggestion, by what they were typed into. */
  suggestions: Record<string, Json[]>
  /** Last number handed out, for ids and log entries. */
  counter: number
  /** Last message time in microseconds, so that no two are alike. */
  lastTs: number
  /** Tokens of the posting allowance, by channel, and when they were last counted. */
  allowance: Record<string, { left: number; at: number }>
}
