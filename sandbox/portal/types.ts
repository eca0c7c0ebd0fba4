import type {
  ApiKey,
  AuditEvent,
  Delivery,
  Folder,
  Link,
  LoggedRequest,
  OAuthClient,
  PortalFile,
  PortalState,
  RoomRole,
  RoomType,
  Settings,
  User,
  UserKind,
  Webhook,
} from './state-types.ts'

/** Where the time and the chances of the stand-in come from. `random` gives [0, 1). */
export type Sources = { now: () => Date; random: () => number }

/** Which requests a fault is for: everything given must agree. */
export type RequestMatch = {
  method?: string
  /** Path without query; `*` stands for any run of characters, e.g. `/api/2.0/files/file/…/links`. */
  path?: string
  /** Members the JSON body must have, e.g. `{ access: 0 }` for deletes only. */
  body?: Record<string, unknown>
}

/**
 * What goes wrong.
 * - `slow`: `before` the work or between work and answer (`after`).
 * - `drop`: the connection is cut, `before` or `after` the work was done.
 * - `rate-limit`: 429, empty, with `Retry-After` only when `retryAfter` (seconds) is given.
 * - `status`: that status with the body the portal gives there (500: envelope; 402, 404: none; 502, 503: HTML).
 * - `answer`: this status and body; the work is done first only with `work: true`.
 * - `lie`: the answer of a link write is untrue. `no-response`: work done, 200 without `response`; `other-id`,
 *   `other-end`, `other-internal`: work done, another value answered; `does-nothing`: no work, answered as if.
 */
export type FaultAction =
  | { kind: 'slow'; ms: number; when?: 'before' | 'after' }
  | { kind: 'drop'; when?: 'before' | 'after' }
  | { kind: 'rate-limit'; retryAfter?: number }
  | { kind: 'status'; status: number }
  | {
      kind: 'answer'
      status?: number
      body?: unknown
      headers?: Record<string, string>
      work?: boolean
    }
  | { kind: 'lie'; how: 'no-response' | 'other-id' | 'other-end' | 'other-internal' | 'does-nothing' }

/** `times`: how many matching requests it meets (default 1), `always` until `clearFaults`. */
export type Fault = RequestMatch & { action: FaultAction; times?: number | 'always' }

/** An event put into the trail without a request. Omitted: the anonymous visitor, now, a plain browser. */
export type NewEvent = {
  /** Default 5009, a download. */
  actionId?: number
  /** File (or, for 5057, folder) id. */
  target: string
  /** `null`: the bulk download, which keeps only a Referer. Omitted: `null` too. */
  page?: string | null
  userId?: string
  at?: Date
  ip?: string
  browser?: string
  platform?: string
  titles?: string[]
}

export type NewUser = { displayName: string; kind?: UserKind; id?: string; email?: string }
export type NewKey = { ownerId: string; permissions?: string[]; name?: string; secret?: string }
/** `id`, `secret`: random where left out. Public, enabled and with all scopes where nothing is said. */
export type NewOAuthClient = Pick<OAuthClient, 'redirectUris'> & Partial<OAuthClient>
export type NewRoom = {
  title: string
  type?: RoomType
  ownerId?: string
  members?: Record<string, RoomRole>
  id?: string
  archived?: boolean
  providerKey?: string
}
export type NewFolder = { title: string; parentId: string; id?: string }
export type NewFile = {
  title: string
  /** Default: the owner's My documents. */
  folderId?: string
  ownerId?: string
  id?: string
  /** Default: bytes that fit the extension. */
  content?: string | Uint8Array
  isForm?: boolean
  locked?: boolean
  shareable?: boolean
  writers?: string[]
}

export type LinkChange = Partial<
  Pick<Link, 'access' | 'title' | 'internal' | 'denyDownload' | 'password' | 'expirationDate'>
>

/** `triggers`: bit mask, default 0, all. `ownerId`: default the portal's owner. */
export type NewWebhook = Pick<Webhook, 'uri' | 'secretKey'> &
  Partial<Pick<Webhook, 'name' | 'triggers' | 'targetId' | 'ownerId'>>

export type WebhookChange = Partial<
  Pick<Webhook, 'uri' | 'secretKey' | 'name' | 'triggers' | 'targetId' | 'enabled'>
>

/** A file's bytes as text of their SHA-256, to compare a download with. */
export type FileDigest = { bytes: number; sha256: string }

