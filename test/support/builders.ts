import {
  type AuditHealth,
  type AuditStatus,
  auditHealth,
  NEVER_LOOKED,
} from '../../src/domain/audit-health.ts'
import type { StoredEvent } from '../../src/domain/downloads.ts'
import type { Policy } from '../../src/domain/policy.ts'
import type { AuditEvent, PortalFile, PortalLink } from '../../src/domain/portal-facts.ts'
import type { ReplyTo } from '../../src/domain/reply-to.ts'
import type { Notified, ShareEnd, ShareLink } from '../../src/domain/share.ts'
import { factsOfPage } from '../../src/domain/share-key.ts'
import type { GrantedTerms } from '../../src/domain/terms.ts'
import type { MakeRequest } from '../../src/use-cases/make-request.ts'
import type { PolicyFor } from '../../src/use-cases/policy-ports.ts'

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** A whole second, as the portal's trail has them. */
export const NOW = Date.parse('2026-11-23T10:00:00.000Z')
export const TEAM = 'T0SHARE'
export const FILE_ID = '4821'
export const ORIGIN = 'https://acme.example'
export const WORKSPACE_URL = 'https://northwind.slack.com/'
export const ROW_FACTS = { workspaceUrl: WORKSPACE_URL, hasGate: true } as const
export const LINK_ID = '9f1c2a34-5b6d-4e7f-8a90-b1c2d3e4f506'
export const OTHER_LINK_ID = '11111111-2222-4333-8444-555555555555'
/** The portal's account of every anonymous visitor (docs/portal.md, Who). */
export const GUEST = '712d9ec3-5d2b-4b13-824f-71f00191dcca'
export const MEMBER = '66faa6e4-f133-11ea-b126-00ffeec8b4ef'

const HASH = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='

/** The `share=` key of a link (docs/portal.md, What a visitor meets). */
export const keyOf = (linkId: string): string =>
  Buffer.from(`${HASH}?${JSON.stringify(linkId)}`).toString('base64url')

/** The key of a link with a password: the json is a string that holds json. */
export const passwordKeyOf = (linkId: string): string =>
  Buffer.from(`${HASH}?${JSON.stringify(JSON.stringify({ Id: linkId, Password: 'x' }))}`).toString(
    'base64url',
  )

/** The `page` of a direct download by a link. */
export const pageOf = (linkId: string, fileId = FILE_ID): string =>
  `${ORIGIN}/filehandler.ashx?action=download&share=${keyOf(linkId)}&fileid=${fileId}`

export const NOTHING_NOTIFIED: Notified = {
  fingerprint: null,
  downloads: 0,
  end: 'no',
  endPrivately: 'no',
  endTries: 0,
  extensions: 0,
  warnedEnd: null,
  warnedLimit: null,
  lost: false,
  drift: null,
  stuck: false,
}

type ShareOverrides = Partial<Omit<ShareLink, 'terms' | 'notified' | 'end'>> & {
  terms?: Partial<GrantedTerms>
  notified?: Partial<Notified>
  end?: Partial<ShareEnd> | null
}

/** An active share, one hour old, ending in a week, with a limit of 3 and a message. */
export const aShare = ({ terms, notified, end, ...rest }: ShareOverrides = {}): ShareLink => ({
  team: TEAM,
  id: 'K7M4QX',
  state: 'active',
  step: null,
  file: { id: FILE_ID, title: 'Q3 report.docx' },
  folderId: '17',
  linkId: LINK_ID,
  postsInDoubt: 0,
  formerLinkIds: [],
  looseLinkIds: [],
  cleanedAt: null,
  creator: { id: 'U0ALICE', name: 'Alice' },
  channel: { id: 'C0TEAM', name: 'team' },
  sealedPassword: null,
  createdAt: NOW - HOUR,
  bornAt: NOW - HOUR,
  address: pageOf(rest.linkId ?? LINK_ID),
  key: keyOf(rest.linkId ?? LINK_ID),
  direct: true,
  message: { channel: 'C0TEAM', ts: '1700000000.000100' },
  downloads: 0,
  views: 0,
  judgedEvents: 0,
  pastEnds: [],
  extending: null,
  extensions: [],
  rewrittenAt: null,
  messageLost: false,
  closed: null,
  muted: false,
  endIsNear: null,
  repairs: [],
  drift: null,
  failure: null,
  answered: false,
  ...rest,
  terms: { expiresAt: NOW + 7 * DAY, limit: 3, viewOnly: false, note: null, ...terms },
  end: end == null ? null : { reason: 'manual', by: null, decidedAt: NOW, verifiedAt: null, ...end },
  notified: { ...NOTHING_NOTIFIED, ...notified },
})

