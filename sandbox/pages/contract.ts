/** What the pages ask of their server and get: types alone, read by both sides. */
import type { Link, Settings } from '../portal/state-types.ts'
import type { Block, ChannelKind, Json, SlackView } from '../slack/model.ts'
import type { Fill } from '../slack/types.ts'

// ── Slack ────────────────────────────────────────────────────────────────────────────────────────────────

export type PersonInfo = {
  id: string
  /** `alice`: what stands behind `?as=` and behind an @. */
  name: string
  realName: string
  /** IANA zone; dates are drawn in the zone of who looks. */
  tz: string
  isAdmin: boolean
  isGuest: boolean
  isBot: boolean
  company: string
  /** Of a company that has not installed the app. */
  isOutsider: boolean
}

export type ChannelInfo = {
  id: string
  /** `general`; for direct messages the names of the others. */
  label: string
  kind: ChannelKind
  memberCount: number
  hasBot: boolean
  isArchived: boolean
  /** The other companies that read along. */
  companies: string[]
  /** Agreed to be shared with another company, which has not joined yet. */
  isPendingShared: boolean
  /** Of the newest thing this person sees there. */
  latest?: string
}

/** Something the real Slack would not have taken, or takes and a reader suffers from. */
export type Flag = {
  /** Unique among all flags. */
  id: string
  at: number
  /** `chat.postMessage`, `views.open`, `ack of view_submission`, … */
  call: string
  /** `invalid_blocks`, `missing_fallback_text`, … */
  error: string
  /** Slack's own words, one a fault: `must be less than 3001 characters [json-pointer:/blocks/0/text]`. */
  reasons: string[]
  /** False: taken all the same, with this warning. */
  refused: boolean
  channel?: string
  /** The message it is about, when there is one. */
  ts?: string
  text?: string
  /** What it would have looked like; may be anything at all. */
  blocks?: unknown
}

/** A message, or what only one person sees. */
export type Shown = {
  ts: string
  channel: string
  /** User id; empty for Slack itself. */
  author: string
  /** Posted by the app. */
  isApp: boolean
  text: string
  blocks?: Block[]
  /** "Only visible to you". */
  isPrivate: boolean
  isEdited: boolean
  /** Deleted, its place kept for the replies. */
  isTombstone: boolean
  /** A reply that is shown in the channel too. */
  isBroadcast: boolean
  threadTs?: string
  replies?: { count: number; latest: string; authors: string[] }
  flags: Flag[]
}

/** One entry of `features.slash_commands` or `features.shortcuts` of the manifest. */
export type SlashCommand = { command: string; description: string; usageHint: string }
export type Shortcut = { name: string; description: string; callbackId: string; type: 'global' | 'message' }

/** One request between Slack and the bot, for the log. */
export type Exchange = {
  seq: number
  at: number
  /** `in`: Slack to the bot. */
  direction: 'in' | 'out'
  name: string
  /** `200`, `ok`, `invalid_blocks`, `no answer`, … */
  outcome: string
  isBad: boolean
  /** What was sent and answered, for reading. Tokens are left out. */
  detail: Json
}

/** All that one person sees at one moment. */
export type SlackScreen = {
  me: PersonInfo
  /** When this was drawn: for "today at". */
  now: number
  workspace: string
  /** The app's own users: one in each workspace that has it. */
  botUserIds: string[]
  /** Everybody who can be acted as. */
  people: PersonInfo[]
  /** By id, the bot and people of other companies too. */
  names: Record<string, string>
  channels: ChannelInfo[]
  commands: SlashCommand[]
  shortcuts: Shortcut[]
  /** The channel looked at; undefined when this person does not see it. */
  channel?: {
    info: ChannelInfo
    entries: Shown[]
    /** What is flagged here and is about none of the entries. */
    refused: Flag[]
  }
  thread?: { parent: Shown; replies: Shown[] }
  /** The open modals, the lowest first. */
  modals: SlackView[]
  /** The app has a Home, for this person. */
  hasHome: boolean
  home?: SlackView
  homeFlags: Flag[]
  /** What is flagged and belongs to no channel (modals, Home, answers), newest first. */
  flags: Flag[]
  /** Newest first. */
  log: Exchange[]
  /** The outage of Slack that is played now. */
  outage: 'off' | 'refuse' | '503'
}

/** What a click is on. */
export type Surface =
  | { kind: 'message'; channel: string; ts: string; isPrivate: boolean }
  | { kind: 'view'; id: string }
  | { kind: 'home' }

/** `POST /api/slack/act?as=alice`. */
export type SlackAct =
  | { act: 'command'; channel: string; text: string }
  | { act: 'say'; channel: string; text: string; threadTs?: string }
  | {
      act: 'click'
      on: Surface
      blockId: string
      actionId: string
      /** In a menu: the value of what is chosen. */
      option?: string
      /** In a modal: what is filled in so far, which Slack sends along in `view.state`. */
      values?: Fill
    }
  | { act: 'suggest'; on: Surface; blockId: string; actionId: string; query: string }
  | { act: 'submit'; view: string; values: Fill }
  | { act: 'close'; view: string }
  | { act: 'home' }
  /** Opens the conversation with the app. */
  | { act: 'messages' }
  | { act: 'shortcut'; callbackId: string }
  | { act: 'message-shortcut'; callbackId: string; channel: string; ts: string }
  | { act: 'dismiss'; channel: string; ts: string }
  | { act: 'outage'; kind: SlackScreen['outage'] }

