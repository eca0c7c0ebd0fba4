/** What the portal says of a file, reduced to what the rules need (docs/portal.md, Files and accounts). */
export interface PortalFile {
  /** Digits, or a third-party id: compare as strings. */
  id: string
  title: string
  /** Null where the portal does not say. */
  bytes: number | null
  isForm: boolean
  /** parentRoomType: 15 form filling, 22 public, 29 virtual data room; null outside rooms. */
  roomType: number | null
  folderId: string | null
  /** rootFolderType: 3 trash, 20 archive, 5 My documents, 14 rooms; null where the portal does not say. */
  rootType: number | null
  /** True when a folder above is shared, so that other ways in exist. */
  parentShared: boolean
  canShare: boolean
  /** availableShareRights.ExternalLink */
  externalRights: readonly string[]
  /** shareSettings.ExternalLink: how many additional links the file may have; expired ones count. */
  linkQuota: number
}

/** One external link as the portal lists it. */
export interface PortalLink {
  id: string
  /** Numeric access level; 2 is Read. */
  access: number
  /** `/s/…` address of the portal's own page for the link. */
  shareLink: string
  /** The signed key that every address of the link carries as `share=`. */
  requestToken: string
  expiresAt: number | null
  internal: boolean
  denyDownload: boolean
  primary: boolean
  isExpired: boolean
  /** What people see of it in the portal; empty where the portal does not say. */
  title: string
  hasPassword: boolean
}

/** What the bot writes. Every write replaces the whole link (docs/portal.md, What a PUT carries). */
export interface LinkRequest {
  fileId: string
  linkId: string
  title: string
  expiresAt: number
  denyDownload: boolean
  /** `kept`: the password that the link has at the portal, which is not known here. */
  password: string | null | { kept: true }
  /** Only for people with an account in the portal; left out: for everybody. */
  internal?: true
}

/** Somebody, perhaps the bot itself, wrote a link of a file, or moved the file (docs/portal.md, Events). */
export interface ChangeEvent {
  id: number
  /** Whole seconds, as the portal's clock had it. */
  at: number
  /** 5091 link created, 5092 updated, 5093 deleted; 5015 and 5016 file moved, 5017 to the trash, 5018 file deleted. */
  actionId: number
  userId: string
  /** Display name. */
  user: string
  fileId: string
}

/** The link that an address names by its key. `foreign`: a complete key, but not that of a link. */
export type NamedLink = { linkId: string } | { foreign: true } | null

/**
 * All that is kept of the `page` of an audit event. The rest is not: an address would open the file for anybody who
 * reads it, and a Referer may tell anything about its visitor.
 */
export interface PageFacts {
  link: NamedLink
  /** The visitor made up the ip address or browser of the event. */
  forged: boolean
}

/** One row of the portal's audit trail, reduced to what counting needs (docs/portal.md, Downloads in the audit trail). */
export interface AuditEvent {
  /** Unique in the portal; counted once, for ever. */
  id: number
  /** Whole seconds, as the portal's clock had it. */
  at: number
  actionId: number
  userId: string
  user: string
  /** A mark of the visitor's ip address: the same of the same one, and leads back to none. Empty: not known. */
  ip: string
  browser: string
  platform: string
  country: string
  city: string
  /** From the Referer, or else from the address of the request; null: the portal has neither. */
  page: PageFacts | null
  target: readonly string[]
}
