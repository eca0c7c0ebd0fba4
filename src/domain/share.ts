import type { Drift } from './drift.ts'
import type { Refusal } from './refusal.ts'
import type { ReplyTo } from './reply-to.ts'
import type { EndReason, LimitReached, MakingStep, ShareState } from './share-state.ts'
import type { GrantedTerms } from './terms.ts'

/** A resumption that the portal, or a rule, has refused: tried again later. */
export interface Stuck {
  refusal: Refusal
  tries: number
  triedAt: number
}

export interface ShareEnd {
  reason: EndReason
  /** Slack user id of the person who ended it; null for the bot. */
  by: string | null
  /** Display name of whoever deleted the link in the portal (`removed`), or opened it further, where the trail says. */
  portalUser?: string
  /** It was opened further in the portal and did not stay closed (`policy`). */
  keptOpen?: true
  /** The download that reached the limit (`limit`). */
  limitReached?: LimitReached
  /** Why a suspended share could not resume though downloads are seen again (`blind`). */
  stuck?: Stuck
  /** When the end was decided. */
  decidedAt: number
  /** When the portal was seen to have no such link any more; null until then. */
  verifiedAt: number | null
}

/** What is known of an end when it is decided. */
export type DecidedEnd = Pick<ShareEnd, 'reason' | 'by' | 'portalUser' | 'keptOpen' | 'limitReached'>

/** What an extension grants anew; everything else of the share stays as it is. */
export interface Extension {
  expiresAt: number
  limit: number | null
  /** Slack user id of whoever asked; null: a suspended share resumes by itself, with the terms that it has. */
  by: string | null
  /** When it was asked for. */
  askedAt: number
  /** Finds the log lines of the request; tells one extension from another. */
  reference: string
}

/** An extension from its announcement until whoever asked for it has the answer. */
export interface ExtensionUnderWay extends Extension {
  /** Who waits for the answer. */
  replyTo: ReplyTo | null
  /** Why nothing comes of it. Null while something may; and where it was carried out, as `extensions` says then. */
  refusal: Refusal | null
}

/** An end that was taken back by an extension. */
export interface PastEnd extends ShareEnd {
  /** From when on the portal may have had the link again. */
  revivedAt: number
}

/** Where its message stands is closed to the bot for the time being. */
export interface ClosedPlace {
  /** `place`: nothing there can be written or changed. `replies`: only no reply is taken. */
  to: 'place' | 'replies'
  /** How often that was found. */
  tries: number
  triedAt: number
  /** `fingerprintOf` the share then: what has changed since is worth another try. */
  fingerprint: string
  /** It may be open by now, and is treated so. */
  again: boolean
}

/** What Slack was notified of; compared with what is true, it says what is pending. */
export interface Notified {
  /** `fingerprintOf` the share when its message was last written; null before the first time. */
  fingerprint: string | null
  /** Downloads spoken of in the thread. */
  downloads: number
  /** Whether the end was announced. `telling`: the channel heard of it, or may have; the thread is to be told. */
  end: 'no' | 'telling' | 'notified'
  /** Whether its creator was told the end directly, because the channel cannot hear of it yet. */
  endPrivately: boolean
  /** Extensions spoken of in the thread. */
  extensions: number
  /** The end (epoch ms) that was warned of; null: of none yet. A moved end is warned of anew. */
  warnedEnd: number | null
  /** The limit of whose last download was warned; null: of none yet. */
  warnedLimit: number | null
  /** Whether its creator knows that the message is gone. */
  lost: boolean
  /** `driftMark` of what was last told of changes at the portal; null: of none, or that all is as it was again. */
  drift: string | null
  /** Whether its creator knows why it does not resume. */
  stuck: boolean
}

