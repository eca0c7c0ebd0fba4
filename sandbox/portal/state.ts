import { ANONYMOUS_ID, KEYS, ROOTS, USERS } from './seed-ids.ts'
import type {
  ApiKey,
  Folder,
  PortalState,
  RateLimits,
  RootType,
  Settings,
  User,
  UserKind,
} from './state-types.ts'

/** What the portal's own code has where nothing else is laid down (docs/portal.md, Rate limits). */
export const CLOUD_RATE_LIMITS: RateLimits = {
  perMinute: 1_500,
  reads: 50,
  writes: 15,
  writesPerDay: 10_000,
}

const DEFAULT_SETTINGS: Settings = {
  version: '3.7.2',
  documentServer: '9.1.0.173',
  origin: '',
  culture: 'en-US',
  portalOffsetMinutes: 0,
  serverOffsetMinutes: 0,
  clockSkewMs: 0,
  audit: 'full',
  auditDelayMs: { min: 0, max: 0 },
  auditHeld: false,
  auditDuplicates: 0,
  auditPageLength: 4096,
  auditPurgeBefore: null,
  webhookDelayMs: { min: 0, max: 50 },
  webhookRetryMs: 1000,
  internalByDefault: false,
  externalSharing: 'allowed',
  rateLimits: null,
  oauthIssuer: null,
  unpaid: false,
  gone: false,
}

const user = (id: string, displayName: string, email: string, kind: UserKind): User => ({
  id,
  displayName,
  email,
  kind,
  active: true,
})

const key = (secret: string, name: string, ownerId: string, permissions: string[] = []): ApiKey => ({
  secret,
  name,
  ownerId,
  permissions,
  active: true,
  expiresAt: null,
})

/** A portal with its people, keys and sections, and no files (docs/portal.md, Keys). */
export const emptyState = (now: Date, settings: Partial<Settings> = {}): PortalState => {
  const section = (id: string, title: string, rootType: RootType, ownerId: string): [string, Folder] => [
    id,
    { id, title, parentId: null, ownerId, rootType, createdAt: now.toISOString() },
  ]
  const people = [
    user(USERS.owner, 'Olga Owner', 'olga@portal.example', 'owner'),
    user(USERS.admin, 'Adam Admin', 'adam@portal.example', 'admin'),
    user(USERS.roomAdmin, 'Rita Roomadmin', 'rita@portal.example', 'room-admin'),
    user(USERS.member, 'Mark Member', 'mark@portal.example', 'user'),
    user(USERS.guest, 'Gina Guest', 'gina@elsewhere.example', 'guest'),
  ]
  return {
    settings: { ...DEFAULT_SETTINGS, ...settings },
    oauthClients: [],
    oauthGrants: [],
    signingSecret: 'stand-in',
    users: Object.fromEntries(people.map((one) => [one.id, one])),
    keys: [
      key(KEYS.owner, 'owner', USERS.owner),
      key(KEYS.admin, 'admin', USERS.admin),
      key(KEYS.roomAdmin, 'roomAdmin', USERS.roomAdmin),
      key(KEYS.member, 'member', USERS.member),
      key(KEYS.guest, 'guest', USERS.guest),
      key(KEYS.ownerFilesOnly, 'ownerFilesOnly', USERS.owner, [
        'files:write',
        'rooms:read',
        'accounts.self:read',
      ]),
      key(KEYS.adminReadOnly, 'adminReadOnly', USERS.admin, ['*:read']),
    ],
    sessions: {},
    folders: Object.fromEntries([
      section(ROOTS.rooms, 'Rooms', 14, ANONYMOUS_ID),
      section(ROOTS.archive, 'Archive', 20, ANONYMOUS_ID),
      section(ROOTS.trash, 'Trash', 3, USERS.owner),
      section(ROOTS.myOwner, 'My documents', 5, USERS.owner),
      section(ROOTS.myAdmin, 'My documents', 5, USERS.admin),
      section(ROOTS.myRoomAdmin, 'My documents', 5, USERS.roomAdmin),
      section(ROOTS.myMember, 'My documents', 5, USERS.member),
    ]),
    files: {},
    links: [],
    events: [],
    pending: [],
    webhooks: [],
    deliveries: [],
    nextWebhookId: 1,
    nextDeliveryId: 1,
    nextEventId: 90_001,
    nextEntryId: 6001,
  }
}