/** Everything a test or a person may do to the portal behind its API. Over HTTP: `/__control/<name>`. */
export type PortalControl = {
  configure: (change: Partial<Settings>) => Settings
  addUser: (user: NewUser) => User
  setUserActive: (userId: string, active: boolean) => User
  /** What somebody is from now on: an owner or admin who is demoted, or the other way round. */
  setUserKind: (userId: string, kind: UserKind) => User
  addKey: (key: NewKey) => ApiKey
  /** The key answers 401 from now on. */
  revokeKey: (secret: string) => void
  /** It is taken again. */
  restoreKey: (secret: string) => void
  /** What the key may from now on; none: everything its owner may. */
  setKeyPermissions: (secret: string, permissions: string[]) => ApiKey
  /** Registers it; one with the same id is replaced. */
  addOAuthClient: (client: NewOAuthClient) => OAuthClient
  /** What a user has let a client do is over, as on the portal's own page of authorized apps. */
  endOAuthGrant: (clientId: string, userId: string) => void
  /** Signs a user in: the token goes into the cookie `asc_auth_key` or, bare, into `Authorization`. */
  signIn: (userId: string) => string
  addRoom: (room: NewRoom) => Folder
  addFolder: (folder: NewFolder) => Folder
  addFile: (file: NewFile) => PortalFile
  /** Somebody moves it (event 5015); `by`: a user id, the file's owner when left out. Its links stay. */
  moveFile: (fileId: string, folderId: string, by?: string) => PortalFile
  /** Into the trash (root 3, event 5017): its links validate as Invalid. */
  trashFile: (fileId: string, by?: string) => PortalFile
  /** Out of the trash, to where it was (event 5015). */
  restoreFile: (fileId: string, by?: string) => PortalFile
  /** Gone for good: 404 from now on. */
  removeFile: (fileId: string) => void
  digest: (fileId: string) => FileDigest
  /** The file's links, or all; expired ones too. */
  links: (fileId?: string) => Link[]
  /** As the portal's own pages would: a link of any kind, beside the quota and without checks. */
  addLink: (fileId: string, link?: LinkChange & { id?: string; primary?: boolean }) => Link
  /** Somebody in the portal edits a link (event 5092); `by`: a user id, the file's owner when left out. */
  editLink: (fileId: string, linkId: string, change: LinkChange, by?: string) => Link
  /** Somebody in the portal deletes a link (event 5093). */
  deleteLink: (fileId: string, linkId: string, by?: string) => void
  shareLink: (link: Link) => string
  requestToken: (linkId: string) => string
  /** `{origin}/filehandler.ashx?action=download&fileid=…&share=…` */
  directLink: (fileId: string, linkId: string) => string
  emit: (event: NewEvent) => AuditEvent
  /** Events of the trail, oldest arrival first. */
  events: () => AuditEvent[]
  /** Lets waiting events arrive now, in the order they happened or the other way round. */
  releaseEvents: (order?: 'in-order' | 'reverse') => number
  /** One batch of events happens after each of the next answers of the trail: pages shift while being read. */
  emitBetweenPages: (...batches: NewEvent[][]) => void
  /** Sends HEAD to the address; what came of it stands in `checked`, and the webhook is there either way. */
  addWebhook: (hook: NewWebhook) => Promise<Webhook>
  /** Another `uri` is tried with HEAD again. */
  changeWebhook: (id: number, change: WebhookChange) => Promise<Webhook>
  removeWebhook: (id: number) => void
  /** Each with its deliveries, the oldest first. */
  webhooks: () => (Webhook & { deliveries: Delivery[] })[]
  fault: (fault: Fault) => void
  clearFaults: () => void
  requests: (match?: RequestMatch) => LoggedRequest[]
  clearRequests: () => void
}

export type StartPortalOptions = {
  port?: number
  host?: string
  now?: () => Date
  random?: () => number
  /** `demo` (default): the rooms and files of `seed-ids.ts`; `empty`: the people and keys only. */
  seed?: 'demo' | 'empty'
  /** A state kept from before, instead of a seed. */
  state?: PortalState
  settings?: Partial<Settings>
}

/** A running stand-in. */
export type Portal = PortalControl & {
  /** Origin without a trailing slash. */
  url: string
  /** The portal owner's key, all rights. Others are in `KEYS` of `seed-ids.ts`. */
  adminKey: string
  /** The live state: read it freely, change it through the functions here. */
  state: PortalState
  /** What the portal's own clock shows. */
  now: () => Date
  /**
   * Resolves once `count` (default 1) matching requests have been dealt with since the start or the last
   * `clearRequests`, with the newest of them; rejects after `timeoutMs` (default 45 s).
   */
  waitForRequest: (
    match: RequestMatch,
    options?: { count?: number; timeoutMs?: number },
  ) => Promise<LoggedRequest>
  /** Called after every request that was dealt with and every change made here; gives back how to stop that. */
  onChange: (listener: () => void) => () => void
  close: () => Promise<void>
}
