/**
 * What the stand-in portal remembers: plain JSON, nothing of HTTP. Instants are ISO texts in UTC; ids are texts, also
 * where the portal answers numbers (docs/portal.md, Ids).
 */

/**
 * `owner` and `admin` may read the audit trail; a guest owns no documents
 * (docs/portal.md, Reading the audit trail; docs/portal.md, Files and accounts).
 */
export type UserKind = 'owner' | 'admin' | 'room-admin' | 'user' | 'guest'

export type User = { id: string; displayName: string; email: string; kind: UserKind; active: boolean }

/** An API key acts as its owner; `permissions: []` is full access (docs/portal.md, Keys). */
export type ApiKey = {
  secret: string
  name: string
  ownerId: string
  permissions: string[]
  active: boolean
  expiresAt: string | null
}

/** 15 form filling, 16 editing, 19 custom, 22 public, 29 virtual data room, 31 AI. */
export type RoomType = 15 | 16 | 19 | 22 | 29 | 31

/** What a member of a room may do; only `manager` (and the room's owner) may make links. */
export type RoomRole = 'manager' | 'editor' | 'viewer'

/** The root of a tree: 5 My documents, 14 rooms, 20 archive, 3 trash. */
export type RootType = 5 | 14 | 20 | 3

export type Folder = {
  id: string
  title: string
  /** `null`: a root section. */
  parentId: string | null
  ownerId: string
  rootType: RootType
  /** Set: this folder is a room. */
  roomType?: RoomType
  members?: Record<string, RoomRole>
  /** A connected cloud, e.g. `SharpBox`. */
  providerKey?: string
  createdAt: string
}

export type PortalFile = {
  id: string
  title: string
  folderId: string
  ownerId: string
  /** The bytes, base64. */
  content: string
  version: number
  isForm: boolean
  locked: boolean
  /** `false`: nobody may make a link to it, whatever their rights. */
  shareable: boolean
  /** Users it was shared to with write access: they may make links too. */
  writers: string[]
  /** Users who opened it by a link while signed in (docs/portal.md, What a visitor meets). */
  openedBy: string[]
  /** The folder it was in before the trash; `null`: it is not there. */
  originId: string | null
  createdAt: string
  updatedAt: string
}

/** An external link. `holder` is the file, or the room whose link a form or an old version answers with. */
export type Link = {
  id: string
  holder: { kind: 'file' | 'room'; id: string }
  primary: boolean
  access: number
  title: string
  internal: boolean
  denyDownload: boolean
  password: string | null
  /** UTC with seven fraction digits, or `null`: no end. */
  expirationDate: string | null
  /** The 15 characters of `/s/…`. */
  code: string
  createdAt: string
}

export type AuditEvent = {
  /** 0 until the row has arrived in the trail; then unique, in the order of arrival. */
  id: number
  /** Whole seconds, UTC. */
  date: string
  userId: string
  actionId: number
  /** File ids; stored joined by a comma, as the portal does (docs/portal.md, Ids). */
  target: string[]
  /** What fills the localized sentence: file title, link title, role. */
  titles: string[]
  /** Title of the room the file is in, for `context`. */
  room: string | null
  page: string | null
  ip: string
  browser: string
  platform: string
}

/** `visibleAt` is true time, whatever the portal's clock shows. */
export type PendingEvent = { event: AuditEvent; visibleAt: string }

/** For each account, all its keys together; for each address where nobody is signed in (docs/portal.md, Rate limits). */
export type RateLimits = { perMinute: number; reads: number; writes: number; writesPerDay?: number }