/** `error`: nothing was sent, or the bot did not answer as it should; words for the person. */
export type ActResult = { ok: boolean; error?: string; problems?: string[]; options?: Json[] }

// ── Portal ───────────────────────────────────────────────────────────────────────────────────────────────

/** What goes wrong in life, each to be switched on and off. */
export const TROUBLES = [
  'slow',
  'down',
  'rate-limited',
  'audit-late',
  'audit-held',
  'audit-missing',
  'audit-hidden',
  'audit-key-demoted',
  'audit-key-narrow',
  'audit-key-revoked',
  'key-revoked',
  'clock-ahead',
  'clock-behind',
] as const
export type Trouble = (typeof TROUBLES)[number]

export type FileInfo = {
  id: string
  title: string
  /** `Marketing / Campaigns`. */
  place: string
  folderId: string
  isTrashed: boolean
  bytes: number
  /** The portal's page of it, as people paste it into Slack. */
  address: string
  linkCount: number
}

export type LinkInfo = Pick<
  Link,
  'id' | 'title' | 'primary' | 'internal' | 'denyDownload' | 'access' | 'expirationDate' | 'createdAt'
> & {
  hasPassword: boolean
  state: 'live' | 'expired' | 'invalid'
  /** Download events that carry its key; the portal itself keeps no such number. */
  downloads: number
  /** Leads to the portal's page, or straight to the bytes. */
  pageAddress: string
  directAddress: string
  /** The page of an exact share at the bot's gate, once somebody was told it in Slack. */
  gatePage?: string
}

export type EventInfo = {
  /** 0: has happened, and is not in the trail yet. */
  id: number
  date: string
  actionId: number
  /** `File downloaded`. */
  action: string
  user: string
  targets: string[]
  titles: string[]
  /** Of the link whose key stands in `page`, when one does. */
  linkId?: string
  ip: string
  browser: string
}

/** What the portal tells of downloads, and how the last of it went. */
export type WebhookInfo = {
  enabled: boolean
  uri: string
  /** What the HEAD to its address got; `status` 0: no answer. */
  check?: { status: number; error: string | null }
  /** Newest first. */
  deliveries: {
    id: number
    title: string
    createdOn: string
    state: 'waiting' | 'delivered' | 'failed'
    attempts: number
    /** Of the last attempt. */
    status?: number
  }[]
}

export type PortalScreen = {
  now: number
  url: string
  settings: Settings
  files: FileInfo[]
  /** The file looked at. */
  file?: FileInfo & { links: LinkInfo[] }
  /** Where a file can be moved to. */
  places: { id: string; name: string }[]
  /** The newest one. */
  webhook?: WebhookInfo
  /** Newest first; those of the file looked at carry its id in `targets`. */
  events: EventInfo[]
  waitingEvents: number
  troubles: Trouble[]
  /** Everybody with an account: a file can be opened as one of them. */
  people: { id: string; name: string; kind: string }[]
}

/** `POST /api/portal/act`. `by`: the account that does it in the portal, the file's owner when left out. */
export type PortalAct =
  | { act: 'trouble'; name: Trouble; on: boolean }
  | { act: 'calm' }
  | { act: 'release-events'; order: 'in-order' | 'reverse' }
  | { act: 'webhook'; on: boolean }
  | { act: 'delete-link'; fileId: string; linkId: string; by?: string }
  | {
      act: 'edit-link'
      fileId: string
      linkId: string
      /** `null`: no end, no password. */
      change: {
        expirationDate?: string | null
        denyDownload?: boolean
        internal?: boolean
        password?: string | null
      }
      by?: string
    }
  | { act: 'trash-file'; fileId: string; by?: string }
  | { act: 'restore-file'; fileId: string; by?: string }
  | { act: 'move-file'; fileId: string; folderId: string; by?: string }

/**
 * `GET /api/portal/visit?address=…&as=anonymous&browser=1` fetches an address of the portal as that visitor
 * (`anonymous` or the id of an account; each `browser` number is another computer) and passes on what comes: status, type, file
 * name, bytes. The portal's own refusal arrives as it is; `502` with a text when it cannot be reached.
 */
export type Visit = { address: string; as: string; browser: number }

/**
 * `GET /api/gate/visit?address=…&as=preview`: who comes to a page of the bot's gate. `preview` looks, by HEAD and GET; `downloader`
 * presses Download and takes the file in eight pieces at once.
 */
export type GateVisitor = 'preview' | 'downloader'
/** `ok`: they got what they came for. `words`: what came. */
export type GateVisit = { ok: boolean; words: string }