/** A share whose link was seen to be gone. */
export const aRevokedShare = (overrides: ShareOverrides = {}): ShareLink =>
  aShare({
    state: 'revoked',
    address: null,
    key: null,
    ...overrides,
    end: { reason: 'expired', decidedAt: NOW, verifiedAt: NOW + SECOND, ...overrides.end },
  })

/** As the portal has it: `page` is an address. */
type OnThePortal<T extends StoredEvent | AuditEvent> = Partial<Omit<T, 'page'>> & { page?: string | null }

export type EventOverrides = OnThePortal<AuditEvent>
export type StoredOverrides = OnThePortal<StoredEvent>

/** A direct download by the link of `aShare`, a minute before `NOW`. */
export const anEvent = ({ page = pageOf(LINK_ID), ...overrides }: EventOverrides = {}): AuditEvent => ({
  id: 90_412,
  at: NOW - MINUTE,
  actionId: 5009,
  userId: GUEST,
  user: 'Anonymous',
  ip: '198.51.100.7',
  browser: 'Chrome 138',
  platform: 'Windows 10',
  country: '',
  city: '',
  page: factsOfPage(page),
  target: [FILE_ID],
  ...overrides,
})

export const aStoredEvent = ({
  soleWayIn = false,
  skewMs = 0,
  seenAt = NOW,
  ...overrides
}: StoredOverrides = {}): StoredEvent => {
  const { user: _, target: __, ...event } = anEvent(overrides)
  return { ...event, soleWayIn, skewMs, seenAt }
}

export const aFile = (overrides: Partial<PortalFile> = {}): PortalFile => ({
  id: FILE_ID,
  title: 'Q3 report.docx',
  bytes: 48_213,
  isForm: false,
  roomType: null,
  folderId: '17',
  rootType: 5,
  parentShared: false,
  canShare: true,
  externalRights: ['Read'],
  linkQuota: 6,
  ...overrides,
})

export const aLink = (overrides: Partial<PortalLink> = {}): PortalLink => ({
  id: LINK_ID,
  access: 2,
  shareLink: `${ORIGIN}/s/xW9K_fnb8vh3GHq`,
  requestToken: keyOf(overrides.id ?? LINK_ID),
  expiresAt: NOW + 7 * DAY,
  internal: false,
  denyDownload: false,
  primary: false,
  isExpired: false,
  title: '',
  hasPassword: false,
  ...overrides,
})

/** Where a command is answered. */
export const aReply = (url = 'https://hooks.example/commands/1/2'): ReplyTo => ({ kind: 'url', url })

/** What it takes to make `aShare`. */
export const aRequest = (overrides: Partial<MakeRequest> = {}): MakeRequest => ({
  team: TEAM,
  shareId: 'K7M4QX',
  linkId: LINK_ID,
  fileId: FILE_ID,
  creator: { id: 'U0ALICE', name: 'Alice' },
  channel: { id: 'C0TEAM', name: 'team' },
  here: true,
  terms: { expiresAt: NOW + 7 * DAY, limit: 3, viewOnly: false, note: null },
  sealedPassword: null,
  replyTo: aReply(),
  reference: 'REF23456',
  ...overrides,
})

/** The same rules, whatever they are asked about. */
export const rulesOf =
  (overrides: Partial<Policy> = {}): PolicyFor =>
  async () =>
    aPolicy(overrides)

export const aPolicy = (overrides: Partial<Policy> = {}): Policy => ({
  defaultExpiryMs: 7 * DAY,
  minExpiryMs: MINUTE,
  maxExpiryMs: 90 * DAY,
  defaultLimit: 10,
  highestLimit: null,
  enforcement: 'watched',
  linksPerMinute: null,
  maxLiveLinks: null,
  requirePassword: false,
  allowedChannels: null,
  allowedRooms: null,
  passwordsAvailable: true,
  hasGate: true,
  maxLifeMs: null,
  onlyLimit: null,
  exactOnly: false,
  viewOnly: false,
  generatesPassword: false,
  variesByPlace: false,
  asksRooms: (overrides.allowedRooms ?? null) !== null,
  barred: [],
  presets: {},
  notice: null,
  lines: {},
  ...overrides,
})

/** The health of a trail that was last read then, and of which nothing else is known. */
export const aHealth = (
  sweptAt: number | null,
  now = NOW,
  auditStatus: Partial<AuditStatus> = {},
): AuditHealth => auditHealth({ ...NEVER_LOOKED, ...auditStatus }, { sweptAt, skewMs: 0 }, now, 10 * SECOND)