export type Settings = {
  /** DocSpace version; what differs by version follows it (docs/portal.md, Versions). */
  version: string
  documentServer: string
  /** Where the portal believes it is; in every address it answers. Empty until it listens. */
  origin: string
  culture: 'en-US' | 'de-DE'
  /** Zone of dates in answers, minutes east of UTC. */
  portalOffsetMinutes: number
  /** Zone of the server process: how a date without offset is read. */
  serverOffsetMinutes: number
  /** How far the portal's clock is ahead of the true time; below zero: behind. All that it believes follows. */
  clockSkewMs: number
  /** `none`: the plan lacks the audit trail (20 newest, unfiltered); `hidden`: 402. */
  audit: 'full' | 'none' | 'hidden'
  /** Time from an event to its visibility, drawn evenly between the two. */
  auditDelayMs: { min: number; max: number }
  /** Events wait until `releaseEvents()`. */
  auditHeld: boolean
  /** Share of the rows (0 to 1) that every answer of the trail holds twice, side by side or on two pages. */
  auditDuplicates: number
  /** Longer addresses are cut off: 4096 on MySQL, 300 on PostgreSQL (docs/portal.md, Who). */
  auditPageLength: number
  /** Rows dated before this instant are gone for good, as after 180 days; `null`: none. */
  auditPurgeBefore: string | null
  /** Time from an event to the first attempt at a webhook, drawn evenly; the real queue is looked at every 5 s. */
  webhookDelayMs: { min: number; max: number }
  /** Before the first retry; each further one waits twice as long. */
  webhookRetryMs: number
  /** New links without an id of the caller's own are internal. */
  internalByDefault: boolean
  /** External sharing switched off for the portal. */
  externalSharing: 'allowed' | 'internal-only' | 'blocked'
  /** `null`: no limits, as a portal on one's own server comes. */
  rateLimits: RateLimits | null
  /** What the answer to an authorization names as its issuer; `null`: none, as the portal itself. */
  oauthIssuer: string | null
  /** The portal is unpaid: everything answers 402. */
  unpaid: boolean
  /** The portal is unknown, suspended or deleted: everything answers 404 without envelope. */
  gone: boolean
}

/** One request as it came in; `status` 0 while unanswered, and for good when the connection was dropped. */
export type LoggedRequest = {
  time: string
  method: string
  path: string
  query: Record<string, string>
  /** Parsed when it was JSON, the text otherwise, `null` when there was none. */
  body: unknown
  /** Name of the API key, `null` without a known one. Never the key. */
  key: string | null
  status: number
  done: boolean
}

/** Somebody's address that the portal tells of downloads (docs/portal.md, Webhooks). */
export type Webhook = {
  id: number
  name: string
  uri: string
  secretKey: string
  /** Bit mask; 0: all. */
  triggers: number
  /** Only for this file. */
  targetId: string | null
  /** Fires only for what this user may read. */
  ownerId: string
  enabled: boolean
  createdAt: string
  /** What the HEAD to its address got; `status` 0: no answer. */
  checked: Attempt | null
  lastSuccessOn: string | null
  lastFailureOn: string | null
  lastFailureContent: string | null
}

type Attempt = { at: string; status: number; error: string | null }

/** One event on its way to one webhook. */
export type Delivery = {
  /** `event.id`, the same for every attempt. */
  id: number
  webhookId: number
  trigger: string
  triggerId: number
  /** Whole seconds. */
  createdOn: string
  createdBy: string
  payload: Record<string, string | number>
  attempts: Attempt[]
  state: 'waiting' | 'delivered' | 'failed'
}

/** A program that people may let act for them (docs/portal.md, OAuth). */
export type OAuthClient = {
  id: string
  secret: string
  name: string
  redirectUris: string[]
  /** Left out by whoever asks, all of them are granted. */
  scopes: string[]
  /** Only then people can use it. */
  isPublic: boolean
  enabled: boolean
}

/** Its text, and when it is over (epoch ms). */
export type Perishable = { text: string; until: number }

/** What one person lets one client do: there is one of it, and what was given before it is no more. */
export type OAuthGrant = {
  clientId: string
  userId: string
  scopes: string[]
  code: (Perishable & { redirectUri: string; challenge: string | null }) | null
  access: Perishable | null
  refresh: Perishable | null
}

export type PortalState = {
  settings: Settings
  oauthClients: OAuthClient[]
  oauthGrants: OAuthGrant[]
  /** Signs the share keys. */
  signingSecret: string
  users: Record<string, User>
  keys: ApiKey[]
  /** Session token -> user id, as after a sign-in. */
  sessions: Record<string, string>
  folders: Record<string, Folder>
  files: Record<string, PortalFile>
  links: Link[]
  events: AuditEvent[]
  pending: PendingEvent[]
  webhooks: Webhook[]
  deliveries: Delivery[]
  nextWebhookId: number
  nextDeliveryId: number
  nextEventId: number
  nextEntryId: number
}