/** One link made by the bot to one file, with its limits, its message and its life. */
export interface ShareLink {
  /** Slack workspace that owns the share. */
  team: string
  /** Short, readable aloud; authorises nothing. */
  id: string
  state: ShareState
  /** Set exactly while `creating`. */
  step: MakingStep | null
  file: { id: string; title: string }
  /** Where the file was when it was shared; null where that is not known. */
  folderId: string | null
  /** The bot's own uuid, stored before the portal hears of it. */
  linkId: string
  /** Links given up because a message with them may exist; their use still counts. */
  formerLinkIds: string[]
  /** Links that may still exist at the portal and are to be removed. */
  looseLinkIds: string[]
  /** When it was last seen that there are none of them; null: not yet. */
  cleanedAt: number | null
  creator: { id: string; name: string }
  channel: { id: string; name: string }
  terms: GrantedTerms
  /** Encrypted at rest; null without a password. */
  sealedPassword: string | null
  createdAt: number
  /** When the portal was first asked for a link: no earlier event belongs to this share. */
  bornAt: number
  /** What is handed out; null before the link exists and after the share has ended. */
  address: string | null
  /** The key inside every address of the link (`requestToken`); as secret, and forgotten with it. */
  key: string | null
  /** True when the address is the direct one, so that each use is recorded; as it was made, so it stays. */
  direct: boolean
  /** The channel message; null when the bot could not post there. */
  message: { channel: string; ts: string } | null
  /** Counted downloads, always derived anew from the stored events. */
  downloads: number
  /** How many of these took the file by `action=view`. */
  views: number
  /** How many stored events that count was derived from: where there are not so many, it is derived anew. */
  judgedEvents: number
  end: ShareEnd | null
  /** Ends that were taken back, oldest first. */
  pastEnds: PastEnd[]
  /** Stored before the portal hears of it, until it is answered; null when there is none. */
  extending: ExtensionUnderWay | null
  /** Those that were carried out, oldest first. */
  extensions: Extension[]
  /** When the portal was last asked to write the link anew; a slow one may do so later still. Null: never. */
  rewrittenAt: number | null
  /** When the link was put back lately, because it was changed at the portal. */
  repairs: number[]
  /** The message is gone though it once was posted. */
  messageLost: boolean
  /** The message is there, but nothing can be told where it is; null: nothing that is known of. */
  closed: ClosedPlace | null
  /** Nothing but the end is told in the thread. */
  muted: boolean
  /** The moment `WARN_BEFORE` of the end has come (set by its job): the end it was for. */
  endIsNear: number | null
  /** What was changed at the portal behind its back; null: nothing that is known of. */
  drift: Drift | null
  /** Why making it failed, and when. */
  failure: { refusal: Refusal; at: number } | null
  notified: Notified
  /** Whether whoever asked for the share was told what became of it. */
  answered: boolean
}

/** Where a share is found: the workspace and its id. */
export interface ShareRef {
  team: string
  id: string
}

/** Over for good or about to be: nothing may be handed out any more. */
export const hasEnded = (share: ShareLink): boolean =>
  share.state === 'revoking' || share.state === 'revoked' || share.state === 'failed'

/** Nothing is to be told where its message stands. */
export const isClosed = ({ closed }: Pick<ShareLink, 'closed'>): boolean => closed !== null && !closed.again

/** Whether what is to be told of it goes into the thread of its message; else it goes to its creator. */
export const hasThread = (share: Pick<ShareLink, 'message' | 'closed'>): boolean =>
  share.message !== null && !isClosed(share)

/** What has a limit to be kept: while downloads are not seen, nobody can. */
export const isLiveLimited = ({ state, terms }: Pick<ShareLink, 'state' | 'terms'>): boolean =>
  state === 'active' && terms.limit !== null

/** Ended only until the audit trail can be read again (`ON_BLIND=revoke`): it is to resume by itself. */
export const isSuspended = ({
  state,
  end,
}: {
  state: ShareState
  end: Pick<ShareEnd, 'reason'> | null
}): boolean => (state === 'revoking' || state === 'revoked') && end?.reason === 'blind'
